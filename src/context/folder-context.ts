import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import type { BuildContext, ContextEntry } from './build-context.ts';
import { type FileSystem, failureReason } from './file-system.ts';
import type { IgnoreRules } from './ignore-file.ts';
import { readContent } from './read-content.ts';

/** A folder that serves as the root of build contexts. */
export interface ContextFolder {
  /** What stands at a path, ignored or not. */
  entry(path: string, links: 'follow' | 'show'): ContextEntry;
  list(path: string): readonly string[];
}

/**
 * A folder of the file system as a root: nothing outside of it is read, whatever links in it say. Each file is read
 * once, when it is asked for. Never throws.
 * @param root absolute path
 * @param shown the root as names of files shall begin; `` for the working directory
 */
export function contextFolder(fs: FileSystem, root: string, shown: string): ContextFolder {
  const entries = new Map<string, ContextEntry>();
  const folders = new Map<string, readonly string[]>();
  const realRoot = once(() => fs.realpathSync(root));
  const read = (path: string, links: 'follow' | 'show'): ContextEntry => {
    try {
      return readEntry(fs, realRoot(), path, links, shown);
    } catch (error) {
      return failed(path, error);
    }
  };
  const list = (path: string): readonly string[] => {
    try {
      const real = fs.realpathSync(join(realRoot(), path));
      return pathBelow(realRoot(), real) === null ? [] : fs.readdirSync(real).sort();
    } catch {
      return [];
    }
  };
  return {
    entry: (path, links) => remembered(entries, `${links} ${path}`, () => read(path, links)),
    list: (path) => remembered(folders, path, () => list(path)),
  };
}

/** A folder as what a builder gets of it. */
export function folderContext(
  folder: ContextFolder,
  ignore: IgnoreRules,
  about: Pick<BuildContext, 'root' | 'note'>,
): BuildContext {
  return {
    ...about,
    entry: (path, links) => {
      const entry = folder.entry(path, links);
      if (path === '' || !ignore.ignores(path) || entry.kind === 'absent') return entry;
      // Of an ignored folder a later pattern may take something back.
      if (entry.kind === 'folder') return entry;
      return { kind: 'absent', reason: `${path} is left out by ${ignore.file}` };
    },
    list: (path) =>
      folder.list(path).filter((name) => isListed(folder, ignore, path === '' ? name : `${path}/${name}`)),
  };
}

function isListed(folder: ContextFolder, ignore: IgnoreRules, path: string): boolean {
  return !ignore.ignores(path) || folder.entry(path, 'show').kind === 'folder';
}

function readEntry(
  fs: FileSystem,
  root: string,
  path: string,
  links: 'follow' | 'show',
  shown: string,
): ContextEntry {
  const place = join(root, path);
  if (links === 'show' && path !== '') {
    const folder = fs.realpathSync(dirname(place));
    if (pathBelow(root, folder) === null) return leaves(path);
    const own = fs.lstatSync(place, { throwIfNoEntry: false });
    if (own === undefined) return notThere(path);
    if (own.isSymbolicLink()) return { kind: 'link', target: fs.readlinkSync(place) };
  }
  // Most of what is looked for is not there, and an exception takes fifteen times as long as this.
  if (fs.statSync(place, { throwIfNoEntry: false }) === undefined) return notThere(path);
  const real = fs.realpathSync(place);
  const below = pathBelow(root, real);
  if (below === null) return leaves(path);
  const stat = fs.statSync(real);
  if (stat.isDirectory()) return { kind: 'folder' };
  return {
    kind: 'file',
    name: join(shown, below).split(sep).join('/'),
    read: once(() => readContent(fs, real)),
    executable: sep === '\\' ? null : (stat.mode & 0o111) !== 0,
  };
}

function notThere(path: string): ContextEntry {
  return { kind: 'absent', reason: `${path} is not there` };
}

function leaves(path: string): ContextEntry {
  return { kind: 'absent', reason: `${path} is a link that leaves the build context` };
}

/** The way from a folder to a path below it; null for a path that is not. Both absolute, links resolved. */
function pathBelow(folder: string, path: string): string | null {
  const way = relative(folder, path);
  return way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way) ? null : way;
}

function failed(path: string, error: unknown): ContextEntry {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT' || code === 'ENOTDIR') return notThere(path);
  return { kind: 'absent', reason: `${path} cannot be read: ${failureReason(error)}` };
}

function remembered<V>(known: Map<string, V>, key: string, make: () => V): V {
  const before = known.get(key);
  if (before !== undefined) return before;
  const made = make();
  known.set(key, made);
  return made;
}

function once<V>(make: () => V): () => V {
  let made: { readonly value: V } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
