import type { Alternative, Process } from './process.ts';
import { sameProcess } from './same-process.ts';

/** One alternative for all ways that lead to the same; its conditions are what those have in common. */
export function mergeAlternatives(
  all: readonly Alternative<Process | null>[],
): readonly Alternative<Process | null>[] {
  const merged: Alternative<Process | null>[] = [];
  for (const one of all) {
    const index = merged.findIndex(({ value }) => sameProcess(value, one.value));
    const twin = merged[index];
    if (!twin) merged.push(one);
    else
      merged[index] = {
        ...twin,
        conditions: twin.conditions.filter((text) => one.conditions.includes(text)),
        ...(twin.notes && { notes: twin.notes.filter((note) => one.notes?.includes(note)) }),
      };
  }
  return merged;
}
