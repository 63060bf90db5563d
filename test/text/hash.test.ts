import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hash } from '../../src/text/hash.ts';

// The published vectors of FNV-1a, 64 bits.
it.each([
  ['', 'cbf29ce484222325'],
  ['a', 'af63dc4c8601ec8c'],
  ['foobar', '85944171f73967e8'],
])('of %j is %s', (text, expected) => {
  expect(hash(text)).toBe(expected);
});

it('is what the definition gives for any text', () => {
  const defined = (text: string): string => {
    let value = 0xcbf29ce484222325n;
    for (let at = 0; at < text.length; at += 1) {
      value = BigInt.asUintN(64, (value ^ BigInt(text.charCodeAt(at))) * 0x100000001b3n);
    }
    return value.toString(16).padStart(16, '0');
  };
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      expect(hash(text)).toBe(defined(text));
    }),
    { numRuns: 1000 },
  );
});
