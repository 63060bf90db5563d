import type { Dirent } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { globSync, isDynamicPattern } from 'tinyglobby';
import { type FileSystem, failureReason } from './file-system.ts';

/** The files that an argument names, and what could not be looked at. One of both is not empty. */
export interface FoundFiles {
  readonly files: readonly string[];
  readonly problems: readonly { readonly path: string; readonly message: string }[];
}

const dockerfileNames = ['Dockerfile*', '*.Dockerfile', '*.dockerfile', 'Containerfile*'];
const leftOut = ['node_modules', '.git'];

/**
 * The Dockerfiles that one argument of the command line means: a file itself, the Dockerfiles below a
 * folder, or what a glob matches. Paths stay relative to `cwd` when the argument is. Never throws.
 */
export function findDockerfiles(fs: FileSystem, cwd: string, argument: string): FoundFiles {
  try {
    const stat = fs.statSync(resolve(cwd, argument), { throwIfNoEntry: false });
    if (stat?.isDirectory()) return inFolder(fs, cwd, argument);
    if (stat !== undefined) return { files: [argument], problems: [] };
    if (!isDynamicPattern(argument)) return nothing(argument, 'no such file or folder');
    const files = matching(cwd, argument);
    return files.length === 0
      ? nothing(argument, 'no file matches this pattern')
      : { files: files.toSorted(), problems: [] };
  } catch (error) {
    return nothing(argument, failureReason(error));
  }
}

function nothing(path: string, message: string): FoundFiles {
  return { files: [], problems: [{ path, message }] };
}

function inFolder(fs: FileSystem, cwd: string, folder: string): FoundFiles {
  const prefix = folder.replace(/\/+$/, '') || '/';
  const found = below(fs, cwd, prefix === '.' ? '' : prefix);
  if (found.files.length > 0 || found.problems.length > 0) {
    return { ...found, files: found.files.toSorted() };
  }
  return nothing(folder, `no Dockerfile in this folder (${dockerfileNames.join(', ')})`);
}

/** Walks by itself: a link to a file counts, a link to a folder is not followed out of the tree. */
function below(fs: FileSystem, cwd: string, folder: string): FoundFiles {
  const files: string[] = [];
  const problems: FoundFiles['problems'][number][] = [];
  let entries: Dirent[] = [];
  try {
    entries = fs.readdirSync(resolve(cwd, folder), { withFileTypes: true });
  } catch (error) {
    problems.push({ path: folder, message: failureReason(error) });
  }
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (!entry.isDirectory()) {
      if (isDockerfileName(entry.name) && isFile(fs, resolve(cwd, path))) files.push(path);
    } else if (!leftOut.includes(entry.name)) {
      const inner = below(fs, cwd, path);
      files.push(...inner.files);
      problems.push(...inner.problems);
    }
  }
  return { files, problems };
}

function isDockerfileName(name: string): boolean {
  if (name.endsWith('.dockerignore') || name.endsWith('.containerignore')) return false;
  return /^(Dockerfile|Containerfile)|\.[Dd]ockerfile$/.test(name);
}

function isFile(fs: FileSystem, path: string): boolean {
  return fs.statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

function matching(cwd: string, pattern: string): readonly string[] {
  return globSync(pattern.replaceAll('\\', '/'), {
    cwd,
    absolute: isAbsolute(pattern),
    dot: true,
    ignore: leftOut.map((name) => `**/${name}/**`),
    expandDirectories: false,
  });
}
