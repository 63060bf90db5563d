import { relative, resolve, sep } from 'node:path';
import type { Search } from '../context/find-dockerfiles.ts';
import type { Io } from './io.ts';
import type { InputOptions } from './options.ts';

type Skips = Search['skips'];

/** What the search below one argument leaves out: what `--exclude` names, and what Git ignores. */
export async function searchFor(
  argument: string,
  { exclude, gitignore }: Pick<InputOptions, 'exclude' | 'gitignore'>,
  io: Io,
): Promise<Search> {
  const { fs, cwd } = io;
  // A file is taken as it is named; nothing needs to be loaded for it.
  if (fs.statSync(resolve(cwd, argument), { throwIfNoEntry: false })?.isFile()) return { skips: () => false };
  const all = [...(await excluded(exclude, io)), ...(gitignore ? [await ignoredByGit(argument, io)] : [])];
  return { skips: (path, isFolder) => all.some((skips) => skips(path, isFolder)) };
}

async function excluded(patterns: readonly string[], { cwd }: Io): Promise<readonly Skips[]> {
  if (patterns.length === 0) return [];
  const { matchesPath } = await import('../config/path-pattern.ts');
  return patterns.map((pattern): Skips => {
    return (path) => matchesPath(pattern, relative(cwd, path).split(sep).join('/'));
  });
}

async function ignoredByGit(argument: string, { fs, cwd }: Io): Promise<Skips> {
  const { createGitIgnore } = await import('../context/git-ignore.ts');
  const folder = resolve(cwd, argument);
  const isFolder = fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true;
  return createGitIgnore(fs, isFolder ? folder : cwd, cwd).ignores;
}
