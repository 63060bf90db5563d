import type { Disposition } from '../contract/verification.ts';
import { defaultAction, signalName } from '../knowledge/signals.ts';
import type { StopOutcome } from '../startup/model.ts';
import { worstOutcome } from '../startup/stop/outcome-rank.ts';
import { goBetween } from './real-workloads.ts';
import type { TraceEvent } from './trace.ts';

/** A process that ran when the stop was sent, as far as its fate depends on it. */
export interface Witness {
  readonly hostPid: number;
  /** Inside the container. */
  readonly pid: number;
  readonly threads: readonly number[];
  readonly argv: readonly string[];
  readonly disposition: (signal: number) => Disposition;
}

/** What was seen of a stop. */
export interface StopEvidence {
  readonly signal: { readonly name: string; readonly number: number };
  readonly pid1: Witness;
  /** The processes that the container is there for; PID 1 may be one of them. */
  readonly workloads: readonly Witness[];
  /** What the kernel did, in its order; null, with the reason, where that could not be followed. */
  readonly events: readonly TraceEvent[] | null;
  readonly blind: string | null;
  /** The processes that were seen to be gone while PID 1 was still there. */
  readonly goneBefore: ReadonlySet<number>;
  /** The grace period was over, and the engine killed what was left. */
  readonly killed: boolean;
}

/** An outcome and how it was told. */
export interface Derived {
  readonly stop: StopOutcome;
  readonly why: readonly string[];
}

/** What is known of one workload; null: could not be seen. */
interface Fate {
  /** Something told it to stop: a signal from another process that it acts on. */
  readonly notified: boolean | null;
  /** It came to its own end, by itself or of a signal's default action, and was not killed. */
  readonly ended: boolean | null;
  readonly why: string;
}

const kill = 9;

/**
 * What a stop did to the workload: the outcome of the one that fared worst. The vocabulary is the model's;
 * the evidence is what happened, not what the model thinks.
 */
export function deriveOutcome(evidence: StopEvidence): Derived {
  const fates = evidence.workloads.map((one) => fateOf(one, evidence));
  const outcomes = fates.map((fate) => outcomeOf(fate, evidence));
  return {
    stop: worstOutcome(outcomes),
    why: [...fates.map(({ why }) => why), endOfPid1(evidence)],
  };
}

function outcomeOf({ notified, ended }: Fate, { killed }: StopEvidence): StopOutcome {
  if (ended === null) return 'unknown';
  if (ended) return 'graceful';
  if (notified === null) return 'unknown';
  if (notified) return 'cut-short';
  return killed ? 'ignored' : 'unnotified';
}

function fateOf(workload: Witness, evidence: StopEvidence): Fate {
  return evidence.events === null
    ? guessedFate(workload, evidence)
    : tracedFate(workload, evidence, evidence.events);
}

/** The fate of a process whose every signal and whose end were seen. */
function tracedFate(workload: Witness, evidence: StopEvidence, events: readonly TraceEvent[]): Fate {
  const { got, notified } = receivedBy(workload, evidence, events);
  const end = events.find((event) => event.kind === 'end' && event.thread === workload.hostPid);
  const ended = end?.kind === 'end' && end.signal !== kill;
  return { notified, ended, why: `${nameOf(workload)} ${got} and ${howEnded(end)}` };
}

/** Which signal told a process to stop; null: a program that fetches its signals itself does so unseen. */
function receivedBy(
  workload: Witness,
  { signal, pid1 }: StopEvidence,
  events: readonly TraceEvent[],
): { readonly got: string; readonly notified: boolean | null } {
  const own = events.filter(({ thread }) => workload.threads.includes(thread));
  const sent = own.flatMap((event) =>
    event.kind === 'signal' && event.sent && event.sender !== workload.pid ? [event.signal] : [],
  );
  const acted = sent.find((one) => one !== kill && actsOn(workload, one, pid1));
  if (acted !== undefined) {
    // Restored to the default and raised again: a runtime that only tidies up before the kernel acts, which for PID 1 it does not.
    const raised = events.some(
      (event) =>
        event.kind === 'signal' && event.signal === acted && event.sender === workload.pid && event.sent,
    );
    if (raised && workload === pid1) {
      return {
        got: `got ${shown(acted)}, left it to the kernel, which drops it for PID 1,`,
        notified: false,
      };
    }
    return { got: `got ${shown(acted)}`, notified: true };
  }
  const late = own
    .flatMap((event) => (event.kind === 'pending' ? event.signals : []))
    .find((one) => one !== kill && actsOn(workload, one, pid1));
  if (late !== undefined)
    return { got: `was sent ${shown(late)}, had no time to act on it,`, notified: true };
  const ignored = sent.find((one) => one !== kill);
  if (ignored !== undefined)
    return { got: `got ${shown(ignored)}, which does nothing to it,`, notified: false };
  return { got: 'got no signal', notified: workload.disposition(signal.number) === 'blocks' ? null : false };
}

function howEnded(end: TraceEvent | undefined): string {
  if (end?.kind !== 'end') return 'did not end';
  return end.signal === null ? `exited with ${end.status}` : `was ended by ${shown(end.signal)}`;
}

/** The fate of a process that was only looked at now and then. */
function guessedFate(workload: Witness, evidence: StopEvidence): Fate {
  const { pid1, signal, goneBefore, killed, blind } = evidence;
  const name = nameOf(workload);
  if (workload === pid1) {
    const reached = actsOn(pid1, signal.number, pid1);
    const what = reached ? `handles ${signal.name}` : `has no handler for ${signal.name}`;
    return { notified: reached, ended: !killed, why: `${name}, PID 1, ${what}` };
  }
  if (goneBefore.has(workload.hostPid)) {
    return { notified: true, ended: true, why: `${name} ended before PID 1 did` };
  }
  // An init may wait for signals where a mere look does not show it; a shell does not.
  if (killed && goBetween(pid1.argv) === 'shell' && !actsOn(pid1, signal.number, pid1)) {
    const why = `PID 1 has no handler for ${signal.name}, so nothing could pass it on to ${name}`;
    return { notified: false, ended: false, why };
  }
  const what = killed ? `whether ${name} got a signal` : `whether ${name} ended before PID 1`;
  return {
    notified: null,
    ended: killed ? false : null,
    why: `${what} could not be seen: ${blind ?? 'too fast'}`,
  };
}

/** Whether a signal does something to a process. For PID 1 the kernel drops what it has no handler for. */
function actsOn(process: Witness, signal: number, pid1: Witness): boolean {
  switch (process.disposition(signal)) {
    case 'catches':
    case 'blocks':
      return true;
    case 'ignores':
      return false;
    case 'default':
      return process !== pid1 && defaultAction(shown(signal)) === 'terminate';
  }
}

function endOfPid1({ pid1, events, killed }: StopEvidence): string {
  const end = events?.find((event) => event.kind === 'end' && event.thread === pid1.hostPid);
  if (killed) return 'the grace period was over, and the engine killed what was left';
  if (end?.kind !== 'end') return 'PID 1 ended by itself';
  return end.signal === null ? `PID 1 exited with ${end.status}` : `PID 1 was ended by ${shown(end.signal)}`;
}

function shown(signal: number | null): string {
  return signalName(String(signal ?? 0)) ?? `signal ${signal}`;
}

function nameOf({ argv }: Witness): string {
  return `\`${argv.join(' ').slice(0, 60)}\``;
}
