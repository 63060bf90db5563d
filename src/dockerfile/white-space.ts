import type { Span } from '../text/span.ts';

/** The characters that Go's `unicode.IsSpace` accepts: BuildKit trims with them. JavaScript's `\s` is another set. */
const spaces = /^[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]$/;

/** Whether one UTF-16 unit is white space for BuildKit. */
export function isSpace(character: string): boolean {
  return character <= ' '
    ? (character >= '\t' && character <= '\r') || character === ' '
    : spaces.test(character);
}

/** The part of `text` between `start` and `end` without white space around it; empty: it sits at `start`. */
export function trimSpace(text: string, start = 0, end = text.length): Span {
  let first = start;
  let last = end;
  while (first < last && isSpace(text.charAt(first))) first += 1;
  while (last > first && isSpace(text.charAt(last - 1))) last -= 1;
  return first === last ? { start, end: start } : { start: first, end: last };
}

/** The separators between words that BuildKit does not lex (FROM, COPY, the keyword): `[\t\v\f\r ]+`. */
export const wordSeparator = /[\t\v\f\r ]+/;
