import fc from 'fast-check';
import { expect, it } from 'vitest';
import { keywordLength, oddKeywordLength } from '../../src/dockerfile/keyword.ts';

const start = fc.oneof(
  fc.constantFrom('FROM', 'run', 'HEALTHCHECK', 'ONBUILD', 'CMDx', 'ENTRYPOINTS', 'MAINTAINER'),
  fc.string({
    unit: fc.constantFrom('a', 'Z', '1', '-', '"', '[', '\\', '#', '<', 'é', '\v', '\r'),
    maxLength: 12,
  }),
);

it('is the same with and without the parser', () => {
  fc.assert(
    fc.property(start, fc.constantFrom('', ' ', '\t', '\f', '\u00a0'), fc.string(), (head, blank, rest) => {
      const line = `${head}${blank}${rest}`;
      expect(keywordLength(line)).toBe(oddKeywordLength(line));
    }),
    { numRuns: 3000 },
  );
});
