import { resolve } from 'node:path';
import { filesRead, type ModelBuilder } from '../lint/model-builder.ts';
import type { Io } from './io.ts';
import type { InputOptions } from './options.ts';
import type { Input } from './read-inputs.ts';
import { say } from './say.ts';

/**
 * With `--since`: the files that changed since then, in commits, in the working tree or as new files, and those that
 * use a script which did. Files that were named on the command line are no exception.
 * @returns null when Git cannot tell, which has been said
 */
export async function changedInputs(
  inputs: readonly Input[],
  model: ModelBuilder,
  { since }: InputOptions,
  io: Io,
): Promise<readonly Input[] | null> {
  if (since === null) return inputs;
  const changed = await changedPaths(since, io);
  if (typeof changed === 'string') {
    say(io, `--since ${since}: ${changed}`);
    return null;
  }
  const isChanged = (path: string): boolean => changed.has(resolve(io.cwd, path));
  return inputs.filter(({ path, text }) => {
    if (isChanged(path)) return true;
    if (text === null) return false;
    return filesRead(model({ path, text, changed: new Map() })).some(isChanged);
  });
}

/** Absolute paths, or why there are none. */
async function changedPaths(since: string, { git, cwd }: Io): Promise<ReadonlySet<string> | string> {
  // Where a branch has gone on since this one left it, its changes are not this one's.
  const base = await git(['merge-base', '--end-of-options', since, 'HEAD']);
  const from = 'output' in base ? base.output.trim() : since;
  const runs = [
    await git(['diff', '--name-only', '-z', '--relative', '--end-of-options', from, '--']),
    await git(['ls-files', '--others', '--exclude-standard', '-z']),
  ];
  const problem = runs.flatMap((run) => ('problem' in run ? [run.problem] : []))[0];
  if (problem !== undefined) return problem;
  const names = runs.flatMap((run) => ('output' in run ? run.output.split('\0') : []));
  return new Set(names.filter((name) => name !== '').map((name) => resolve(cwd, name)));
}
