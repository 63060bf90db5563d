import type { BuildContext, ContextEntry } from '../../context/build-context.ts';
import { isPattern, matchName, nameMatcher } from '../../context/match-name.ts';
import { flagValues } from '../../dockerfile/flag-rules.ts';
import type { CopyRecord } from '../../dockerfile/image-config.ts';
import { cleanPath } from '../../dockerfile/image-path.ts';
import { plainMapped } from '../../text/mapped-text.ts';
import {
  absent,
  type Copied,
  type CopySurroundings,
  candidates,
  contextPath,
  isNamed,
} from './copy-source.ts';
import { isWithin, lastName, pathIn, wayBelow } from './path-set.ts';

/** What a source of the build context says of a path. */
export function fromContext(
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

/** The paths of the build context that a pattern stands for, given by its names. */
export function matchingPaths(context: BuildContext, names: readonly string[]): readonly string[] {
  let paths: readonly string[] = [''];
  for (const name of names) {
    paths = paths
      .flatMap((path) => {
        if (!isPattern(name)) return [path === '' ? name : `${path}/${name}`];
        const listed = context.list(path).filter(nameMatcher(name));
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
