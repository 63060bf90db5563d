import type { Span } from '../../src/text/span.ts';

/** A text with the places that were marked in it by `«` and `»`, in the order in which they open. */
export interface MarkedText {
  readonly text: string;
  readonly spans: readonly Span[];
}

/** Reads the marks out of a text, so that a test shows the span it expects instead of counting it. Marks may nest. */
export function marked(source: string): MarkedText {
  const spans: { start: number; end: number }[] = [];
  const open: { start: number; end: number }[] = [];
  let text = '';
  for (const part of source.split(/([«»])/)) {
    if (part === '«') {
      const span = { start: text.length, end: text.length };
      spans.push(span);
      open.push(span);
    } else if (part === '»') {
      const span = open.pop();
      if (span !== undefined) span.end = text.length;
    } else text += part;
  }
  return { text, spans };
}

/** The same file as other editors save it: each case has to hold for all of them. */
export const encodings: readonly { readonly name: string; readonly encode: (text: string) => string }[] = [
  { name: 'LF', encode: (text) => text },
  { name: 'CRLF', encode: (text) => text.replaceAll('\n', '\r\n') },
  { name: 'BOM', encode: (text) => `\ufeff${text}` },
  { name: 'BOM and CRLF', encode: (text) => `\ufeff${text.replaceAll('\n', '\r\n')}` },
];
