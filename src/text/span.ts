/** A half-open range of UTF-16 offsets into one file's text: `start` is in, `end` is out. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The span that starts where the first starts and ends where the last ends. */
export function join(first: Span, last: Span): Span {
  return { start: first.start, end: last.end };
}
