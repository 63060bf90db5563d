import type { Process } from '../startup/process.ts';
import { type Forwarder, startPath } from '../startup/stop/start-path.ts';
import { passingOf, tellsNobody } from '../startup/stop/tells-nobody.ts';

/**
 * The first wrapper on the way down from a process that does not pass a signal on or does not wait, or supervisor that ends
 * of it without a word; null for none.
 */
export function silentWrapper(process: Process, signal: string): Forwarder | null {
  const { forwarders } = startPath(process);
  const found = forwarders.find(
    ({ body: { spec } }) =>
      passingOf(spec, signal) === 'ends' ||
      (spec.role === 'wrapper' && (tellsNobody(spec, signal) || spec.stays === false)),
  );
  return found ?? null;
}
