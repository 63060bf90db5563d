import type { LineIndex } from '../text/line-index.ts';
import type { Span } from '../text/span.ts';
import type { Paint } from './paint.ts';
import { printable } from './printable.ts';

const maxLines = 8;
const maxWidth = 120;

/** A text and its index. */
export interface IndexedText {
  readonly text: string;
  readonly lines: LineIndex;
}

/**
 * The lines that a span covers with carets below what it covers; the middle of a long span is left out,
 * long lines are cut around the carets.
 */
export function codeFrame({ text, lines }: IndexedText, span: Span, paint: Paint): readonly string[] {
  const { start, end } = lines.range(span);
  const last = end.column === 1 && end.line > start.line ? end.line - 1 : end.line;
  const gutter = String(last).length;
  const frame: string[] = [];
  for (const line of shownLines(start.line, last)) {
    if (line === null) {
      frame.push(paint.dim(`${' '.repeat(gutter)} ┆`));
      continue;
    }
    const whole = lines.lineSpan(line);
    const from = Math.max(span.start, whole.start) - whole.start;
    const to = Math.min(Math.max(span.end, span.start + 1), whole.end) - whole.start;
    const { shown, carets } = framedLine(text.slice(whole.start, whole.end), from, to);
    frame.push(`${paint.dim(`${String(line).padStart(gutter)} │`)} ${shown}`);
    frame.push(`${paint.dim(`${' '.repeat(gutter)} │`)} ${paint.red(carets)}`);
  }
  return frame;
}

/** The numbers of the lines to show; null stands for those left out. */
function shownLines(first: number, last: number): readonly (number | null)[] {
  const count = last - first + 1;
  const all = Array.from({ length: Math.min(count, maxLines) }, (_, index) => first + index);
  return count <= maxLines ? all : [...all.slice(0, maxLines - 2), null, last];
}

function framedLine(line: string, from: number, to: number): { shown: string; carets: string } {
  const cut = line.length <= maxWidth ? 0 : Math.max(0, Math.min(from - 20, line.length - maxWidth));
  const ellipsis = cut > 0 ? '…' : '';
  const shown = printable(line.slice(cut, cut + maxWidth));
  const before = line.slice(cut, from).replace(/[^\t]/g, ' ');
  const length = Math.max(1, Math.min(to, cut + maxWidth) - from);
  const blank = ellipsis === '' ? '' : ' ';
  return {
    shown: `${ellipsis}${shown}${cut + maxWidth < line.length ? '…' : ''}`,
    carets: `${blank}${before}${'^'.repeat(length)}`,
  };
}
