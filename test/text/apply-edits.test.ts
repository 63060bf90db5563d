import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../src/text/apply-edits.ts';

type Triple = readonly [start: number, end: number, newText: string];

function apply(text: string, ...edits: readonly Triple[]) {
  return applyEdits(
    text,
    edits.map(([start, end, newText]) => ({ span: { start, end }, newText })),
  );
}

describe('applyEdits', () => {
  it('reads all offsets in the original text, whatever the order', () => {
    expect(apply('one two three', [8, 13, '3'], [0, 3, '1'], [4, 7, 'zwei'])).toBe('1 zwei 3');
  });

  it('inserts, at the ends too', () => {
    expect(apply('b', [1, 1, 'c'], [0, 0, 'a'])).toBe('abc');
  });

  it('takes edits that touch', () => {
    expect(apply('abcd', [0, 2, 'x'], [2, 4, 'y'])).toBe('xy');
  });

  it.each<[string, readonly Triple[]]>([
    [
      'overlap',
      [
        [0, 3, 'x'],
        [2, 4, 'y'],
      ],
    ],
    [
      'insert at the same place',
      [
        [1, 1, 'x'],
        [1, 1, 'y'],
      ],
    ],
    [
      'start at the same place',
      [
        [1, 1, 'x'],
        [1, 2, 'y'],
      ],
    ],
    ['lie outside the text', [[3, 5, 'x']]],
    ['end before they start', [[3, 2, 'x']]],
  ])('refuses edits that %s', (_, edits) => {
    expect(apply('abcd', ...edits)).toBe(null);
  });
});
