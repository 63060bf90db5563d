import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PersistentMap } from '../../src/startup/expand/persistent-map.ts';
import { PersistentSet } from '../../src/startup/expand/persistent-set.ts';

/** Few names, so that entries meet; among them two with the same 32-bit FNV-1a hash. */
const names = fc.oneof(
  fc.constantFrom('a', 'b', 'PATH', 'costarring', 'liquid', ''),
  fc.string({ maxLength: 2 }),
);
const changes = fc.array(fc.tuple(names, fc.option(fc.nat({ max: 3 }))), { maxLength: 60 });
type Changes = readonly (readonly [string, number | null])[];

function changed(start: PersistentMap<number>, all: Changes): PersistentMap<number> {
  return all.reduce(
    (map, [name, value]) => (value === null ? map.without(name) : map.with(name, value)),
    start,
  );
}

function changedPlain(start: ReadonlyMap<string, number>, all: Changes): ReadonlyMap<string, number> {
  const map = new Map(start);
  for (const [name, value] of all) {
    if (value === null) map.delete(name);
    else map.set(name, value);
  }
  return map;
}

const sorted = (map: Iterable<readonly [string, number]>): unknown[] => [...map].sort();

test('holds what a Map holds after the same changes, and its ancestors stay as they were', () => {
  fc.assert(
    fc.property(changes, changes, (before, after) => {
      const old = changed(PersistentMap.empty(), before);
      const plain = changedPlain(new Map(), before);
      const now = changed(old, after);
      const plainNow = changedPlain(plain, after);
      expect(sorted(old)).toEqual(sorted(plain));
      expect(sorted(now)).toEqual(sorted(plainNow));
      expect([old.size, now.size]).toEqual([plain.size, plainNow.size]);
      for (const name of ['a', 'costarring', 'liquid', 'none']) {
        expect([now.get(name), now.has(name)]).toEqual([plainNow.get(name), plainNow.has(name)]);
      }
    }),
  );
});

test('visits exactly what differs, whether or not the maps come from one', () => {
  fc.assert(
    fc.property(changes, changes, changes, fc.boolean(), (shared, left, right, apart) => {
      const root = changed(PersistentMap.empty(), shared);
      const a = changed(root, left);
      const b = changed(apart ? changed(PersistentMap.empty(), shared) : root, right);
      const visited: unknown[] = [];
      a.differences(b, (name, value, other) => visited.push([name, value, other]) > 0);
      const expected = [...new Set([...a.keys(), ...b.keys()])]
        .filter((name) => a.get(name) !== b.get(name))
        .map((name) => [name, a.get(name), b.get(name)]);
      expect(visited.sort()).toEqual(expected.sort());
    }),
  );
});

test('stops where it is told to', () => {
  const a = PersistentMap.empty<number>().with('x', 1).with('y', 2);
  let visits = 0;
  expect(
    a.differences(PersistentMap.empty(), () => {
      visits += 1;
      return false;
    }),
  ).toBe(false);
  expect(visits).toBe(1);
});

test('is itself where nothing changes', () => {
  const map = PersistentMap.from(new Map([['x', 1]]));
  expect(map.with('x', 1)).toBe(map);
  expect(map.without('y')).toBe(map);
  expect(PersistentMap.from(map)).toBe(map);
});

test('a set of names holds what a Set holds, and tells what is in one of two alone', () => {
  const members = fc.array(fc.tuple(names, fc.boolean()), { maxLength: 40 });
  fc.assert(
    fc.property(members, members, (left, right) => {
      const sets = [left, right].map((all) => {
        const plain = new Set<string>();
        let set = PersistentSet.empty();
        for (const [name, isIn] of all) {
          set = set.with(name, isIn);
          if (isIn) plain.add(name);
          else plain.delete(name);
        }
        expect([set.size, [...set].sort()]).toEqual([plain.size, [...plain].sort()]);
        return set;
      });
      const [a, b] = sets as [PersistentSet, PersistentSet];
      const apart = [
        ...[...a].filter((name) => !b.has(name)).map((name) => [name, true]),
        ...[...b].filter((name) => !a.has(name)).map((name) => [name, false]),
      ];
      expect([...a.differences(b)].sort()).toEqual(apart.sort());
    }),
  );
});
