import type { Process } from '../startup/process.ts';
import { type Forwarder, startPath } from '../startup/start-path.ts';
import { tellsNobody } from '../startup/tells-nobody.ts';

/**
 * The first wrapper or supervisor on the way down from a process that does not pass a signal on, or wrapper that does not
 * wait; null for none.
 */
export function silentWrapper(process: Process, signal: string): Forwarder | null {
  const { forwarders } = startPath(process);
  const found = forwarders.find(
    ({ body: { spec } }) => tellsNobody(spec, signal) || (spec.role === 'wrapper' && spec.stays === false),
  );
  return found ?? null;
}
