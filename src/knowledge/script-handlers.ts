import { loadedFile } from './loaded-file.ts';
import { programName } from './program-name.ts';
import { effectOf, programOf } from './program-of.ts';

/** A language runtime that installs no handler for a signal. */
export interface SilentRuntime {
  /** The script that it runs; null for a module, a text, or none. */
  readonly script: string | null;
}

/**
 * The runtime of a command line that has no handler for the signal unless its program installs one; null for
 * one that is no such runtime, or that runs something known to handle it.
 *
 * @param signal by its full name, `SIGTERM`
 */
export function silentRuntime(argv: readonly string[], signal: string): SilentRuntime | null {
  const facts = programOf(argv);
  if (!facts?.scripts || effectOf(facts, signal) !== 'default') return null;
  const words = argv.slice(1);
  const handled = new Set(facts.scripts.handled);
  const paths = facts.scripts.paths.map((path) => new RegExp(path));
  const known =
    /^-[ai]$/.test(words[0] ?? '') ||
    words.some((word) => handled.has(programName(word)) || paths.some((path) => path.test(word)));
  if (known) return null;
  const loaded = loadedFile(argv);
  return { script: loaded?.kind === 'file' ? (argv[loaded.at] ?? null) : null };
}
