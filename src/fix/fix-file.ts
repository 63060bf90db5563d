import type { Finding, FixSafety } from '../contract/finding.ts';
import { type LintResult, type ModelledResult, plainResult } from '../lint/lint-file.ts';
import type { Source } from '../lint/model-builder.ts';
import { textOf } from '../lint/model-builder.ts';
import { withEdits } from '../lint/with-edits.ts';

/** A file's text before and after. */
export interface FileChange {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** What fixing one Dockerfile, and the files beside it, came to. */
export interface FixRun<Result extends LintResult = LintResult> {
  /** The findings whose fixes were applied, in the order of application. */
  readonly applied: readonly Finding[];
  /** What is left to find in the fixed text. */
  readonly result: Result;
  /** The files that differ now. Nothing is written. */
  readonly changes: readonly FileChange[];
}

/** A run as plain data: the models can go. */
export function plainRun(run: FixRun<ModelledResult>): FixRun {
  return { ...run, result: plainResult(run.result) };
}

/** More than any real file needs; keeps a fix that breeds its own finding from running for ever. */
const maxRounds = 100;

/**
 * Applies one fix, lints the result, and goes on until no allowed fix is left, so that fixes never
 * meet each other's leftovers and fixing twice equals fixing once.
 * @param first what linting the text as it stands brought
 * @param lint lints a changed text the same way
 * @param allowed which fixes may be applied
 * @param mayEdit which files they may change
 */
export function fixFile<Result extends LintResult>(
  first: Result,
  lint: (source: Source) => Result,
  allowed: readonly FixSafety[],
  mayEdit: (file: string) => boolean = () => true,
): FixRun<Result> {
  const applied: Finding[] = [];
  const seen = new Set([fingerprint(first.source)]);
  let result = first;
  for (let round = 0; round < maxRounds; round += 1) {
    const step = nextStep(result, allowed, mayEdit);
    if (step === null || seen.has(fingerprint(step.source))) break;
    seen.add(fingerprint(step.source));
    applied.push({ ...step.finding });
    result = lint(step.source);
  }
  return { applied, result, changes: changes(first, result) };
}

function nextStep(
  result: LintResult,
  allowed: readonly FixSafety[],
  mayEdit: (file: string) => boolean,
): { readonly finding: Finding; readonly source: Source } | null {
  for (const finding of result.findings) {
    if (finding.fix === null || !allowed.includes(finding.fix.safety)) continue;
    if (!finding.fix.edits.every(({ file }) => mayEdit(file))) continue;
    const fixed = withEdits(result, finding.fix.edits);
    if (fixed !== null) return { finding, source: fixed };
  }
  return null;
}

function fingerprint({ text, changed }: Source): string {
  return JSON.stringify([text, ...changed]);
}

function changes(first: LintResult, last: LintResult): readonly FileChange[] {
  const files = [last.source.path, ...last.source.changed.keys()];
  return files.flatMap((path) => {
    const before = textOf(first, path);
    const after = textOf(last, path);
    return before === null || after === null || before === after ? [] : [{ path, before, after }];
  });
}
