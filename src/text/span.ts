/** A half-open range of UTF-16 offsets into one file's text: `start` is in, `end` is out. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The span that starts where the first starts and ends where the last ends. */
export function join(first: Span, last: Span): Span {
  return { start: first.start, end: last.end };
}

/** Whether the two spans share a character; touching ends do not count. */
export function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}
