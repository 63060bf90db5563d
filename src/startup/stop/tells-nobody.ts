import type { Passing } from '../../knowledge/starter-data.ts';
import type { ForwardingSpec } from '../process.ts';

const silent: ReadonlySet<Passing> = new Set<Passing>(['nobody', 'ignores', 'ends']);

/** What an init or wrapper does with a signal. */
export function passingOf({ signals, forwards, rewrites }: ForwardingSpec, signal: string): Passing {
  return rewrites[signal] === null ? 'ignores' : (signals[signal] ?? forwards);
}

/** Whether nobody below an init or wrapper hears of a signal that it gets. */
export function tellsNobody(spec: ForwardingSpec, signal: string): boolean {
  return silent.has(passingOf(spec, signal));
}
