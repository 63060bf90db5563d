import type { Span } from './span.ts';

/**
 * Text that was taken out of a file by dropping or decoding parts of it (continuations joined, a JSON
 * string decoded), and still knows where in the file each of its characters came from.
 */
export interface MappedText {
  readonly text: string;
  /** For each character the offset where its source starts, and one more: where the text ends. */
  readonly starts: readonly number[];
  /** For each character the offset where its source ends (an escape is longer than one). */
  readonly ends: readonly number[];
}

/** The source span that a span of the mapped text was made from; an empty span maps to an empty one. */
export function sourceSpan(mapped: MappedText, span: Span): Span {
  const start = mapped.starts[Math.min(span.start, mapped.text.length)] ?? 0;
  if (span.end <= span.start) return { start, end: start };
  return { start, end: mapped.ends[Math.min(span.end, mapped.text.length) - 1] ?? start };
}

/** Part of a mapped text, as a mapped text of its own. */
export function sliceMapped(mapped: MappedText, start: number, end: number): MappedText {
  const starts = mapped.starts.slice(start, end + 1);
  if (end > start) starts[end - start] = mapped.ends[end - 1] ?? starts[end - start] ?? 0;
  return { text: mapped.text.slice(start, end), starts, ends: mapped.ends.slice(start, end) };
}

/** A text that stands in the source as it is, from `offset` on. */
export function plainMapped(text: string, offset: number): MappedText {
  const starts = Array.from({ length: text.length + 1 }, (_, index) => offset + index);
  return { text, starts, ends: starts.slice(1) };
}
