import data from './data/programs.json' with { type: 'json' };
import { effectOf, programOf } from './program-of.ts';

/** The signal on which a program finishes its work, and what it does on others. */
export interface GracefulSignal {
  readonly graceful: string;
  /** What it takes another signal for; null where that is not known to do harm. */
  readonly on: (signal: string) => string | null;
}

const meant: ReadonlyMap<string, string> = new Map(Object.entries(data.meant));

/** What is known of a program that stops well on another signal than SIGTERM; null for all others. */
export function gracefulSignal(argv: readonly string[]): GracefulSignal | null {
  const facts = programOf(argv);
  if (!facts?.harms || facts.gracefulSignal === null) return null;
  const on = new Map(Object.entries(facts.harms));
  return { graceful: facts.gracefulSignal, on: (signal) => on.get(signal) ?? null };
}

/**
 * Why a signal, chosen for one server, does not stop another program; null where it may.
 *
 * @param argv a command line of a program that is none of those that {@link gracefulSignal} knows
 */
export function meansNothing(signal: string, argv: readonly string[], name: string): string | null {
  const text = meant.get(signal);
  if (text === undefined) return null;
  const onlyOne = signal === 'SIGWINCH' || signal === 'SIGRTMIN+3';
  return onlyOne || isNoStop(signal, argv) ? text.replace('{program}', name) : null;
}

/** Whether a runtime is known to do something else with a signal than to end in good order. */
function isNoStop(signal: string, argv: readonly string[]): boolean {
  const facts = programOf(argv);
  return facts?.kind === 'runtime' && !['graceful', 'fast'].includes(effectOf(facts, signal));
}
