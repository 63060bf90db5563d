import type { StopOutcome, WhyStep } from '../model.ts';
import { outcomesWorstFirst } from './outcome-rank.ts';
import type { Scene } from './stop-scene.ts';

/** The worst of several results. */
export function worstOf<T extends { readonly stop: StopOutcome }>(all: readonly T[]): T {
  const sorted = [...all].sort(
    (a, b) => outcomesWorstFirst.indexOf(a.stop) - outcomesWorstFirst.indexOf(b.stop),
  );
  return sorted[0] as T;
}

/** What became of the workload once nothing more happens. */
export function endOf(
  scene: Scene,
  signal: string,
): { readonly stop: StopOutcome; readonly note: readonly WhyStep[] } {
  const actors = [...scene.actors.values()];
  const main = actors.filter(({ workload }) => workload);
  const over = scene.actors.get(scene.root)?.alive !== true;
  if (over) {
    if (main.some(({ alive, notified }) => alive && !notified)) {
      return end(
        'unnotified',
        'PID 1 is gone, so the kernel kills the rest of the container: the workload never got the signal',
      );
    }
    if (main.some(({ alive }) => alive)) {
      return end(
        'cut-short',
        'PID 1 is gone before the workload has finished: the kernel kills it in the middle of its clean-up',
      );
    }
    if (main.some(({ notified }) => !notified))
      return end('unnotified', `the workload was killed without getting ${signal}`);
    return { stop: 'graceful', note: [] };
  }
  const left = actors.filter(({ alive, workload, late }) => alive && (workload || late));
  if (left.length > 0) {
    return end('ignored', 'nothing ends: the engine kills the container after the grace period');
  }
  const stays = 'the engine kills it after the grace period';
  return scene.actors.get(scene.root)?.shell?.blocked.on === 'spin'
    ? end('graceful', `the workload is done; unless that ends the loop of PID 1, ${stays}`)
    : end('graceful', `the workload is done, but PID 1 stays: ${stays}`);
}

function end(stop: StopOutcome, text: string): { stop: StopOutcome; note: readonly WhyStep[] } {
  return { stop, note: [{ text, place: null }] };
}
