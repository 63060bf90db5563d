import { posix } from 'node:path';
import { decodeText } from '../context/decode-text.ts';
import { createTarReader, type TarEntry } from './tar.ts';

/** What stands at a path of an image, links followed. */
export type ArchivedFile =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly executable: boolean;
      /** Where it really is. */
      readonly path: string;
    }
  | { readonly kind: 'binary'; readonly executable: boolean; readonly path: string }
  | { readonly kind: 'absent' };

/** The files of an image. */
export interface ImageArchive {
  /** What an absolute path leads to. */
  at(path: string): ArchivedFile;
  /** The names in a folder, links followed. */
  names(folder: string): readonly string[];
}

/** Larger files are no scripts; in bytes. */
const largestScript = 512 * 1024;
const mostLinks = 40;

/** Collects the files of an image from the pieces of its tar archive; the archive may be asked once all are there. */
export function collectArchive(): {
  readonly push: (chunk: Uint8Array) => void;
  readonly archive: ImageArchive;
} {
  const entries = new Map<string, TarEntry>();
  const reader = createTarReader(
    (_, size) => size <= largestScript,
    (entry) => entries.set(entry.path, withoutBinary(entry)),
  );
  return {
    push: reader.push,
    archive: { at: (path) => fileAt(entries, path), names: (folder) => namesIn(entries, folder) },
  };
}

/** Only texts are worth their memory. */
function withoutBinary(entry: TarEntry): TarEntry {
  return entry.content === null || !entry.content.includes(0) ? entry : { ...entry, content: null };
}

function fileAt(entries: ReadonlyMap<string, TarEntry>, path: string): ArchivedFile {
  const found = resolved(entries, posix.normalize(path).replace(/^\/+/, ''));
  if (found === null || found.kind !== 'file') return { kind: 'absent' };
  const at = { executable: (found.mode & 0o111) !== 0, path: `/${found.path}` };
  const decoded = found.content === null ? null : decodeText(found.content);
  return decoded !== null && 'text' in decoded
    ? { kind: 'text', text: decoded.text, ...at }
    : { kind: 'binary', ...at };
}

/** Follows links in every part of a path, never out of the image. */
function resolved(entries: ReadonlyMap<string, TarEntry>, path: string): TarEntry | null {
  let done = '';
  let left = path.split('/');
  for (let links = 0; left.length > 0; ) {
    const [name = '', ...after] = left;
    const here = posix.join('/', done, name).slice(1);
    const entry = entries.get(here);
    if (entry?.kind === 'hard link') {
      const target = entries.get(entry.target.replace(/^(\.?\/)+/, ''));
      return after.length === 0 && target !== undefined ? target : null;
    }
    if (entry?.kind === 'link') {
      links += 1;
      if (links > mostLinks) return null;
      const base = entry.target.startsWith('/') ? '/' : posix.join('/', done);
      left = [...posix.join(base, entry.target).split('/').filter(Boolean), ...after];
      done = '';
      continue;
    }
    done = here;
    left = after;
  }
  return entries.get(done) ?? null;
}

function namesIn(entries: ReadonlyMap<string, TarEntry>, folder: string): readonly string[] {
  const found = resolved(entries, posix.normalize(folder).replace(/^\/+|\/+$/g, ''));
  if (found === null) return [];
  const prefix = `${found.path.replace(/\/+$/, '')}/`;
  const below = [...entries.keys()].filter((path) => path.startsWith(prefix) && path !== prefix);
  return [...new Set(below.map((path) => path.slice(prefix.length).split('/')[0] as string))].sort();
}
