import { ownValue } from './own-value.ts';
import { programName } from './program-name.ts';
import type { Words } from './read-options.ts';
import { startOf } from './start-of.ts';
import type { Started, Surroundings } from './started.ts';
import type { StarterEntry } from './starter-data.ts';
import { inits } from './starters.table.ts';

/** What is recorded of an init or supervisor of this name, or this whole path. */
export function initEntry(name: string): StarterEntry | null {
  return ownValue(inits, name) ?? null;
}

/**
 * Understands a command line whose program is an init or a supervisor; null for any other.
 *
 * @param words its words, null for one whose value is not known
 * @param around the image's environment, which changes what some inits do
 */
export function initOf(words: Words, around: Surroundings): Started | null {
  const path = words[0] ?? '';
  const name = programName(path);
  const entry = initEntry(path) ?? initEntry(name);
  const started = entry ? startOf(name, entry, words, around) : null;
  return started?.inner[0]?.kind === 'itself' ? null : started;
}
