import type { Edit } from '../contract/finding.ts';
import type { ShellSource } from '../startup/evaluate/shell-state.ts';
import { sourceSpan } from '../text/mapped-text.ts';
import { isPackageJson } from './project-script.ts';

/** Text to be put into a shell's text, wherever that stands. */
export interface Insertion {
  readonly source: ShellSource;
  /** Offset into the source's text. */
  readonly at: number;
  readonly text: string;
}

/** Insertions as edits of the files they stand in; null when one stands in none. */
export function insertionEdits(insertions: readonly Insertion[]): readonly Edit[] | null {
  const edits = insertions.map(({ source, at, text }): Edit | null => {
    if (source.file === null || isPackageJson(source.file)) return null;
    const span = sourceSpan(source.text, { start: at, end: at });
    return { file: source.file, span, newText: text };
  });
  return edits.includes(null) ? null : (edits as readonly Edit[]);
}

/** A text with insertions made. */
export function withInsertions(text: string, insertions: readonly Insertion[]): string {
  const fromTheEnd = [...insertions].sort((a, b) => b.at - a.at);
  return fromTheEnd.reduce((done, { at, text: more }) => done.slice(0, at) + more + done.slice(at), text);
}
