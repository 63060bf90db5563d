import type { Edit } from '../contract/finding.ts';
import { applyEdits } from '../text/apply-edits.ts';
import type { ReadTexts, Source } from './model-builder.ts';
import { textOf } from './model-builder.ts';

/** The source with edits applied; null when they conflict or name a file whose text is not known. */
export function withEdits(read: ReadTexts, edits: readonly Edit[]): Source | null {
  const { source } = read;
  let fixed = source;
  for (const file of new Set(edits.map((edit) => edit.file))) {
    const before = textOf(read, file);
    const own = edits.filter((edit) => edit.file === file);
    const text = before === null ? null : applyEdits(before, own);
    if (text === null) return null;
    fixed =
      file === source.path
        ? { ...fixed, text }
        : { ...fixed, changed: new Map([...fixed.changed, [file, text]]) };
  }
  return fixed;
}
