import { PersistentMap } from './persistent-map.ts';

/** A set of names that is never changed, as cheap to derive another from and to compare with it as {@link PersistentMap}. */
export class PersistentSet implements ReadonlySet<string> {
  private readonly names: PersistentMap<true>;

  private constructor(names: PersistentMap<true>) {
    this.names = names;
  }

  static empty(): PersistentSet {
    return new PersistentSet(PersistentMap.empty());
  }

  /** The set of these names; the same one when it is such a set already. */
  static from(names: Iterable<string>): PersistentSet {
    if (names instanceof PersistentSet) return names;
    let map = PersistentMap.empty<true>();
    for (const name of names) map = map.with(name, true);
    return new PersistentSet(map);
  }

  get size(): number {
    return this.names.size;
  }

  has(name: string): boolean {
    return this.names.has(name);
  }

  /** The set with a name, or without it; this one when that changes nothing. */
  with(name: string, isIn: boolean): PersistentSet {
    const names = isIn ? this.names.with(name, true) : this.names.without(name);
    return names === this.names ? this : new PersistentSet(names);
  }

  /** The names that are in one of two sets alone, and whether that is this one. */
  differences(other: PersistentSet): readonly (readonly [name: string, isHere: boolean])[] {
    const found: [string, boolean][] = [];
    this.names.differences(other.names, (name, here) => found.push([name, here === true]) > 0);
    return found;
  }

  *entries(): SetIterator<[string, string]> {
    for (const name of this.names.keys()) yield [name, name];
  }

  keys(): SetIterator<string> {
    return this.names.keys();
  }

  values(): SetIterator<string> {
    return this.names.keys();
  }

  [Symbol.iterator](): SetIterator<string> {
    return this.names.keys();
  }

  forEach(visit: (name: string, same: string, set: ReadonlySet<string>) => void): void {
    for (const name of this.names.keys()) visit(name, name, this);
  }
}
