import { structuredPatch } from 'diff';
import type { Fix } from '../contract/finding.ts';
import type { LintResult } from '../lint/lint-file.ts';
import { textOf } from '../lint/model-builder.ts';
import { withEdits } from '../lint/with-edits.ts';
import type { Paint } from './paint.ts';
import { printable } from './printable.ts';

/** The lines that a fix takes away and puts in, without context; the file's name where it is another one. */
export function fixPreview(fix: Fix, result: LintResult, paint: Paint): readonly string[] {
  const fixed = withEdits(result, fix.edits);
  if (fixed === null) return [];
  return [...new Set(fix.edits.map(({ file }) => file))].flatMap((file) => {
    const before = textOf(result, file) ?? '';
    const after = textOf({ ...result, source: fixed }, file) ?? '';
    const heading = file === result.source.path ? [] : [paint.dim(file)];
    return [...heading, ...changedLines(before, after, paint)];
  });
}

function changedLines(before: string, after: string, paint: Paint): readonly string[] {
  const { hunks } = structuredPatch('', '', before, after, undefined, undefined, { context: 0 });
  return hunks
    .flatMap(({ lines }) => lines)
    .filter((line) => !line.startsWith('\\'))
    .map((line) => {
      const shown = `${line.slice(0, 1)} ${printable(line.slice(1).replace(/\r$/, ''))}`;
      return line.startsWith('+') ? paint.green(shown) : paint.red(shown);
    });
}
