import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addedAfter,
  alignMapped,
  filterMapped,
  fixedMapped,
  joinMapped,
  looseMapped,
  type MappedText,
  plainMapped,
  sliceMapped,
  sourceSpan,
} from '../../src/text/mapped-text.ts';

/** The same, character by character: what each was made from. */
interface Naive {
  readonly characters: readonly { readonly text: string; readonly start: number; readonly end: number }[];
  readonly end: number;
}

interface Both {
  readonly mapped: MappedText;
  readonly naive: Naive;
}

function naivePlain(text: string, offset: number): Naive {
  const characters = [...text].map((one, at) => ({ text: one, start: offset + at, end: offset + at + 1 }));
  return { characters, end: offset + text.length };
}

function naiveSlice({ characters, end }: Naive, from: number, to: number): Naive {
  const part = characters.slice(from, to);
  return { characters: part, end: part.at(-1)?.end ?? characters[from]?.start ?? end };
}

const word = fc.string({ unit: fc.constantFrom('a', 'b', '\\', '\n'), maxLength: 6 });
const leaf: fc.Arbitrary<Both> = fc
  .tuple(word, fc.nat(50), fc.option(fc.nat(5), { nil: null }))
  .map(([text, offset, length]) => {
    if (length === null) return { mapped: plainMapped(text, offset), naive: naivePlain(text, offset) };
    const span = { start: offset, end: offset + length };
    return {
      mapped: fixedMapped(text, span),
      naive: { characters: [...text].map((one) => ({ text: one, ...span })), end: span.end },
    };
  });

const { both } = fc.letrec<{ both: Both }>((tie) => ({
  both: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.array(tie('both'), { minLength: 1, maxLength: 4 }).map((parts) => ({
      mapped: joinMapped(parts.map(({ mapped }) => mapped)),
      naive: {
        characters: parts.flatMap(({ naive }) => naive.characters),
        end: parts.at(-1)?.naive.end ?? 0,
      },
    })),
    fc.tuple(tie('both'), fc.nat(12), fc.nat(12)).map(([{ mapped, naive }, from, length]) => {
      const start = Math.min(from, mapped.text.length);
      const end = Math.min(start + length, mapped.text.length);
      return { mapped: sliceMapped(mapped, start, end), naive: naiveSlice(naive, start, end) };
    }),
    fc.tuple(tie('both'), fc.func(fc.boolean())).map(([{ mapped, naive }, keeps]) => ({
      mapped: filterMapped(mapped, (at) => keeps(at)),
      naive: { characters: naive.characters.filter((_, at) => keeps(at)), end: naive.end },
    })),
  ),
}));

describe('a mapped text', () => {
  it('maps each span as if it kept a place for each character', () => {
    fc.assert(
      fc.property(both, fc.nat(14), fc.nat(14), ({ mapped, naive }, start, length) => {
        const { characters } = naive;
        expect(mapped.text).toBe(characters.map(({ text }) => text).join(''));
        const from = Math.min(start, characters.length);
        const to = Math.min(from + length, characters.length);
        const first = characters[from]?.start ?? naive.end;
        const expected = { start: first, end: to > from ? (characters[to - 1]?.end ?? first) : first };
        expect(sourceSpan(mapped, { start: from, end: to })).toEqual(expected);
      }),
      { numRuns: 3000 },
    );
  });

  it('keeps one piece for what stands in one place', () => {
    const text = joinMapped([plainMapped('ab', 5), plainMapped('cd', 7), plainMapped('e', 20)]);
    expect(text.pieces).toEqual([
      { at: 0, source: { start: 5, end: 9 }, plain: true },
      { at: 4, source: { start: 20, end: 21 }, plain: true },
    ]);
  });

  it('stands after another, or nowhere', () => {
    const added = addedAfter(plainMapped('ab', 5), '\n');
    expect(sourceSpan(added, { start: 0, end: 1 })).toEqual({ start: 7, end: 7 });
    expect(sourceSpan(looseMapped('ab'), { start: 1, end: 2 })).toEqual({ start: 0, end: 0 });
  });

  it('is aligned with what it was made from, line by line', () => {
    const aligned = alignMapped('\tx=$A;\ny', 10, 'x=value;\ny');
    expect(aligned.text).toBe('x=value;\ny');
    expect(sourceSpan(aligned, { start: 2, end: 7 })).toEqual({ start: 13, end: 15 });
    expect(sourceSpan(aligned, { start: 7, end: 10 })).toEqual({ start: 15, end: 18 });
  });
});
