import { resolve } from 'node:path';
import { failureReason } from '../context/file-system.ts';
import type { Io } from './io.ts';
import type { InputOptions } from './options.ts';

/** Why the folder given with `--context` cannot be the root of a build context; null when it can, or none was given. */
export function contextProblem({ context }: Pick<InputOptions, 'context'>, { fs, cwd }: Io): string | null {
  if (context === null) return null;
  try {
    return fs.statSync(resolve(cwd, context)).isDirectory()
      ? null
      : `--context ${context}: this is no folder`;
  } catch (error) {
    return `--context ${context}: ${failureReason(error)}`;
  }
}
