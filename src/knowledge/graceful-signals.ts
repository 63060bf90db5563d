import data from './data/graceful-signals.json' with { type: 'json' };
import { programName } from './programs.ts';

/** The signal on which a program finishes its work, and what it does on others. */
export interface GracefulSignal {
  readonly program: string;
  readonly graceful: string;
  /** What it takes another signal for; null where that is not known to do harm. */
  readonly on: (signal: string) => string | null;
}

const programs = new Map(Object.entries(data.programs));
const aliases = data.aliases.map(([pattern = '', name = '']) => [new RegExp(pattern), name] as const);
const runtimes: ReadonlySet<string> = new Set(data.quitIsNoStop);
const meant: ReadonlyMap<string, string> = new Map(Object.entries(data.meant));

/** What is known of a program that stops well on another signal than SIGTERM; null for all others. */
export function gracefulSignal(path: string): GracefulSignal | null {
  const called = programName(path);
  const name = aliases.find(([pattern]) => pattern.test(called))?.[1] ?? called;
  const entry = programs.get(name);
  if (!entry) return null;
  const on: ReadonlyMap<string, string> = new Map(Object.entries(entry.on));
  return { program: called, graceful: entry.graceful, on: (signal) => on.get(signal) ?? null };
}

/**
 * Why a signal, chosen for one server, does not stop another program; null where it may.
 *
 * @param path the program, which is none of those that {@link gracefulSignal} knows
 */
export function meansNothing(signal: string, path: string): string | null {
  const name = programName(path);
  const text = meant.get(signal);
  const onlyOne = signal === 'SIGWINCH' || signal === 'SIGRTMIN+3';
  if (text === undefined || (!onlyOne && !runtimes.has(name))) return null;
  return text.replace('{program}', name);
}
