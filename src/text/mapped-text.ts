import type { Span } from './span.ts';

/**
 * Text that was taken out of a file by dropping or decoding parts of it (continuations joined, a JSON
 * string decoded), and still knows where in the file each of its characters came from.
 */
export interface MappedText {
  readonly text: string;
  /** One after the other; none is empty, and together they are the text. */
  readonly pieces: readonly Piece[];
  /** The offset where its source ends. */
  readonly end: number;
}

/** Characters of a mapped text that came from one place. */
export interface Piece {
  /** Where it starts in the text. */
  readonly at: number;
  /** Where it stands in the source. */
  readonly source: Span;
  /** It stands in the source character by character; otherwise each of its characters was made from all of that. */
  readonly plain: boolean;
}

/** The source span that a span of the mapped text was made from; an empty span maps to an empty one. */
export function sourceSpan(mapped: MappedText, span: Span): Span {
  const start = sourceStart(mapped, span.start);
  if (span.end <= span.start) return { start, end: start };
  const last = Math.min(span.end, mapped.text.length) - 1;
  const piece = mapped.pieces[pieceAt(mapped.pieces, last)];
  if (piece === undefined) return { start, end: start };
  return { start, end: piece.plain ? piece.source.start + last - piece.at + 1 : piece.source.end };
}

function sourceStart({ text, pieces, end }: MappedText, at: number): number {
  if (at >= text.length) return end;
  const piece = pieces[pieceAt(pieces, at)];
  if (piece === undefined) return end;
  return piece.plain ? piece.source.start + at - piece.at : piece.source.start;
}

/** The index of the piece that holds a character; -1 before the first. */
function pieceAt(pieces: readonly Piece[], at: number): number {
  let low = 0;
  let high = pieces.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((pieces[middle] as Piece).at <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Part of a mapped text, as a mapped text of its own. */
export function sliceMapped(mapped: MappedText, start: number, end: number): MappedText {
  const text = mapped.text.slice(start, end);
  if (text === '') return { text, pieces: [], end: sourceStart(mapped, start) };
  const last = start + text.length;
  const pieces: Piece[] = [];
  for (let index = pieceAt(mapped.pieces, start); index < mapped.pieces.length; index += 1) {
    const { at, source, plain } = mapped.pieces[index] as Piece;
    if (at >= last) break;
    const next = mapped.pieces[index + 1]?.at ?? mapped.text.length;
    const from = Math.max(at, start);
    const to = Math.min(next, last);
    const part = plain ? { start: source.start + from - at, end: source.start + to - at } : source;
    pieces.push({ at: from - start, source: part, plain });
  }
  return { text, pieces, end: pieces.at(-1)?.source.end ?? mapped.end };
}

/** A text that stands in the source as it is, from `offset` on. */
export function plainMapped(text: string, offset: number): MappedText {
  const source = { start: offset, end: offset + text.length };
  return { text, pieces: text === '' ? [] : [{ at: 0, source, plain: true }], end: source.end };
}

/** A text every character of which was made from the same place: the value of a variable, the inside of a string. */
export function fixedMapped(text: string, span: Span): MappedText {
  const source = { start: span.start, end: span.end };
  return { text, pieces: text === '' ? [] : [{ at: 0, source, plain: false }], end: span.end };
}

/** A text that stands nowhere and follows another. */
export function addedAfter({ end }: MappedText, added: string): MappedText {
  return fixedMapped(added, { start: end, end });
}

/** A text that stands in no file. */
export function looseMapped(text: string): MappedText {
  return { text, pieces: [], end: 0 };
}

/** Mapped texts of one file, one after the other. */
export function joinMapped(parts: readonly MappedText[]): MappedText {
  const pieces: Piece[] = [];
  let length = 0;
  for (const part of parts) {
    for (const piece of part.pieces) append(pieces, { ...piece, at: length + piece.at });
    length += part.text.length;
  }
  return { text: parts.map(({ text }) => text).join(''), pieces, end: parts.at(-1)?.end ?? 0 };
}

/** Adds a piece; one that goes on where the last ends becomes one with it, so that long texts have few. */
function append(pieces: Piece[], piece: Piece): void {
  const last = pieces.at(-1);
  if (last?.plain && piece.plain && last.source.end === piece.source.start) {
    const source = { start: last.source.start, end: piece.source.end };
    pieces[pieces.length - 1] = { ...last, source };
  } else pieces.push(piece);
}

/** A mapped text without the characters that a test does not want. */
export function filterMapped(mapped: MappedText, keeps: (at: number) => boolean): MappedText {
  const parts: MappedText[] = [];
  let from = 0;
  for (let at = 0; at <= mapped.text.length; at += 1) {
    if (at < mapped.text.length && keeps(at)) continue;
    if (at > from) parts.push(sliceMapped(mapped, from, at));
    from = at + 1;
  }
  return { ...joinMapped(parts), end: mapped.end };
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
