import type { Span } from './span.ts';

/** A place in a file as people and editors count it: both numbers start at 1, columns count UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A range as the JSON output and editors speak of it; `end` is exclusive. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** Turns offsets of one text into lines and columns. */
export interface LineIndex {
  /** The number of lines; a text that ends with a newline has one more, empty, line. */
  readonly lineCount: number;
  /** The position of an offset; an offset past the end counts as the end. */
  position(offset: number): Position;
  range(span: Span): Range;
  /** The span of a line without its line end. Lines count from 1. */
  lineSpan(line: number): Span;
}

/**
 * Builds the index in one pass; `\n`, `\r\n` and a lone `\r` at the end of the text end a line. A byte
 * order mark is no character of the first line: editors do not count it.
 */
export function createLineIndex(text: string): LineIndex {
  const first = text.startsWith('\uFEFF') ? 1 : 0;
  const starts = [first];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);

  const position = (offset: number): Position => {
    const at = Math.max(first, Math.min(offset, text.length));
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] as number) <= at) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: at - (starts[low] as number) + 1 };
  };

  return {
    lineCount: starts.length,
    position,
    range: (span) => ({ start: position(span.start), end: position(span.end) }),
    lineSpan: (line) => {
      const start = starts[line - 1] ?? text.length;
      const next = starts[line];
      let end = next === undefined ? text.length : next - 1;
      if (end > start && text[end - 1] === '\r') end -= 1;
      return { start, end };
    },
  };
}
