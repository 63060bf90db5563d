import { describe, expect, it } from 'vitest';
import { createLineIndex } from '../../src/text/line-index.ts';

describe('createLineIndex', () => {
  it.each([
    ['the start', 'ab\ncd', 0, 1, 1],
    ['a line end', 'ab\ncd', 2, 1, 3],
    ['the second line', 'ab\ncd', 3, 2, 1],
    ['past the end', 'ab\ncd', 99, 2, 3],
    ['after a CRLF', 'ab\r\ncd', 4, 2, 1],
    ['after a last newline', 'ab\n', 3, 2, 1],
    ['the first character after a byte order mark', '\uFEFFab', 1, 1, 1],
    ['the byte order mark', '\uFEFFab', 0, 1, 1],
    ['a character outside the BMP counts two', '\u{1F980}b', 2, 1, 3],
  ])('%s', (_, text, offset, line, column) => {
    expect(createLineIndex(text).position(offset)).toEqual({ line, column });
  });

  it('gives the span of a line without its line end', () => {
    const text = '\uFEFFone\r\ntwo\nthree';
    const index = createLineIndex(text);
    const lines = [1, 2, 3]
      .map((line) => index.lineSpan(line))
      .map(({ start, end }) => text.slice(start, end));
    expect(lines).toEqual(['one', 'two', 'three']);
    expect(index.lineCount).toBe(3);
  });
});
