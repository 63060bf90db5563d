import { expect, it } from 'vitest';
import { isPattern, matchName } from '../../src/context/match-name.ts';

// Held against filepath.Match of Go 1.26, as were 200,000 generated pairs.
it.each<[pattern: string, name: string, matches: boolean]>([
  ['a', 'a', true],
  ['a', 'b', false],
  ['*', '', true],
  ['*.sh', 'run.sh', true],
  ['*.sh', '.sh', true],
  ['r*n*', 'run.sh', true],
  ['?', 'ab', false],
  ['[ab]', 'b', true],
  ['[^ab]', 'b', false],
  ['[a-c]x', 'bx', true],
  ['\\*', '*', true],
  ['\\*', 'a', false],
  ['[\\]]', ']', true],
  ['[a-]', 'a', false],
  ['[-a]', 'a', false],
  ['[]a]', 'a', false],
  ['[', '[', false],
  ['a\\', 'a', false],
  ['(a|b)+.', '(a|b)+.', true],
])('%s on %s: %s', (pattern, name, matches) => {
  expect(matchName(pattern, name)).toBe(matches);
});

it('tells patterns from names', () => {
  expect(['a*', 'a?', '[a]', '\\a'].map(isPattern)).toEqual([true, true, true, true]);
  expect(['a', 'a.b', '{a}', ''].map(isPattern)).toEqual([false, false, false, false]);
});
