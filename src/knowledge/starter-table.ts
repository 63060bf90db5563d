import type { StarterEntry } from './starter-data.ts';

/** The entries of a data file by every name they have. */
export function starterTable(entries: readonly StarterEntry[]): ReadonlyMap<string, StarterEntry> {
  return new Map(entries.flatMap((entry) => entry.names.map((name) => [name, entry] as const)));
}
