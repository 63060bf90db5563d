import type { LintResult } from '../lint/lint-file.ts';
import { textOf } from '../lint/model-builder.ts';
import { shareFindings } from '../lint/share-findings.ts';
import { createLineIndex, type Position } from '../text/line-index.ts';
import type { IndexedText } from './code-frame.ts';

/** Why a file could not be linted, and where. */
export interface FileError {
  readonly message: string;
  readonly position: Position | null;
}

/** One file as reports get it: linted, or the reason why not. */
export type FileReport<Result extends LintResult = LintResult> =
  | { readonly path: string; readonly result: Result; readonly error: null }
  | { readonly path: string; readonly result: null; readonly error: FileError };

/** The reports of one run, with what several Dockerfiles have in common said once. */
export function sharedReports(files: readonly FileReport[]): readonly FileReport[] {
  const shared = [...shareFindings(files.flatMap(({ result }) => result ?? []))];
  return files.map((file) => {
    const result = file.result === null ? undefined : shared.shift();
    return result === undefined ? file : { path: file.path, result, error: null };
  });
}

/** `Dockerfile:3:1: message`, or without numbers when no one place is to blame. */
export function placedMessage(path: string, { message, position }: FileError): string {
  const place = position === null ? '' : `:${position.line}:${position.column}`;
  return `${path}${place}: ${message}`;
}

/** Gives the text and line index of any file that a result speaks of; each is indexed once. */
export function createTexts(result: LintResult): (file: string) => IndexedText {
  const known = new Map<string, IndexedText>();
  return (file) => {
    const before = known.get(file);
    if (before !== undefined) return before;
    const text = textOf(result, file) ?? '';
    const indexed = { text, lines: createLineIndex(text) };
    known.set(file, indexed);
    return indexed;
  };
}
