import { expect, it } from 'vitest';
import { matchesExtended } from '../../src/shell/regular-expression.ts';

const letters = 'a'.repeat(60);

it.each<[source: string, text: string, matches: boolean | null]>([
  ['^a+$', letters, true],
  ['^[[:digit:]]+\\.[[:digit:]]+\\.[[:digit:]]+$', '10.11.12', true],
  ['^[[:digit:]]+\\.[[:digit:]]+\\.[[:digit:]]+$', '10.11', false],
  ['^[[:digit:]]+$', '8080', true],
  ['^[[:digit:]]+$', '80a', false],
  ['^-', '--help', true],
  ['(web|worker)$', 'my-worker', true],
  ['[[:upper:]]', 'abc', false],
  ['a.c', 'abc', true],
  ['^https?:', 'http://localhost', true],
  // Not read alike by the C library and JavaScript, or not at all.
  ['(a+)+$', 'a', null],
  ['(?=a)', 'a', null],
  ['\\bword', 'word', null],
  ['[[:nothing:]]', 'a', null],
  ['a'.repeat(201), 'a', null],
  // More ways than can be tried.
  [`^${'a*'.repeat(40)}b$`, letters, null],
  [`${'a?'.repeat(40)}b`, letters, null],
  ['a', 'a'.repeat(201), null],
])('%s on %s: %s', (source, text, matches) => {
  expect(matchesExtended(source, text)).toBe(matches);
});
