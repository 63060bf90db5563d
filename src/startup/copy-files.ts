import type { BuildContext, ContextEntry } from '../context/build-context.ts';
import { isPattern, matchName } from '../context/match-name.ts';
import { flagValues } from '../dockerfile/flag-rules.ts';
import type { CopyRecord } from '../dockerfile/image-config.ts';
import { cleanPath } from '../dockerfile/image-path.ts';
import { alignMapped, plainMapped } from '../text/mapped-text.ts';
import { executableMode } from './build-operations.ts';
import type { AbsentFile, ImageFile } from './image-file.ts';
import { isWithin, lastName, pathIn, wayBelow } from './path-set.ts';

/** What COPY and ADD take from. */
export interface CopySurroundings {
  readonly context: () => BuildContext;
  /** A path in an earlier stage. */
  readonly stageFile: (stage: number, path: string) => ImageFile;
  readonly stageName: (stage: number) => string;
  /** A path of this image again, when a link that was copied leads there. */
  readonly again: (path: string) => ImageFile;
  /** The Dockerfile as places name it, and its text. */
  readonly file: string;
  readonly text: string;
}

/** What a COPY or ADD says of a path: a file, that it brings it but not what it holds, or that it may bring it. */
export type Copied =
  | { readonly file: ImageFile }
  /** The file may be there, and why that cannot be told; an instruction that names it counts more. */
  | { readonly maybe: string }
  | null;

/** A source and the place of its file or folder, when it gives the path that is asked for. */
interface Candidate {
  /** Relative to the root of what is copied from. */
  readonly path: string;
  /** The instruction names this file; otherwise it is found in a folder or by a pattern. */
  readonly named: boolean;
}

/** Looks up a path of the image in what one COPY or ADD brings. */
export function copiedFile(record: CopyRecord, path: string, around: CopySurroundings): Copied {
  const inline = inlineFile(record, path, around);
  if (inline) return { file: inline };
  let maybe: Copied = null;
  for (const source of record.sources) {
    const copied = fromSource(record, source, path, around);
    if (copied && 'file' in copied) return { file: withMode(copied.file, record) };
    maybe ??= copied;
  }
  return maybe;
}

