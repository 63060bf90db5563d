import { isPattern, matchName } from '../../context/match-name.ts';
import { cleanPath } from '../../dockerfile/image-path.ts';

/** The paths that a command was given: one, those that a pattern matches, or all below them. */
export interface PathSet {
  /** Absolute. */
  readonly path: string;
  /** Whether `*`, `?` and `[` in it are wildcards. */
  readonly pattern: boolean;
  readonly recursive: boolean;
  /** With `recursive`: the pattern that the last name must match (`find -name`). */
  readonly name: string | null;
}

/** The path itself. */
export function onePath(path: string): PathSet {
  return { path, pattern: false, recursive: false, name: null };
}

/** Whether a path is among those of a set. */
export function hasPath(set: PathSet, path: string): boolean {
  if (!set.recursive) return matchesWhole(set, path);
  const parts = path.split('/');
  const inside = parts.some(
    (_, index) => index > 0 && matchesWhole(set, parts.slice(0, index + 1).join('/')),
  );
  if (!inside && set.path !== '/') return false;
  return set.name === null || matchName(set.name, parts.at(-1) ?? '');
}

/** Whether a path lies in a folder, or is it. */
export function isWithin(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder === '/' ? '/' : `${folder}/`);
}

/** The way from a folder to a path below it: `b/c` from `/a` to `/a/b/c`; null when it is not below. */
export function wayBelow(folder: string, path: string): string | null {
  const prefix = folder === '/' ? '/' : `${folder}/`;
  return path.startsWith(prefix) && path !== prefix ? path.slice(prefix.length) : null;
}

/** A path of the image, made absolute; null when the folder that it starts from is not known. */
export function absolutePath(path: string, directory: string | null): string | null {
  if (path.startsWith('/')) return cleanPath(path);
  if (directory === null || path === '' || path.startsWith('~')) return null;
  return cleanPath(`${directory}/${path}`);
}

/** A path below a folder; both absolute. */
export function pathIn(folder: string, way: string): string {
  return folder.endsWith('/') ? `${folder}${way}` : `${folder}/${way}`;
}

/** The last name of a path. */
export function lastName(path: string): string {
  return path.replace(/\/+$/, '').split('/').at(-1) ?? '';
}

function matchesWhole({ path: wanted, pattern }: PathSet, path: string): boolean {
  if (!pattern || !isPattern(wanted)) return wanted === path;
  const patterns = wanted.split('/');
  const names = path.split('/');
  return (
    patterns.length === names.length && patterns.every((one, index) => matchName(one, names[index] as string))
  );
}
