import data from './data/one-shots.json' with { type: 'json' };
import { groupBy } from './group-by.ts';

/** A command line that does one thing and ends. */
export interface OneShot {
  readonly names: readonly string[];
  /** A regular expression over the words behind the program's name, joined by blanks; absent: any. */
  readonly when?: string;
  readonly unless?: string;
}

/** The entries of one-shots.json by every name they have. In the bundle they are read when they are asked for. */
export const oneShots = table(data.oneShots);
export const prompts = table(data.prompts);

function table(entries: readonly OneShot[]): Readonly<Record<string, readonly OneShot[]>> {
  const named = entries.flatMap((entry) => entry.names.map((name) => ({ name, entry })));
  const groups = [...groupBy(named, ({ name }) => name)];
  return Object.fromEntries(groups.map(([name, group]) => [name, group.map(({ entry }) => entry)]));
}
