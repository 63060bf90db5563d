import type { HistoryEntry, ImageEntry } from './base-image-data.ts';
import type { ImageTable } from './image-table.ts';
import { ownValue } from './own-value.ts';

/** The entry that describes an image and tag, older tags' differences applied. */
export type EntryLookup = (image: string, tag: string | null) => ImageEntry | null;

/**
 * Makes the lookup of an image's entry. Of several entries for an image the first whose pattern matches
 * the tag counts, then one without a pattern. Without a tag only an image with a single entry is known.
 */
export function createImageEntries(table: ImageTable): EntryLookup {
  const matches = lazyPatterns();
  return (image, tag) => {
    const named = ownValue(table.byName, image) ?? [];
    const candidates =
      named.length > 0 ? named : table.byPattern.filter((entry) => matches(entry.imageRegex, image));
    const found = tag === null ? onlyOne(candidates) : forTag(candidates, tag, matches);
    return found === null ? null : withHistory(found, tag, matches);
  };
}

/** Patterns are compiled when first asked for: a run needs few of the hundreds. */
function lazyPatterns(): (source: string | undefined, text: string) => boolean {
  const compiled = new Map<string, RegExp>();
  return (source, text) => {
    if (source === undefined) return false;
    const pattern = compiled.get(source) ?? new RegExp(source);
    compiled.set(source, pattern);
    return pattern.test(text);
  };
}

type Matches = ReturnType<typeof lazyPatterns>;

function onlyOne(candidates: readonly ImageEntry[]): ImageEntry | null {
  const linux = candidates.filter((entry) => entry.distribution !== 'windows');
  return linux.length === 1 ? (linux[0] ?? null) : null;
}

function forTag(candidates: readonly ImageEntry[], tag: string, matches: Matches): ImageEntry | null {
  return (
    candidates.find((entry) => matches(entry.tagRegex, tag)) ??
    candidates.find((entry) => entry.tagRegex === undefined) ??
    null
  );
}

function withHistory(entry: ImageEntry, tag: string | null, matches: Matches): ImageEntry {
  const history = entry.history ?? [];
  if (tag === null) return history.length === 0 ? entry : { ...entry, sure: false };
  const older = history.filter(({ tagRegex }) => matches(tagRegex, tag));
  return older.reduce(applyHistory, entry);
}

function applyHistory(
  entry: ImageEntry,
  { match: _, tagRegex: __, sure, ...changes }: HistoryEntry,
): ImageEntry {
  return { ...entry, ...changes, sure: entry.sure && sure !== false };
}
