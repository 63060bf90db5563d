import type { StopOutcome } from '../startup/model.ts';
import type { Paint } from './paint.ts';

/** How an outcome is shown. */
interface OutcomeText {
  readonly sign: string;
  readonly color: keyof Paint;
  readonly sentence: (signal: string) => string;
}

const texts: Readonly<Record<StopOutcome, OutcomeText>> = {
  graceful: {
    sign: '✓',
    color: 'green',
    sentence: (signal) => `${signal} reaches the workload, and PID 1 stays until it is done`,
  },
  'cut-short': {
    sign: '✗',
    color: 'red',
    sentence: (signal) => `the workload gets ${signal}, but the container ends before it finishes`,
  },
  unnotified: {
    sign: '✗',
    color: 'red',
    sentence: (signal) => `the container ends on ${signal}, and the workload is killed without a word`,
  },
  ignored: {
    sign: '✗',
    color: 'red',
    sentence: (signal) => `nothing acts on ${signal}; the engine kills everything after the grace period`,
  },
  'no-workload': {
    sign: '–',
    color: 'dim',
    sentence: () => 'an interactive shell, or a command that just ends: there is nothing to stop',
  },
  unknown: {
    sign: '?',
    color: 'yellow',
    sentence: (signal) => `what ${signal} does cannot be told from the files at hand`,
  },
};

/** What an outcome means for a signal, as a sentence without its end. */
export function outcomeSentence(stop: StopOutcome, signal: string): string {
  return texts[stop].sentence(signal);
}

/** An outcome in one line: a sign, the outcome's name and what it means for that signal. */
export function outcomeLine(stop: StopOutcome, signal: string, paint: Paint): string {
  const { sign, color, sentence } = texts[stop];
  return `${paint[color](`${sign} ${stop}`)}: ${sentence(signal)}`;
}
