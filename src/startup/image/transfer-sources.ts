import { matchName } from '../../context/match-name.ts';
import type { Operation } from './build-operations.ts';
import { isWithin, lastName, pathIn, wayBelow } from './path-set.ts';

/** Where a path comes from that a copy may have made; `named`: by that very name, and there is no other reading. */
export function transferSources(
  { from, to, into, pattern }: Extract<Operation, { kind: 'transfer' }>,
  path: string,
): readonly { readonly source: string; readonly named: boolean }[] {
  if (pattern) {
    const way = wayBelow(to, path);
    const matches = way !== null && matchName(lastName(from), way.split('/')[0] as string);
    return matches
      ? [{ source: pathIn(from.slice(0, from.lastIndexOf('/')) || '/', way), named: false }]
      : [];
  }
  const inside = pathIn(to, lastName(from));
  const places = into === true ? [inside] : into === false ? [to] : [inside, to];
  return places
    .filter((place) => isWithin(place, path))
    .map((place) => {
      const way = wayBelow(place, path);
      return {
        source: way === null ? from : pathIn(from, way),
        named: way === null && place === places.at(-1),
      };
    });
}
