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

/** A text every character of which was made from the same place: the value of a variable, the inside of a string. */
export function fixedMapped(text: string, span: Span): MappedText {
  const starts: number[] = new Array(text.length).fill(span.start);
  return { text, starts: [...starts, span.end], ends: new Array(text.length).fill(span.end) };
}

/** Mapped texts of one file, one after the other. */
export function joinMapped(parts: readonly MappedText[]): MappedText {
  const starts: number[] = [];
  const ends: number[] = [];
  let last = 0;
  for (const part of parts) {
    for (let at = 0; at < part.text.length; at += 1) {
      starts.push(part.starts[at] as number);
      ends.push(part.ends[at] as number);
    }
    last = part.starts[part.text.length] ?? last;
  }
  return { text: parts.map(({ text }) => text).join(''), starts: [...starts, last], ends };
}

/** A mapped text without the characters that a test does not want. */
export function filterMapped(mapped: MappedText, keeps: (at: number) => boolean): MappedText {
  const kept = Array.from({ length: mapped.text.length }, (_, at) => at).filter(keeps);
  const end = mapped.starts[mapped.text.length] ?? 0;
  return {
    text: kept.map((at) => mapped.text[at]).join(''),
    starts: [...kept.map((at) => mapped.starts[at] as number), end],
    ends: kept.map((at) => mapped.ends[at] as number),
  };
}

/**
 * A text that was made from a source line by line (variables replaced, tabs in front removed): what is equal at both ends of
 * a line maps character by character, what is between to all that it was made from.
 */
export function alignMapped(source: string, offset: number, text: string): MappedText {
  const from = source.split('\n');
  const to = text.split('\n');
  if (from.length !== to.length) return fixedMapped(text, { start: offset, end: offset + source.length });
  let at = offset;
  const parts = to.map((line, index) => {
    const original = from[index] as string;
    const mapped = alignLine(original, at, line);
    at += original.length + 1;
    return index === to.length - 1 ? [mapped] : [mapped, plainMapped('\n', at - 1)];
  });
  return joinMapped(parts.flat());
}

function alignLine(original: string, start: number, line: string): MappedText {
  const tabs = line.startsWith('\t') ? 0 : (/^\t*/.exec(original)?.[0].length ?? 0);
  const source = original.slice(tabs);
  const offset = start + tabs;
  const most = Math.min(source.length, line.length);
  let head = 0;
  while (head < most && source[head] === line[head]) head += 1;
  let tail = 0;
  while (tail < most - head && source[source.length - 1 - tail] === line[line.length - 1 - tail]) tail += 1;
  const middle = { start: offset + head, end: offset + source.length - tail };
  return joinMapped([
    plainMapped(line.slice(0, head), offset),
    fixedMapped(line.slice(head, line.length - tail), middle),
    plainMapped(line.slice(line.length - tail), middle.end),
  ]);
}
