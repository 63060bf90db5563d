import { silentWrapper } from '../../src/rewrite/silent-wrapper.ts';
import type { StopOutcome } from '../../src/startup/model.ts';
import type { Process } from '../../src/startup/process.ts';
import { type Forwarder, startPath } from '../../src/startup/stop/start-path.ts';

type Bad = 'ignored' | 'unnotified' | 'cut-short';

/** The wrapper, or supervisor, that is in the way of the signal, and what becomes of the workload because of it. */
export interface Culprit {
  readonly wrapper: Forwarder;
  readonly message: `${Bad}-${'nobody' | 'shell'}`;
}

/** Finds the wrapper that is to blame for an outcome; null when the outcome is well or open, or something else is. */
export function culprit(root: Process, stop: StopOutcome, signal: string): Culprit | null {
  if (stop !== 'ignored' && stop !== 'unnotified' && stop !== 'cut-short') return null;
  const { forwarders, last } = startPath(root);
  const silent = silentWrapper(root, signal);
  if (silent) return { wrapper: silent, message: `${stop}-nobody` };
  const lowest = forwarders.at(-1);
  if (lowest?.body.spec.role !== 'wrapper' || last.body.kind !== 'shell') return null;
  return { wrapper: lowest, message: `${stop}-shell` };
}
