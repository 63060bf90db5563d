/** Any number of elements, none of which is known: what a word may become that shells split. */
export const several: unique symbol = Symbol('several');

/** An element of a list, such as the positional parameters; null: one whose value is not known. */
export type Item = string | null | typeof several;

/** A list as far as it is known; null: nothing of it is. */
export type Items = readonly Item[] | null;

/** Whether it is known how many elements there are. */
export function isCounted(items: Items): items is readonly (string | null)[] {
  return items !== null && !items.includes(several);
}

/** Whether every element is known. */
export function isKnown(items: Items): items is readonly string[] {
  return items?.every((item) => typeof item === 'string') ?? false;
}

/** The element at an index; null where it is not known, undefined where there is none. */
export function itemAt(items: Items, index: number): string | null | undefined {
  if (items === null) return null;
  const before = items.slice(0, index + 1);
  return isCounted(before) ? before[index] : null;
}

/** The elements behind the first ones; null where it is not known which these are, undefined where there are too few. */
export function itemsFrom(items: Items, count: number): Items | undefined {
  if (items === null || !isCounted(items.slice(0, count))) return null;
  return count > items.length ? undefined : items.slice(count);
}
