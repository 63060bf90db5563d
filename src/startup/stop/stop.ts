import type { Run } from '../evaluate/step.ts';
import type { StopOutcome, WhyStep } from '../model.ts';
import type { Process } from '../process.ts';
import { endOf, worstOf } from './stop-outcome.ts';
import { createScene } from './stop-scene.ts';
import { settle } from './stop-signals.ts';
import { workloads } from './workloads.ts';

/** What the stop signal does, and the steps of it. */
export interface StopResult {
  readonly stop: StopOutcome;
  /**
   * The outcome if every program whose own code decides handled the signal: `graceful` here means that
   * nothing stands between the signal and the workload.
   */
  readonly reached: StopOutcome;
  readonly why: readonly WhyStep[];
}

/**
 * Plays what happens when the engine sends the stop signal to PID 1, on the processes of one startup.
 * Programs whose reaction is not known are played both ways; where that makes a difference the outcome
 * is `unknown`.
 */
export function simulateStop(root: Process, signal: string, run: Run): StopResult {
  const handled = play(root, signal, 'handles', run);
  if (signal === 'SIGKILL') return { stop: 'unnotified', reached: 'unnotified', why: handled.log };
  const dropped = play(root, signal, 'default', run);
  const doubt = doubtOf(root);
  if (doubt !== null && handled.stop !== 'ignored') {
    const reason = { text: doubt, place: null };
    return { stop: 'unknown', reached: 'unknown', why: [...handled.log, reason] };
  }
  if (handled.unknown) {
    return { stop: 'unknown', reached: 'unknown', why: [...handled.log, handled.unknown] };
  }
  const opaque = handled.opaque || dropped.opaque;
  if (handled.stop === dropped.stop && !dropped.unknown && !opaque) {
    return { stop: handled.stop, reached: handled.stop, why: handled.log };
  }
  const reason = handled.depends ??
    dropped.depends ?? { text: 'it depends on a program that is not known', place: null };
  return { stop: 'unknown', reached: handled.stop, why: [...handled.log, reason] };
}

/** Whether something else than what the model has for the workload may be what the container exists for. */
function doubtOf(root: Process): string | null {
  const doubts = workloads(root).map(({ body }) => (body.kind === 'program' ? body.doubt : undefined));
  return doubts.find((doubt) => doubt !== undefined) ?? null;
}

interface Played {
  readonly stop: StopOutcome;
  readonly log: readonly WhyStep[];
  readonly unknown: WhyStep | null;
  readonly depends: WhyStep | null;
  readonly opaque: boolean;
}

function play(root: Process, signal: string, assume: 'handles' | 'default', run: Run): Played {
  const scene = createScene(root, assume, workloads(root), run);
  const ends = settle(scene, signal);
  const played = ends.map((end): Played => {
    const outcome = endOf(end, signal);
    return {
      stop: outcome.stop,
      log: [...end.log, ...outcome.note],
      unknown: end.unknown,
      depends: end.depends,
      opaque: end.opaque,
    };
  });
  return worstOf(played);
}
