import { initEntry } from './init-of.ts';
import { innerOf } from './inner-of.ts';
import { readOptions, type Words } from './read-options.ts';
import type { Takes } from './starter-data.ts';
import { wrapperEntry } from './wrapper-of.ts';

/** A program that starts another one: how its words say what it starts, and whether it is replaced by that. */
export interface Starter {
  readonly kind: 'execs' | 'stays';
  /** Whether what it starts is found, or works, only with what it sets up. */
  readonly provides: boolean;
  readonly shape: Takes;
}

/** What is known of a wrapper by its name; null for a program that is none. */
export function wrapper(name: string): Starter | null {
  const entry = wrapperEntry(name);
  if (!entry) return null;
  return {
    kind: entry.becomes === 'program' ? 'execs' : 'stays',
    provides: entry.provides === true,
    shape: entry.takes ?? {},
  };
}

/** How the words of an init say what it starts, by its name; null for a program that is none. */
export function init(name: string): Takes | null {
  const entry = initEntry(name);
  return entry && (entry.takes ?? {});
}

/**
 * Where the inner program starts in the arguments of an init or wrapper.
 *
 * @param words the words after its name; null for one whose value is not known
 * @returns the index into `words`, or null when it cannot be told
 */
export function innerStart(words: Words, shape: Takes): number | null {
  const all = ['', ...words];
  const read = readOptions(all, shape);
  const inner = read && innerOf('', all, read, shape, { env: new Map() })[0];
  return inner?.kind === 'words' ? inner.at - 1 : null;
}
