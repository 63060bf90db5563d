/** The entries of a data file by every name they have; of two with the same name the last. */
export function byEachName<T extends { readonly names: readonly string[] }>(
  entries: readonly T[],
): Readonly<Record<string, T>> {
  return Object.fromEntries(entries.flatMap((entry) => entry.names.map((name) => [name, entry] as const)));
}
