import { dirname, join } from 'node:path';
import type { FileSystem } from './file-system.ts';

/**
 * A folder and those above it, up to the root of the repository; without a repository up to the working directory, and
 * where it does not lie below that, alone.
 * @param folder absolute, and so is `cwd`
 */
export function foldersUpwards(fs: FileSystem, folder: string, cwd: string): readonly string[] {
  const all: string[] = [folder];
  for (let at = folder; at !== dirname(at); at = dirname(at)) all.push(dirname(at));
  const repository = all.findIndex((one) => exists(fs, join(one, '.git')));
  const last = repository === -1 ? all.indexOf(cwd) : repository;
  return all.slice(0, Math.max(0, last) + 1);
}

/** Whether something is there, as far as it can be seen. */
export function exists(fs: FileSystem, path: string): boolean {
  try {
    return fs.statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}
