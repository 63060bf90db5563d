import type { InitPackageEntry, ReleaseEntry } from './base-image-data.ts';
import data from './data/distributions.json' with { type: 'json' };
import { groupBy } from './group-by.ts';

const entries = data.releases as readonly ReleaseEntry[];

/** The releases of distributions.json by distribution, in order. In the bundle they are read when they are asked for. */
export const releases: Readonly<Record<string, readonly ReleaseEntry[]>> = Object.fromEntries(
  groupBy(entries, (entry) => entry.distribution),
);

/** What `ReleaseEntry.inits` is an index into. */
export const initLists: Readonly<Record<number, readonly InitPackageEntry[]>> = { ...data.initLists };
