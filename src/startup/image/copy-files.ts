import { isPattern } from '../../context/match-name.ts';
import type { CopyRecord } from '../../dockerfile/image-config.ts';
import { cleanPath } from '../../dockerfile/image-path.ts';
import { alignMapped } from '../../text/mapped-text.ts';
import { executableMode } from './build-operations.ts';
import { fromContext } from './copy-context.ts';
import {
  absent,
  type Copied,
  type CopySurroundings,
  candidates,
  contextPath,
  isNamed,
} from './copy-source.ts';
import type { ImageFile } from './image-file.ts';
import { isWithin, pathIn } from './path-set.ts';

/** Looks up a path of the image in what one COPY or ADD brings. */
export function copiedFile(record: CopyRecord, path: string, around: CopySurroundings): Copied {
  const inline = inlineFile(record, path, around);
  if (inline) return { file: inline };
  const folder = withoutSlashes(record.destination);
  if (!isWithin(folder, path)) return null;
  let maybe: Copied = null;
  for (const source of record.sources) {
    const copied = fromSource(record, source, path, folder, around);
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

/** A folder without the slashes at its end; the root keeps one. */
function withoutSlashes(folder: string): string {
  let end = folder.length;
  while (end > 1 && folder[end - 1] === '/') end -= 1;
  return folder.slice(0, end);
}

function fromSource(
  record: CopyRecord,
  source: string,
  path: string,
  folder: string,
  around: CopySurroundings,
): Copied {
  if (record.uncertain && source.includes('$')) return unknownSource(record, source, path, folder);
  if (record.keyword === 'ADD' && isRemote(source)) return remoteSource(record, source, path, folder);
  if (record.from === null) return fromContext(record, source, path, folder, around);
  if (typeof record.from === 'number') return fromStage(record, record.from, source, path, folder, around);
  return fromImage(record, record.from, source, path, folder);
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
