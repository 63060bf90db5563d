import type { Workload } from './workload-log.ts';

/** What a stop did; the words are those of the model, without `unknown`. */
export type StopOutcome = 'graceful' | 'cut-short' | 'unnotified' | 'ignored' | 'no-workload';

/** From worst to best. */
const ORDER: readonly StopOutcome[] = ['ignored', 'unnotified', 'cut-short', 'graceful', 'no-workload'];

const SIGKILL = 9;

/**
 * The outcome of a stop: that of the workload which fared worst.
 *
 * @param workloads those that ran when the signal was sent
 * @param pid1Ended whether PID 1 ended by itself within the grace period
 */
export function stopOutcome(workloads: readonly Workload[], pid1Ended: boolean): StopOutcome {
  if (workloads.length === 0) return pid1Ended ? 'no-workload' : 'ignored';
  const outcomes = workloads.map((one) => outcomeOf(one, pid1Ended));
  return ORDER.find((word) => outcomes.includes(word)) ?? 'no-workload';
}

/**
 * A workload that finished counts as graceful even if PID 1 stays after it:
 * nothing is lost but time. One without a handler that died of a signal other
 * than the SIGKILL that ends a namespace was reached, too.
 */
function outcomeOf(workload: Workload, pid1Ended: boolean): StopOutcome {
  if (hasEnded(workload)) return 'graceful';
  if (!pid1Ended) return 'ignored';
  const notified = workload.events.some((event) => event.event === 'signal');
  return notified ? 'cut-short' : 'unnotified';
}

/** Whether a workload came to its own end: finished, or died of a signal it does not handle. */
export function hasEnded({ events, end }: Workload): boolean {
  if (events.some((event) => event.event === 'finished')) return true;
  return events.length === 0 && end !== null && 'signal' in end && end.signal !== SIGKILL;
}
