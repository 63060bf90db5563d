import { ownValue } from './own-value.ts';
import { programName } from './program-name.ts';
import type { Words } from './read-options.ts';
import { startOf } from './start-of.ts';
import type { Started, Surroundings } from './started.ts';
import type { StarterEntry } from './starter-data.ts';
import { wrappers } from './starters.table.ts';

/** What is recorded of a wrapper of this name. */
export function wrapperEntry(name: string): StarterEntry | null {
  return ownValue(wrappers, name) ?? null;
}

/** A version for each way in which a wrapper has behaved, the most likely first; none where all behave alike. */
export function versionsThatDiffer(name: string): readonly string[] {
  const { like, versions = [] } = wrapperEntry(name) ?? {};
  return like === undefined ? [] : [like, ...versions.flatMap((one) => one.like ?? [])];
}

/**
 * Understands a command line whose program starts another one; null for any other.
 *
 * @param words its words, null for one whose value is not known
 * @param around the image's environment, and the texts of scripts that are named in files
 */
export function wrapperOf(words: Words, around: Surroundings): Started | null {
  const [first, applet] = words;
  const name = programName(first ?? '');
  // `busybox timeout` is not the `timeout` of coreutils.
  const own =
    name === 'busybox' && applet ? (wrapperEntry(`busybox ${applet}`) ?? execing(applet)) : undefined;
  if (own) return shifted(startOf(`busybox ${applet}`, own, words.slice(1), around));
  const entry = (around.applet?.(name) && wrapperEntry(`busybox ${name}`)) || wrapperEntry(name);
  const started = entry ? startOf(name, entry, words, around) : null;
  return started?.inner[0]?.kind === 'itself' ? null : started;
}

/** Applets of busybox that exec do so as the programs of other packages do. */
function execing(applet: string): StarterEntry | null {
  const entry = wrapperEntry(applet);
  return entry?.becomes === 'program' ? entry : null;
}

/** The same, with places counted from one word further left. */
function shifted(started: Started): Started {
  const inner = started.inner.map((one) =>
    one.kind === 'words' || (one.kind === 'text' && one.at !== null)
      ? { ...one, at: (one.at ?? 0) + 1 }
      : one,
  );
  return { ...started, inner };
}
