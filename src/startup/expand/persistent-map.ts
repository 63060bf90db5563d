/**
 * A map with names as keys that is never changed: setting an entry makes a new map which shares nearly all of itself with
 * the old one. Both the change and the comparison of two maps that come from one cost as much as there is different, not as
 * much as they hold. The order of the entries is no particular one.
 */
export class PersistentMap<V> implements ReadonlyMap<string, V> {
  readonly size: number;
  private readonly root: Node<V> | null;

  private constructor(root: Node<V> | null, size: number) {
    this.root = root;
    this.size = size;
  }

  static empty<V>(): PersistentMap<V> {
    return new PersistentMap<V>(null, 0);
  }

  /** The map with the entries of another; the same one when it is such a map already. */
  static from<V>(entries: ReadonlyMap<string, V>): PersistentMap<V> {
    if (entries instanceof PersistentMap) return entries;
    let map = PersistentMap.empty<V>();
    for (const [key, value] of entries) map = map.with(key, value);
    return map;
  }

  get(key: string): V | undefined {
    return this.root === null ? undefined : find(this.root, hashOf(key), key)?.value;
  }

  has(key: string): boolean {
    return this.root !== null && find(this.root, hashOf(key), key) !== undefined;
  }

  /** The map with one entry set; this one when it is set so already. */
  with(key: string, value: V): PersistentMap<V> {
    const leaf: Leaf<V> = { kind: 'leaf', hash: hashOf(key), key, value };
    const before = this.root === null ? undefined : find(this.root, leaf.hash, key);
    if (before !== undefined && before.value === value) return this;
    const root = this.root === null ? leaf : insert(this.root, leaf, 0);
    return new PersistentMap(root, before === undefined ? this.size + 1 : this.size);
  }

  /** The map without an entry; this one when it has none of that key. */
  without(key: string): PersistentMap<V> {
    if (this.root === null || !this.has(key)) return this;
    return new PersistentMap(remove(this.root, hashOf(key), key, 0), this.size - 1);
  }

  /**
   * Visits the entries in which two maps differ, by `===`; undefined where one of them has none.
   * @param visit false ends it.
   * @returns whether all of them were visited.
   */
  differences(other: PersistentMap<V>, visit: Visit<V>): boolean {
    return this.root === other.root || visitDifferences(this.root, other.root, visit);
  }

  *entries(): MapIterator<[string, V]> {
    for (const { key, value } of leavesBelow(this.root)) yield [key, value];
  }

  *keys(): MapIterator<string> {
    for (const { key } of leavesBelow(this.root)) yield key;
  }

  *values(): MapIterator<V> {
    for (const { value } of leavesBelow(this.root)) yield value;
  }

  [Symbol.iterator](): MapIterator<[string, V]> {
    return this.entries();
  }

  forEach(visit: (value: V, key: string, map: ReadonlyMap<string, V>) => void): void {
    for (const { key, value } of leavesBelow(this.root)) visit(value, key, this);
  }
}

/** An entry in which two maps differ: its name, and the values that they have. False: enough was seen. */
type Visit<V> = (key: string, value: V | undefined, other: V | undefined) => boolean;

interface Leaf<V> {
  readonly kind: 'leaf';
  readonly hash: number;
  readonly key: string;
  readonly value: V;
}

/** Entries whose keys have the same hash. */
interface Bucket<V> {
  readonly kind: 'bucket';
  readonly hash: number;
  readonly leaves: readonly Leaf<V>[];
}

/** The nodes below, by five bits of the hash; `bits` says which of them there are. */
interface Branch<V> {
  readonly kind: 'branch';
  readonly bits: number;
  readonly children: readonly Node<V>[];
}

type Node<V> = Leaf<V> | Bucket<V> | Branch<V>;

/** FNV-1a of 32 bits over the UTF-16 units. */
function hashOf(key: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < key.length; at += 1) value = Math.imul(value ^ key.charCodeAt(at), 0x01000193);
  return value ^ (value >>> 15);
}

function bitOf(hash: number, shift: number): number {
  return 1 << ((hash >>> shift) & 31);
}

