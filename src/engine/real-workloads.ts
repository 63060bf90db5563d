import { hasNoHandler, isFilter } from '../knowledge/programs.ts';
import { init, wrapper } from '../knowledge/wrappers.ts';
import { shellByName } from '../startup/evaluate/shell-candidates.ts';
import type { ProcessRole } from '../startup/model.ts';
import { namesOf } from './process-names.ts';

/** What is needed of a process to tell whether it is the workload. */
interface Candidate<P> {
  readonly argv: readonly string[];
  readonly zombie: boolean;
  readonly children: readonly P[];
}

/**
 * The processes that a container is there for: from PID 1 down, the first on each way that is no shell, init
 * or wrapper; what only keeps a container up or filters counts where there is nothing else.
 *
 * @param lasts whether a process has been there for a while: a shell that starts short commands is the workload itself
 */
export function realWorkloads<P extends Candidate<P>>(root: P, lasts: (process: P) => boolean): readonly P[] {
  const found = below(root, lasts);
  const main = found.filter(({ argv }) => !namesOf(argv).some(keepsUp));
  return main.length > 0 ? main : found;
}

function below<P extends Candidate<P>>(process: P, lasts: (process: P) => boolean): readonly P[] {
  if (goBetween(process.argv) === null) return [process];
  const children = process.children.filter((child) => !child.zombie && lasts(child));
  return children.length === 0 ? [process] : children.flatMap((child) => below(child, lasts));
}

/** What a process that runs others is, by its name, its title, or the script that a runtime runs; null for any other. */
export function goBetween(argv: readonly string[]): Exclude<ProcessRole, 'workload' | 'helper'> | null {
  const names = namesOf(argv);
  if (names.some((name) => init(name) !== null)) return 'init';
  if (names.some((name) => wrapper(name) !== null)) return 'wrapper';
  return names.some(isShell) ? 'shell' : null;
}

const anyShell = { implementation: 'bash', version: null, build: null, sure: false } as const;

function isShell(name: string): boolean {
  return shellByName(name, { sh: anyShell, bash: anyShell }).implementation !== 'unknown';
}

function keepsUp(name: string): boolean {
  return name === 'sleep' || name === 'tail' || isFilter(name) || hasNoHandler(name);
}
