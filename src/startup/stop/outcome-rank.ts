import type { StopOutcome } from '../model.ts';

/** Every stop outcome, the worst first. */
export const outcomesWorstFirst: readonly StopOutcome[] = [
  'ignored',
  'unnotified',
  'cut-short',
  'unknown',
  'graceful',
  'no-workload',
];

/** Whether the first outcome is worse than the second. */
export function isWorse(a: StopOutcome, b: StopOutcome): boolean {
  return outcomesWorstFirst.indexOf(a) < outcomesWorstFirst.indexOf(b);
}

/** The worst of several outcomes; `no-workload` for none. */
export function worstOutcome(outcomes: readonly StopOutcome[]): StopOutcome {
  return outcomesWorstFirst.find((outcome) => outcomes.includes(outcome)) ?? 'no-workload';
}
