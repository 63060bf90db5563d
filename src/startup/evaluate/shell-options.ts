import type { ShellFact } from '../../knowledge/types.ts';

/** Shells that end with an error on long options of bash such as `--norc`; measured. */
const shortOptionsOnly: ReadonlySet<string> = new Set(['dash', 'mksh', 'zsh']);

/** Whether a shell takes an option on its command line or in `set -o`; if not, it ends with an error. */
export function knowsOption(name: string, { implementation }: ShellFact): boolean {
  if (name === 'pipefail') return implementation !== 'dash';
  if (name === 'posix') return implementation !== 'dash' && implementation !== 'zsh';
  return !name.startsWith('--') || name === '--login' || !shortOptionsOnly.has(implementation);
}
