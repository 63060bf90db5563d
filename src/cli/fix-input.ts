import type { FixSafety } from '../contract/finding.ts';
import type { Rule } from '../contract/rule.ts';
import { type FixRun, fixFile } from '../fix/fix-file.ts';
import { lintFile } from '../lint/lint-file.ts';
import type { ModelBuilder } from '../lint/model-builder.ts';
import type { FileReport } from '../report/file-report.ts';
import { guarded, lintInput } from './lint-input.ts';
import type { LintOptions } from './options.ts';
import type { Input } from './read-inputs.ts';

/** What is linted, and with what. */
export interface LintJob {
  readonly inputs: readonly Input[];
  readonly model: ModelBuilder;
  readonly rules: readonly Rule[];
}

/** One file and what fixing it would come to; null when it could not be linted. */
export interface FixedInput {
  /** The file as it is. */
  readonly report: FileReport;
  readonly run: FixRun | null;
}

/** Lints one input and fixes its text, in memory. */
export function fixInput(
  input: Input,
  { model, rules }: LintJob,
  { unsafeFixes, init }: Pick<LintOptions, 'unsafeFixes' | 'init'>,
): FixedInput {
  const allowed: readonly FixSafety[] = unsafeFixes ? ['safe', 'unsafe'] : ['safe'];
  let run: FixRun | null = null;
  const report = guarded(input.path, () => {
    const first = lintInput(input, model, rules, init);
    if (first.result !== null) {
      run = fixFile(first.result, (source) => lintFile({ source, model, rules, init }), allowed);
    }
    return first;
  });
  return { report, run };
}
