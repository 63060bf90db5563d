import type { Edit } from '../contract/finding.ts';
import type { ShellSource } from '../startup/evaluate/shell-state.ts';
import { sourceSpan } from '../text/mapped-text.ts';
import type { Span } from '../text/span.ts';
import { isPackageJson } from './project-script.ts';

/** A part of a shell's text replaced; null where the text stands in no file, or in one that takes no more than `exec`. */
export function textEdit({ file, text }: ShellSource, span: Span, newText: string): Edit | null {
  return file === null || isPackageJson(file) ? null : { file, span: sourceSpan(text, span), newText };
}

/** Edits of which none could not be made; null where one could not. */
export function allEdits(edits: readonly (Edit | null)[]): readonly Edit[] | null {
  const made = edits.filter((edit) => edit !== null);
  return made.length === edits.length ? made : null;
}

/** The place before an offset. */
export function at(offset: number): Span {
  return { start: offset, end: offset };
}

/** A line break with the indentation of a command that is alone on its lines; null for others. */
export function ownLineBreak(text: string, { start, end }: Span): string | null {
  const indent = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const after = /^[^\n]*/.exec(text.slice(end))?.[0] ?? '';
  if (indent.trim() !== '' || after.trim() !== '') return null;
  return `${text.includes('\r\n') ? '\r\n' : '\n'}${indent}`;
}

/** The white space in front of a command that is the first on its line; null for others. */
export function indentBefore(text: string, start: number): string | null {
  const indent = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  return indent.trim() === '' ? indent : null;
}
