import { mistakesMet } from '../startup/evaluate/mistakes-met.ts';
import type { ImageModel, Startup } from '../startup/model.ts';
import type { Process } from '../startup/process.ts';
import { isWorse } from '../startup/stop/outcome-rank.ts';

/**
 * Whether the model proves a fix: the startup that the finding speaks of (all of them, when it speaks of
 * none) now ends gracefully as far as PID 1 and what is between it and the workload decide, and no other
 * startup of the image ends worse than before. Where there was nothing to stop, there may still be
 * nothing to stop.
 * @param before the image as it was
 * @param after the same stage's image after the fix
 * @param startup the startup of `before` that the finding speaks of
 */
export function fixHolds(before: ImageModel, after: ImageModel, startup: Startup | null): boolean {
  if (after.startups.length === 0) return false;
  const meant = after.startups.filter((one) => startup === null || one.when === startup.when);
  const mended = meant.length === 0 ? after.startups : meant;
  const [only, ...others] = before.startups;
  // A script that did not start had one way to go, and may have more once it does.
  const everyWay = only && others.length === 0 && startFails(only) ? only : undefined;
  return after.startups.every((one) => {
    const previous = before.startups.find(({ when }) => when === one.when) ?? everyWay;
    if (one.reached === 'graceful') return true;
    // What did not start at all is better off once it starts; how it stops is the next finding's matter.
    if (previous && startFails(previous) && !startFails(one)) return true;
    if (one.reached === 'no-workload' && previous?.reached === 'no-workload') return true;
    return !mended.includes(one) && previous !== undefined && !isWorse(one.reached, previous.reached);
  });
}

/** Whether a script at PID 1, or in its place below an init, cannot be started, or not be read. */
function startFails({ root, stop }: Startup): boolean {
  if (stop === 'no-workload' && mistakesMet(root).length > 0) return true;
  let at: Process | null = root;
  while (at?.body.kind === 'forwarder') at = at.body.child;
  return at?.body.kind === 'program' && at.body.failure !== undefined;
}
