import { describe, expect, it } from 'vitest';
import { type Segment, splitFields } from '../../src/startup/expand/split-fields.ts';

const expanded = (text: string | null): Segment => ({ text, quoted: false, expanded: true });
const quoted = (text: string | null): Segment => ({ text, quoted: true, expanded: true });
const written = (text: string): Segment => ({ text, quoted: false, expanded: false });
const next = (segment: Segment): Segment => ({ ...segment, breaks: true });

const blanks = ' \t\n';

/** The fields by their texts; `?` for a piece that is not known. */
function fields(segments: readonly Segment[], separators: string | null): readonly string[] {
  return splitFields(segments, separators).map((field) => field.map(({ text }) => text ?? '?').join(''));
}

describe('splitFields', () => {
  it.each<[string, readonly Segment[], string | null, readonly string[]]>([
    ['$x of words', [expanded('a b')], blanks, ['a', 'b']],
    ['blanks around', [expanded(' a  b ')], blanks, ['a', 'b']],
    ['nothing', [expanded('')], blanks, []],
    ['blanks alone', [expanded('  ')], blanks, []],
    ['"$x"', [quoted('a b')], blanks, ['a b']],
    ['"" stays', [quoted('')], blanks, ['']],
    ['a$x', [written('a'), expanded('b c')], blanks, ['ab', 'c']],
    ['$x"b"', [expanded('a '), quoted('b')], blanks, ['a', 'b']],
    ['what is written is not split', [written('a b')], blanks, ['a b']],
    ['a:b with IFS=:', [expanded('a:b')], ':', ['a', 'b']],
    ['a::b with IFS=:', [expanded('a::b')], ':', ['a', '', 'b']],
    [':a with IFS=:', [expanded(':a')], ':', ['', 'a']],
    ['a: with IFS=:', [expanded('a:')], ':', ['a']],
    ['a : b with IFS=" :"', [expanded('a : b')], ' :', ['a', 'b']],
    ['IFS is empty', [expanded('a b')], '', ['a b']],
    ['IFS is not known', [expanded('a b')], null, ['?']],
    ['not known', [expanded(null)], blanks, ['?']],
    ['"$@" of two', [quoted('a b'), next(quoted('c'))], blanks, ['a b', 'c']],
    ['x"$@"y of two', [written('x'), quoted('a'), next(quoted('b')), written('y')], blanks, ['xa', 'by']],
    ['no pieces', [], blanks, []],
  ])('%s', (_, segments, separators, expected) => {
    expect(fields(segments, separators)).toEqual(expected);
  });
});