/** The paths of the build context that COPY and ADD name, folders of patterns included, relative to its root. */
export function contextSources(copies: readonly CopyRecord[]): readonly string[] {
  const own = copies.filter(({ from }) => from === null).flatMap(({ sources }) => sources);
  const paths = own
    .filter((source) => !source.includes('$') && !isRemote(source))
    .map((source) => contextPath(source))
    .map((source) => (isPattern(source) ? source.replace(/(^|\/)[^/]*[*?[\\].*$/s, '') : source));
  return [...new Set(paths)].filter((path) => path !== '');
}

function withMode(file: ImageFile, { chmod, instruction }: CopyRecord): ImageFile {
  if (file.kind === 'absent') return { ...file, by: file.by && instruction };
  if (chmod === null) return { ...file, by: instruction };
  const set = executableMode(chmod);
  const executable = set ?? (/^[ugoa]*[-+=]/.test(chmod) ? file.executable : null);
  return { ...file, by: instruction, executable };
}

function absent(record: CopyRecord, reason: string): Copied {
  const file: AbsentFile = { kind: 'absent', reason, by: record.instruction };
  return { file };
}

/** COPY cleans a source as if it began at the root: `../x` is `x`. */
function contextPath(source: string): string {
  return cleanPath(`/${source}`).slice(1);
}

function isRemote(source: string): boolean {
  return /^(https?|git|ssh):\/\/|^git@|\.git(#.*)?$/.test(source);
}

/** A here-document given to COPY or ADD. */
function inlineFile(record: CopyRecord, path: string, { file, text }: CopySurroundings): ImageFile | null {
  const { inline, instruction, destination, chmod } = record;
  const found = inline.findLast(
    ({ name }) => path === pathIn(destination, name) || (path === destination && inline.length === 1),
  );
  if (!found) return null;
  const heredoc = instruction.heredocs.findLast(({ name }) => name === found.name);
  const span = heredoc?.span ?? instruction.span;
  return {
    kind: 'text',
    name: path,
    source: { file, text: alignMapped(text.slice(span.start, span.end), span.start, found.content) },
    executable: chmod === null ? false : executableMode(chmod),
    by: instruction,
  };
}

function fromSource(record: CopyRecord, source: string, path: string, around: CopySurroundings): Copied {
  const folder = record.destination.replace(/(.)\/+$/, '$1');
  const within = isWithin(folder, path);
  if (record.uncertain && record.destination.includes('$') && !within) return null;
  if (!within) return null;
  if (record.uncertain && source.includes('$')) return unknownSource(record, source, path, folder);
  if (record.keyword === 'ADD' && isRemote(source)) return remoteSource(record, source, path, folder);
  if (record.from === null) return fromContext(record, source, path, folder, around);
  if (typeof record.from === 'number') return fromStage(record, record.from, source, path, folder, around);
  return fromImage(record, record.from, source, path, folder);
}

/** Whether the path is what a file of that name would become: the target itself, or in it. */
function isNamed(source: string, path: string, folder: string, { destination }: CopyRecord): boolean {
  if (path === folder && !destination.endsWith('/')) return true;
  return path === pathIn(folder, lastName(source));
}

function unknownSource(record: CopyRecord, source: string, path: string, folder: string): Copied {
  const reason = `which file ${record.keyword} brings is not known: ${source}`;
  return isNamed(source, path, folder, record) ? absent(record, reason) : { maybe: reason };
}

function remoteSource(record: CopyRecord, source: string, path: string, folder: string): Copied {
  const reason = `ADD fetches it from ${source}`;
  const named = isNamed(source.replace(/[?#].*$/, ''), path, folder, record);
  return named ? absent(record, reason) : /\.git(#.*)?$|^git/.test(source) ? { maybe: reason } : null;
}

function fromImage(record: CopyRecord, image: string, source: string, path: string, folder: string): Copied {
  const reason = `COPY takes it from the image ${image}`;
  return isNamed(source, path, folder, record) ? absent(record, reason) : { maybe: reason };
}

function fromStage(
  record: CopyRecord,
  stage: number,
  source: string,
  path: string,
  folder: string,
  around: CopySurroundings,
): Copied {
  const origin = cleanPath(`/${source}`);
  const takes = `COPY takes it from the stage ${around.stageName(stage)}`;
  let reason: string | null = null;
  for (const { path: inside, named } of candidates(record, origin, path, folder)) {
    const file = around.stageFile(stage, inside);
    if (file.kind !== 'absent') return { file };
    if (file.by !== null) return absent(record, `${takes}, and there ${file.reason}`);
    if (named) return absent(record, `${takes}, where ${file.reason}`);
    reason ??= file.reason;
  }
  return reason === null && !isPattern(origin)
    ? null
    : { maybe: reason === null ? takes : `${takes}, where ${reason}` };
}

/** Where in the source a path may come from: the source is a file of that name, or a folder above it. */
function candidates(record: CopyRecord, source: string, path: string, folder: string): readonly Candidate[] {
  if (record.parents) {
    const pivot = record.sources.find((one) => cleanPath(`/${one.replace('/./', '/')}`) === source);
    const dropped = pivot?.includes('/./') ? cleanPath(`/${pivot.slice(0, pivot.indexOf('/./'))}`) : '/';
    const way = wayBelow(folder, path);
    return way === null ? [] : [{ path: cleanPath(`${dropped}/${way}`), named: true }];
  }
  if (isPattern(source)) return patternCandidates(source, path, folder, record);
  const way = wayBelow(folder, path);
  const file: Candidate[] = isNamed(source, path, folder, record) ? [{ path: source, named: true }] : [];
  return way === null ? file : [...file, { path: cleanPath(`${source}/${way}`), named: false }];
}

/** `*.sh` may stand for the name that the path ends in, or for a folder above. */
function patternCandidates(
  source: string,
  path: string,
  folder: string,
  { destination }: CopyRecord,
): readonly Candidate[] {
  const way = wayBelow(folder, path);
  const at = source.lastIndexOf('/');
  const [above, last] = [source.slice(0, at), source.slice(at + 1)];
  if (isPattern(above) || way === null || way.includes('/') || !destination) return [];
  return matchName(last, way) ? [{ path: `${above}/${way}`, named: false }] : [];
}

function fromContext(
  record: CopyRecord,
  source: string,
  path: string,
  folder: string,
  around: CopySurroundings,
): Copied {
  const context = around.context();
  const origin = contextPath(source);
  if (isPattern(origin)) return fromPattern(record, origin, path, folder, around);
  const entry = context.entry(origin, 'follow');
  const takes = `${record.keyword} takes it from the build context`;
  if (record.parents) {
    const [candidate] = candidates(record, `/${origin}`, path, folder);
    if (!candidate || !isWithin(`/${origin}`, candidate.path)) return null;
    return toImageFile(record, context.entry(candidate.path.slice(1), 'follow'), takes);
  }
  if (entry.kind === 'folder') return fromFolder(record, origin, path, folder, around);
  if (entry.kind === 'absent') {
    if (isNamed(origin, path, folder, record)) return absent(record, `${takes}, and ${entry.reason}`);
    return wayBelow(folder, path) === null ? null : { maybe: `${takes}, and ${entry.reason}` };
  }
  if (isArchive(record, origin, entry))
    return { maybe: `ADD unpacks ${origin} there, and archives are not opened` };
  return isNamed(origin, path, folder, record) ? toImageFile(record, entry, takes) : null;
}

/** ADD unpacks a local archive whose content says that it is one. */
function isArchive({ keyword }: CopyRecord, path: string, entry: ContextEntry): boolean {
  if (keyword !== 'ADD' || entry.kind !== 'file' || !/\.(tar|tgz|tbz2?|txz|tar\.\w+)$/.test(path))
    return false;
  return entry.read().kind !== 'text';
}

/** The files and folders that a pattern stands for, one after the other. */
function fromPattern(
  record: CopyRecord,
  pattern: string,
  path: string,
  folder: string,
  around: CopySurroundings,
): Copied {
  const context = around.context();
  const matches = matchingPaths(context, pattern.split('/'));
  for (const match of matches) {
    const entry = context.entry(match, 'follow');
    const takes = `${record.keyword} takes it from the build context`;
    const found =
      entry.kind === 'folder'
        ? fromFolder(record, match, path, folder, around)
        : isNamed(match, path, folder, record) && (matches.length === 1 || path !== folder)
          ? toImageFile(record, entry, takes)
          : null;
    if (found && 'file' in found) return found;
  }
  const way = wayBelow(folder, path);
  const last = pattern.split('/').at(-1) ?? '';
  if (way === null || way.includes('/') || !matchName(last, way)) return null;
  return { maybe: `${record.keyword} takes ${pattern} from the build context, and ${way} is not among them` };
}

/** How many paths a pattern may stand for; the rest is not looked at. */
const mostMatches = 2000;

function matchingPaths(context: BuildContext, names: readonly string[]): readonly string[] {
  let paths: readonly string[] = [''];
  for (const name of names) {
    paths = paths
      .flatMap((path) => {
        if (!isPattern(name)) return [path === '' ? name : `${path}/${name}`];
        const listed = context.list(path).filter((one) => matchName(name, one));
        return listed.map((one) => (path === '' ? one : `${path}/${one}`));
      })
      .slice(0, mostMatches);
  }
  return paths;
}

/** A path below a folder whose content is copied; links in it are copied as links. */
function fromFolder(
  record: CopyRecord,
  origin: string,
  path: string,
  folder: string,
  around: CopySurroundings,
): Copied {
  const way = wayBelow(folder, path);
  if (way === null) return null;
  const excluded = flagValues(record.instruction, 'exclude').some((pattern) => isExcluded(pattern, way));
  const context = around.context();
  const names = way.split('/');
  for (let count = 1; count <= names.length; count += 1) {
    const inside = [origin, ...names.slice(0, count)].filter((part) => part !== '').join('/');
    const entry = context.entry(inside, 'show');
    if (entry.kind === 'link') {
      const from = pathIn(folder, names.slice(0, count - 1).join('/'));
      const target = entry.target.startsWith('/') ? entry.target : `${from}/${entry.target}`;
      return { file: around.again(cleanPath([target, ...names.slice(count)].join('/'))) };
    }
    if (entry.kind === 'absent') {
      return {
        maybe: `${record.keyword} takes ${origin || '.'} from the build context, and ${entry.reason}`,
      };
    }
    if (entry.kind === 'file') {
      if (count < names.length) return null;
      if (excluded) return { maybe: `${record.keyword} leaves ${inside} out (--exclude)` };
      return toImageFile(record, entry, `${record.keyword} takes it from the build context`);
    }
  }
  return { maybe: 'it is a folder' };
}

function isExcluded(pattern: string, way: string): boolean {
  const names = pattern.split('/');
  if (names[0] === '**') return isExcluded(names.slice(1).join('/'), lastName(way));
  const parts = way.split('/').slice(0, names.length);
  return (
    parts.length === names.length && names.every((name, index) => matchName(name, parts[index] as string))
  );
}

function toImageFile(record: CopyRecord, entry: ContextEntry, takes: string): Copied {
  const by = record.instruction;
  if (entry.kind === 'absent') return absent(record, `${takes}, and ${entry.reason}`);
  if (entry.kind !== 'file') return null;
  const { executable, name } = entry;
  const content = entry.read();
  switch (content.kind) {
    case 'text': {
      const source = { file: name, text: plainMapped(content.text, 0) };
      return { file: { kind: 'text', name, source, executable, by } };
    }
    case 'binary':
      return { file: { kind: 'binary', executable, by } };
    case 'unreadable':
      return absent(record, `${takes}, and ${name} ${content.reason}`);
  }
}
