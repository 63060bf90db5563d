import { describe, expect, it } from 'vitest';
import { type Arithmetic, evaluateArithmetic } from '../../src/shell/arithmetic.ts';
import { matchEnds, matchesPattern, patternCharacters, readPattern } from '../../src/shell/pattern.ts';

// What bash 5.2 says of each; test/kernel/expansion.test.ts asks the shells of the machine about many more.

const pattern = (text: string) => readPattern(patternCharacters(text, false), true);

describe('patterns', () => {
  it.each([
    ['*.sh', 'start.sh', true],
    ['*.sh', 'start.shx', false],
    ['-*', '--help', true],
    ['?', 'ab', false],
    ['[a-c]x', 'bx', true],
    ['[!a-c]x', 'bx', false],
    ['[[:digit:]]*', '8080', true],
    ['[]]', ']', true],
    ['@(web|worker)', 'worker', true],
    ['!(web)', 'web', false],
    ['+([0-9])', '', false],
    ['', '', true],
  ])('%s on %j: %s', (written, text, expected) => {
    expect(matchesPattern(pattern(written), text)).toBe(expected);
  });

  it('take what is quoted for itself', () => {
    const quoted = readPattern(patternCharacters('*', true), true);
    expect(['*', 'x'].map((text) => matchesPattern(quoted, text))).toEqual([true, false]);
  });

  it('say where matches from the start end', () => {
    expect([...(matchEnds(pattern('*/'), '/a/b/') ?? [])].sort()).toEqual([1, 3, 5]);
  });
});

describe('arithmetic', () => {
  const names = new Map<string, string | null>([
    ['n', '7'],
    ['unknown', null],
  ]);

  it.each<[string, Arithmetic]>([
    ['1 + 2 * 3', 7n],
    ['(1 + 2) * 3', 9n],
    ['-7 / 2', -3n],
    ['-7 % 3', -1n],
    ['n > 5 && n < 9', 1n],
    ['n == 8 ? 1 : 2', 2n],
    ['0x10 + 010', 24n],
    ['1 << 4 | 1', 17n],
    ['!n', 0n],
    ['notSet + 1', 1n],
    ['1 / 0', 'error'],
    ['unknown + 1', null],
    ['1 << 40', 1099511627776n],
  ])('%s is %s', (text, expected) => {
    const get = (name: string): string | null | undefined => names.get(name);
    expect(evaluateArithmetic(text, { get, set: () => {} }, { rich: true })).toBe(expected);
  });

  it('assigns', () => {
    const set = new Map<string, string | null>();
    const variables = { get: (name: string) => names.get(name), set: set.set.bind(set) };
    expect(evaluateArithmetic('m = n += 2', variables, { rich: true })).toBe(9n);
    expect(Object.fromEntries(set)).toEqual({ n: '9', m: '9' });
  });
});
