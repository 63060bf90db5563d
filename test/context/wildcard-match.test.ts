import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readIgnoreFile } from '../../src/context/ignore-file.ts';
import { matchName } from '../../src/context/match-name.ts';
import { wildcardMatcher } from '../../src/context/wildcard-match.ts';

describe('wildcardMatcher', () => {
  const piece = fc.constantFrom(
    'a',
    'b',
    '\\/',
    '\\.',
    '[^/]',
    '[^/]*',
    '.*',
    '(.*/)?',
    '[ab]',
    '[^a]*',
    '^',
  );
  const letters = fc.array(fc.constantFrom('a', 'b', '/', '.', '\n'), { maxLength: 8 });

  it('says what a regular expression says', () => {
    const pattern = fc.array(piece, { maxLength: 9 });
    fc.assert(
      fc.property(pattern, letters, (pieces, text) => {
        const source = pieces.join('');
        expect(wildcardMatcher(source)?.(text.join(''))).toBe(
          new RegExp(`^${source}$`, 's').test(text.join('')),
        );
      }),
      { numRuns: 5000 },
    );
  });

  it('is none for what is no regular expression', () => {
    expect(['[', '[b-a]'].map(wildcardMatcher)).toEqual([null, null]);
  });
});

// A regular expression would try more ways than there is time for: these come back at all.
describe('many wildcards', () => {
  const name = 'a'.repeat(200);

  it.each([
    [`${'*a'.repeat(40)}b`, false],
    [`${'*a'.repeat(40)}`, true],
    [`${'*?'.repeat(40)}[^a]`, false],
  ])('in a COPY source: %s', (pattern, matches) => {
    expect(matchName(pattern, name)).toBe(matches);
  });

  it.each([
    [`${'*a'.repeat(40)}b`, name, false],
    [`${'*a'.repeat(40)}`, name, true],
    [`${'**/a/'.repeat(40)}b`, 'a/'.repeat(100), false],
    [`${'**/a/'.repeat(40)}b`, `${'a/'.repeat(100)}b`, true],
  ])('in an ignore file: %s on %s', (pattern, path, ignored) => {
    expect(readIgnoreFile('.dockerignore', pattern).ignores(path)).toBe(ignored);
  });
});
