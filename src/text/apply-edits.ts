import type { Span } from './span.ts';

/** Replace `span` of a text by `newText`; an empty span inserts. */
export interface TextEdit {
  readonly span: Span;
  readonly newText: string;
}

/**
 * Applies edits whose offsets all speak of the original text, in any order. Null when two of them want
 * the same place (they overlap, or start at the same offset, where the order would be a guess) or when
 * one lies outside the text.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string | null {
  const sorted = [...edits].sort((a, b) => a.span.start - b.span.start);
  let result = '';
  let done = 0;
  let lastStart = -1;
  for (const { span, newText } of sorted) {
    if (span.start < done || span.start === lastStart || span.end < span.start || span.end > text.length)
      return null;
    result += text.slice(done, span.start) + newText;
    done = span.end;
    lastStart = span.start;
  }
  return result + text.slice(done);
}
