import { joinMapped, type MappedText, plainMapped } from '../text/mapped-text.ts';
import type { Span } from '../text/span.ts';
import { type PhysicalLine, readPhysicalLine } from './physical-line.ts';
import { isSpace, trimSpace } from './white-space.ts';

/** The lines that make up one instruction, without here-documents. */
export interface LogicalLine {
  /** Continuations joined, comment and blank lines dropped, no white space around it. */
  readonly text: MappedText;
  /** From the first character to the end of the last line that belongs to it. */
  readonly span: Span;
  /** Where the line after it starts. */
  readonly next: number;
}

/**
 * Reads the next instruction's lines from `at` on (a start of a line); null at the end of the file. The spans of
 * the comments that it passes are added to `comments`.
 *
 * BuildKit frontend/dockerfile/parser/parser.go: an escape character that ends a line (spaces and tabs may follow)
 * and has no second one before it joins the next line, whose leading white space stays; what stands before the
 * escape character stays too. Comment lines and blank lines after it are dropped without ending the instruction.
 */
export function readLogicalLine(
  text: string,
  at: number,
  escapeCharacter: string,
  comments: Span[],
): LogicalLine | null {
  const first = nextContentLine(text, at, comments);
  if (first === null) return null;
  const pieces: Span[] = [];
  let span: Span = { start: trimSpace(text, first.start, first.end).start, end: first.end };
  let line: PhysicalLine = { ...first, start: span.start };
  let next = first.next;
  for (;;) {
    const end = continuationEnd(text, line, escapeCharacter);
    pieces.push({ start: line.start, end: end ?? line.end });
    span = { start: span.start, end: line.end };
    next = line.next;
    if (end === null) break;
    const following = nextContentLine(text, line.next, comments);
    if (following === null) {
      next = text.length;
      break;
    }
    line = following;
  }
  return { text: joinPieces(text, pieces), span, next };
}

/** The first line from `at` on that is neither blank nor a comment. */
function nextContentLine(text: string, at: number, comments: Span[]): PhysicalLine | null {
  for (let start = at; start < text.length; ) {
    const line = readPhysicalLine(text, start);
    const content = trimSpace(text, line.start, line.end);
    if (text[content.start] === '#' && content.end > content.start) comments.push(content);
    else if (content.end > content.start) return line;
    start = line.next;
  }
  return null;
}

/** Where the text of a continued line ends (at its escape character); null when it is not continued. */
function continuationEnd(text: string, line: PhysicalLine, escapeCharacter: string): number | null {
  let at = line.end;
  while (at > line.start && (text[at - 1] === ' ' || text[at - 1] === '\t')) at -= 1;
  if (at === line.start || text[at - 1] !== escapeCharacter) return null;
  return at - 1 > line.start && text[at - 2] === escapeCharacter ? null : at - 1;
}

function joinPieces(text: string, pieces: readonly Span[]): MappedText {
  const parts = trimPieces(text, pieces);
  const texts = parts.flatMap(({ start, end }) =>
    end > start ? plainMapped(text.slice(start, end), start) : [],
  );
  return texts.length === 0 ? plainMapped('', pieces[0]?.start ?? 0) : joinMapped(texts);
}

/** The pieces without the white space before the first and after the last character of the whole. */
function trimPieces(text: string, pieces: readonly Span[]): Span[] {
  const parts = pieces.map((piece) => ({ ...piece }));
  for (const part of parts) {
    while (part.start < part.end && isSpace(text.charAt(part.start))) part.start += 1;
    if (part.start < part.end) break;
  }
  for (const part of parts.toReversed()) {
    while (part.end > part.start && isSpace(text.charAt(part.end - 1))) part.end -= 1;
    if (part.end > part.start) break;
  }
  return parts;
}
