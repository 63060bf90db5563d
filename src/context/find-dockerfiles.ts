import type { Dirent } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { globSync, isDynamicPattern } from 'tinyglobby';
import { type FileSystem, failureReason } from './file-system.ts';

/** The files that an argument names, and what could not be looked at. */
export interface FoundFiles {
  readonly files: readonly string[];
  readonly problems: readonly { readonly path: string; readonly message: string }[];
  /** How many Dockerfiles and folders were left out by `Search.skips`. */
  readonly skipped: number;
  /** The argument is the file itself: it is to be linted whatever leaves others out. */
  readonly named: boolean;
}

/** What a search leaves out; a file that is itself an argument is not searched for. */
export interface Search {
  /** Of an absolute path. */
  readonly skips: (path: string, isFolder: boolean) => boolean;
}

const dockerfileNames = ['Dockerfile*', '*.Dockerfile', '*.dockerfile', 'Containerfile*'];
const leftOut = ['node_modules', '.git'];
const everything: Search = { skips: () => false };

/**
 * The Dockerfiles that one argument of the command line means: a file itself, the Dockerfiles below a
 * folder, or what a glob matches. Paths stay relative to `cwd` when the argument is. Never throws.
 */
export function findDockerfiles(
  fs: FileSystem,
  cwd: string,
  argument: string,
  search = everything,
): FoundFiles {
  try {
    const stat = fs.statSync(resolve(cwd, argument), { throwIfNoEntry: false });
    if (stat?.isDirectory()) return inFolder(fs, cwd, argument, search);
    if (stat !== undefined) return { files: [argument], problems: [], skipped: 0, named: true };
    if (!isDynamicPattern(argument)) return nothing(argument, 'no such file or folder');
    const matched = matching(cwd, argument);
    const files = matched.filter((path) => !search.skips(resolve(cwd, path), false));
    const skipped = matched.length - files.length;
    if (files.length > 0) return { files: files.toSorted(), problems: [], skipped, named: false };
    return nothing(argument, `no file matches this pattern${skippedHint(skipped)}`);
  } catch (error) {
    return nothing(argument, failureReason(error));
  }
}

function nothing(path: string, message: string): FoundFiles {
  return { files: [], problems: [{ path, message }], skipped: 0, named: false };
}

function skippedHint(skipped: number): string {
  return skipped === 0
    ? ''
    : `; ${skipped} left out by --exclude, the configuration or .gitignore (--no-gitignore)`;
}

function inFolder(fs: FileSystem, cwd: string, folder: string, search: Search): FoundFiles {
  const prefix = folder.replace(/\/+$/, '') || '/';
  const found = below(fs, cwd, prefix === '.' ? '' : prefix, search);
  if (found.files.length > 0 || found.problems.length > 0) {
    return { ...found, files: found.files.toSorted() };
  }
  return nothing(
    folder,
    `no Dockerfile in this folder (${dockerfileNames.join(', ')})${skippedHint(found.skipped)}`,
  );
}

/** Walks by itself: a link to a file counts, a link to a folder is not followed out of the tree. */
function below(fs: FileSystem, cwd: string, folder: string, search: Search): FoundFiles {
  const files: string[] = [];
  const problems: FoundFiles['problems'][number][] = [];
  let skipped = 0;
  let entries: Dirent[] = [];
  try {
    entries = fs.readdirSync(resolve(cwd, folder), { withFileTypes: true });
  } catch (error) {
    problems.push({ path: folder, message: failureReason(error) });
  }
  for (const entry of entries) {
    const path = join(folder, entry.name);
    const isFolder = entry.isDirectory();
    const counts = isFolder ? !leftOut.includes(entry.name) : isDockerfileName(entry.name);
    if (!counts) continue;
    if (search.skips(resolve(cwd, path), isFolder)) skipped += 1;
    else if (!isFolder) {
      if (isFile(fs, resolve(cwd, path))) files.push(path);
    } else {
      const inner = below(fs, cwd, path, search);
      files.push(...inner.files);
      problems.push(...inner.problems);
      skipped += inner.skipped;
    }
  }
  return { files, problems, skipped, named: false };
}

/** Templates of Dockerfiles, which are none yet, notes about them, and what editors leave behind. */
const notYet =
  /\.((docker|container)ignore|template|tmpl|tpl|in|j2|jinja2?|erb|m4|mustache|hbs|ejs|md|orig|rej|bak|swp)$|~$/i;

/** `docker build` itself takes `dockerfile` where there is no `Dockerfile`. */
function isDockerfileName(name: string): boolean {
  return !notYet.test(name) && /^(Dockerfile|Containerfile)|^dockerfile$|\.[Dd]ockerfile$/.test(name);
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