/** How many of the nodes stand in front of that of a bit. */
function placeOf(bits: number, bit: number): number {
  let rest = bits & (bit - 1);
  rest -= (rest >>> 1) & 0x55555555;
  rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333);
  return Math.imul((rest + (rest >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function find<V>(root: Node<V>, hash: number, key: string): Leaf<V> | undefined {
  let node = root;
  for (let shift = 0; node.kind === 'branch'; shift += 5) {
    const bit = bitOf(hash, shift);
    if ((node.bits & bit) === 0) return undefined;
    node = node.children[placeOf(node.bits, bit)] as Node<V>;
  }
  if (node.kind === 'bucket') return node.leaves.find((leaf) => leaf.key === key);
  return node.key === key ? node : undefined;
}

function insert<V>(node: Node<V>, leaf: Leaf<V>, shift: number): Node<V> {
  if (node.kind === 'branch') {
    const bit = bitOf(leaf.hash, shift);
    const place = placeOf(node.bits, bit);
    const below = node.children[place];
    if ((node.bits & bit) === 0 || below === undefined) {
      return { ...node, bits: node.bits | bit, children: node.children.toSpliced(place, 0, leaf) };
    }
    return { ...node, children: node.children.with(place, insert(below, leaf, shift + 5)) };
  }
  if (node.hash !== leaf.hash) {
    const branch: Branch<V> = { kind: 'branch', bits: bitOf(node.hash, shift), children: [node] };
    return insert(branch, leaf, shift);
  }
  const others = leavesOf(node).filter(({ key }) => key !== leaf.key);
  return others.length === 0 ? leaf : { kind: 'bucket', hash: leaf.hash, leaves: [...others, leaf] };
}

function remove<V>(node: Node<V>, hash: number, key: string, shift: number): Node<V> | null {
  if (node.kind !== 'branch') {
    const [first, ...more] = leavesOf(node).filter((leaf) => leaf.key !== key);
    if (first === undefined) return null;
    return more.length === 0 ? first : { kind: 'bucket', hash, leaves: [first, ...more] };
  }
  const bit = bitOf(hash, shift);
  const place = placeOf(node.bits, bit);
  const below = remove(node.children[place] as Node<V>, hash, key, shift + 5);
  const children = below === null ? node.children.toSpliced(place, 1) : node.children.with(place, below);
  const [only] = children;
  if (only === undefined || (children.length === 1 && only.kind !== 'branch')) return only ?? null;
  return { ...node, bits: below === null ? node.bits & ~bit : node.bits, children };
}

function leavesOf<V>(node: Leaf<V> | Bucket<V>): readonly Leaf<V>[] {
  return node.kind === 'leaf' ? [node] : node.leaves;
}

function leavesBelow<V>(node: Node<V> | null): readonly Leaf<V>[] {
  if (node === null) return [];
  return node.kind === 'branch' ? node.children.flatMap(leavesBelow) : leavesOf(node);
}

function visitDifferences<V>(a: Node<V> | null, b: Node<V> | null, visit: Visit<V>): boolean {
  if (a?.kind === 'branch' && b?.kind === 'branch') {
    for (let left = a.bits | b.bits; left !== 0; left &= left - 1) {
      const bit = left & -left;
      const [x, y] = [childOf(a, bit), childOf(b, bit)];
      if (x !== y && !visitDifferences(x, y, visit)) return false;
    }
    return true;
  }
  if (a?.kind === 'leaf' && b?.kind === 'leaf' && a.key === b.key)
    return a.value === b.value || visit(a.key, a.value, b.value);
  const others = new Map(leavesBelow(b).map(({ key, value }) => [key, value]));
  for (const { key, value } of leavesBelow(a)) {
    const other = others.get(key);
    others.delete(key);
    if (other !== value && !visit(key, value, other)) return false;
  }
  for (const [key, value] of others) if (!visit(key, undefined, value)) return false;
  return true;
}

function childOf<V>({ bits, children }: Branch<V>, bit: number): Node<V> | null {
  return (bits & bit) === 0 ? null : (children[placeOf(bits, bit)] ?? null);
}
