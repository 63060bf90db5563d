import { isAbsolute, resolve } from 'node:path';
import { globSync, isDynamicPattern } from 'tinyglobby';
import { type FileSystem, failureReason } from './file-system.ts';

/** The files that an argument names, or why there are none. */
export type FoundFiles = { readonly files: readonly string[] } | { readonly problem: string };

const dockerfileNames = ['Dockerfile*', '*.Dockerfile', '*.dockerfile', 'Containerfile*'];
const leftOut = ['**/node_modules/**', '**/.git/**', '**/*.dockerignore', '**/*.containerignore'];

/**
 * The Dockerfiles that one argument of the command line means: a file itself, the Dockerfiles below a
 * folder, or what a glob matches. Paths stay relative to `cwd` when the argument is. Never throws.
 */
export function findDockerfiles(fs: FileSystem, cwd: string, argument: string): FoundFiles {
  try {
    const stat = fs.statSync(resolve(cwd, argument), { throwIfNoEntry: false });
    if (stat?.isDirectory()) return inFolder(fs, cwd, argument);
    if (stat !== undefined) return { files: [argument] };
    if (!isDynamicPattern(argument)) return { problem: 'no such file or folder' };
    const files = search(fs, cwd, argument.replaceAll('\\', '/'));
    return files.length === 0 ? { problem: 'no file matches this pattern' } : { files };
  } catch (error) {
    return { problem: failureReason(error) };
  }
}

function inFolder(fs: FileSystem, cwd: string, folder: string): FoundFiles {
  const below = dockerfileNames.map((name) => `**/${name}`);
  const files = search(fs, resolve(cwd, folder), below);
  if (files.length === 0) return { problem: `no Dockerfile in this folder (${dockerfileNames.join(', ')})` };
  const prefix = folder.replace(/\/+$/, '');
  return { files: files.map((file) => (prefix === '.' ? file : `${prefix}/${file}`)) };
}

function search(fs: FileSystem, cwd: string, patterns: string | readonly string[]): readonly string[] {
  const absolute = typeof patterns === 'string' && isAbsolute(patterns);
  const found = globSync(patterns, {
    cwd,
    absolute,
    dot: true,
    ignore: leftOut,
    expandDirectories: false,
    followSymbolicLinks: false,
  });
  // A symbolic link is listed as it is; one to a folder, or to nothing, is no Dockerfile.
  const isFile = (file: string) =>
    fs.statSync(resolve(cwd, file), { throwIfNoEntry: false })?.isFile() === true;
  return found.filter(isFile).sort();
}
