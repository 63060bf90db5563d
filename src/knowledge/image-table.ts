import type { ImageEntry } from './base-image-data.ts';
import { groupBy } from './group-by.ts';

/** The entries of base images, as they are looked up. */
export interface ImageTable {
  readonly byName: Readonly<Record<string, readonly ImageEntry[]>>;
  /** Those whose `imageRegex` says which images they are for. */
  readonly byPattern: readonly ImageEntry[];
}

/** Makes the table; the order of entries for the same image is kept. */
export function imageTable(entries: readonly ImageEntry[]): ImageTable {
  const named = entries.filter((entry) => entry.imageRegex === undefined);
  return {
    byName: Object.fromEntries(groupBy(named, (entry) => entry.image)),
    byPattern: entries.filter((entry) => entry.imageRegex !== undefined),
  };
}
