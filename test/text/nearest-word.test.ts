import { expect, it } from 'vitest';
import { nearestWord } from '../../src/text/nearest-word.ts';

const words = ['fix', 'diff', 'format', 'fail-on', 'unsafe-fixes'];

it.each([
  ['formt', 'format'],
  ['fromat', 'format'],
  ['FORMAT', 'format'],
  ['failon', 'fail-on'],
  ['unsafe-fix', 'unsafe-fixes'],
  ['fixx', 'fix'],
  ['something', null],
  ['', null],
])('finds what %s was meant to be: %s', (word, meant) => {
  expect(nearestWord(word, words)).toBe(meant);
});
