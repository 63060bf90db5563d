import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type YAMLMap } from 'yaml';
import { nearestWord } from '../text/nearest-word.ts';
import type { ObjectShape, Shape, Table } from './shape.ts';

/** What is wrong with a value, and where in the text it stands. */
export interface ValueProblem {
  readonly message: string;
  readonly offset: number;
}

/** A value that was checked: plain data, and where each of its parts stands by its path (`rules.PID101`). */
export interface CheckedValue {
  readonly value: unknown;
  readonly offsets: ReadonlyMap<string, number>;
  readonly problems: readonly ValueProblem[];
}

/** Checks a node of a document against a shape and turns it into plain data. What is wrong is left out of that. */
export function checkValue(document: Document, root: Node, shape: Shape): CheckedValue {
  const offsets = new Map<string, number>();
  const problems: ValueProblem[] = [];

  const wrong = (node: Node | null, message: string): undefined => {
    problems.push({ message, offset: node?.range?.[0] ?? 0 });
  };

  const check = (given: unknown, expected: Shape, path: string): unknown => {
    const node = isAlias(given) ? given.resolve(document) : (given as Node | null);
    if (node === null || node === undefined) return wrong(root, `${path} has no value`);
    offsets.set(path, node.range?.[0] ?? 0);
    switch (expected.kind) {
      case 'text':
      case 'choice':
      case 'flag':
        return checkScalar(node, expected, path);
      case 'orNull':
        return isScalar(node) && node.value === null ? null : check(node, expected.of, path);
      case 'list':
        if (isSeq(node)) return node.items.map((item, at) => check(item, expected.of, `${path}[${at}]`));
        if (expected.orOne) return [check(node, expected.of, path)];
        return wrong(node, `${path} must be a list`);
      case 'table':
      case 'object':
        if (!isMap(node)) return wrong(node, `${path || 'the file'} must be keys with values`);
        return checkMap(node, expected, path);
    }
  };

  const checkScalar = (
    node: Node,
    expected: Shape & { readonly kind: 'text' | 'choice' | 'flag' },
    path: string,
  ): unknown => {
    const value = isScalar(node) ? node.value : undefined;
    const shown = isScalar(node) ? (node.source ?? String(value)) : '';
    if (expected.kind === 'flag') {
      return typeof value === 'boolean'
        ? value
        : wrong(node, `${path} must be true or false${insteadOf(shown)}`);
    }
    if (expected.kind === 'text') {
      const given = expected.orNumber && typeof value === 'number' ? shown : value;
      if (typeof given === 'string' && given !== '') return given;
      return wrong(node, `${path} must be ${expected.what}${insteadOf(shown)}`);
    }
    const found = expected.words.find((word) => word === value);
    if (found !== undefined) return found;
    return wrong(node, `${path} must be ${listed(expected.words)}${insteadOf(shown, expected.words)}`);
  };

  const checkMap = (node: YAMLMap, expected: Table | ObjectShape, path: string): unknown => {
    const entries = node.items.flatMap(({ key, value }): [string, unknown][] => {
      const name = isScalar(key) ? String(key.value) : '';
      const known = knownKey(expected, name);
      if (known === null) {
        wrong(key as Node, unknownKey(expected, name, path));
        return [];
      }
      const below = path === '' ? known.name : `${path}.${known.name}`;
      return [[known.name, check(value, known.shape, below)]];
    });
    const result = Object.fromEntries(entries.filter(([, value]) => value !== undefined));
    for (const missing of requiredKeys(expected).filter((name) => !entries.some(([key]) => key === name))) {
      wrong(node, `${path} needs the key ${missing}`);
    }
    return result;
  };

  return { value: check(root, shape, ''), offsets, problems };
}

function knownKey(expected: Table | ObjectShape, name: string): { name: string; shape: Shape } | null {
  if (expected.kind === 'object') {
    const field = Object.hasOwn(expected.fields, name) ? expected.fields[name] : undefined;
    return field === undefined ? null : { name, shape: field.shape };
  }
  if (expected.known === null) return { name, shape: expected.of };
  const found = expected.known.find((word) => word.toLowerCase() === name.toLowerCase());
  return found === undefined ? null : { name: found, shape: expected.of };
}

function unknownKey(expected: Table | ObjectShape, name: string, path: string): string {
  const known = expected.kind === 'object' ? Object.keys(expected.fields) : (expected.known ?? []);
  const what = expected.kind === 'object' ? 'key' : expected.what;
  return `there is no ${what} '${name}'${path === '' ? '' : ` in ${path}`}${didYouMean(name, known)}`;
}

function requiredKeys(expected: Table | ObjectShape): readonly string[] {
  if (expected.kind === 'table') return [];
  return Object.entries(expected.fields).flatMap(([name, { required }]) => (required ? [name] : []));
}

function insteadOf(given: string, known: readonly string[] = []): string {
  return given === '' ? '' : `, not '${given}'${didYouMean(given, known)}`;
}

function didYouMean(word: string, known: readonly string[]): string {
  const meant = nearestWord(word, known);
  return meant === null ? '' : `; did you mean ${meant}?`;
}

function listed(words: readonly string[]): string {
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
