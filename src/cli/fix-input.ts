import type { FixSafety } from '../contract/finding.ts';
import type { Rule } from '../contract/rule.ts';
import { type FixRun, fixFile, plainRun } from '../fix/fix-file.ts';
import { type LintResult, lintFile, type ModelledResult } from '../lint/lint-file.ts';
import type { ModelBuilder, Source } from '../lint/model-builder.ts';
import type { FileReport } from '../report/file-report.ts';
import type { FileSetup } from './file-setup.ts';
import { reported } from './lint-input.ts';
import type { LintOptions } from './options.ts';
import type { Input } from './read-inputs.ts';

/** What is linted, and with what. */
export interface LintJob {
  readonly inputs: readonly Input[];
  readonly model: ModelBuilder;
  /** Every rule that there is. */
  readonly rules: readonly Rule[];
  /** How a file is linted. */
  readonly setupOf: (path: string) => FileSetup;
}

/** One file and what fixing it comes to; null when it could not be linted. */
export interface FixedInput {
  /** What is left once it is fixed, or why it cannot be. */
  readonly report: FileReport;
  readonly run: FixRun | null;
}

/** What fixing may do beside the options. */
export interface FixScope {
  /** Texts of other files that take the place of what the disk holds: what fixing earlier inputs made of them. */
  readonly changed: ReadonlyMap<string, string>;
  /** False: fixes that change other files than the input are left out. */
  readonly otherFiles: boolean;
}

/** The texts that later inputs are to be read with, after a run has changed the files that they share. */
export function changedBy(changed: ReadonlyMap<string, string>, run: FixRun): ReadonlyMap<string, string> {
  const others = run.changes.filter(({ path }) => path !== run.result.source.path);
  return new Map([...changed, ...others.map(({ path, after }): [string, string] => [path, after])]);
}

/** Lints one input and fixes its text, in memory. */
export function fixInput(
  input: Input,
  { model, setupOf }: LintJob,
  { unsafeFixes }: Pick<LintOptions, 'unsafeFixes'>,
  { changed, otherFiles }: FixScope,
): FixedInput {
  const allowed: readonly FixSafety[] = unsafeFixes ? ['safe', 'unsafe'] : ['safe'];
  const { rules, init, ignores } = setupOf(input.path);
  const setup = { rules, init, ignores };
  const lint = (source: Source): ModelledResult => lintFile({ source, model, ...setup });
  const mayEdit = (file: string): boolean => otherFiles || file === input.path;
  let run: FixRun | null = null;
  const report = reported(input, (text): LintResult => {
    const first = lint({ path: input.path, text, changed });
    if (first.problems.length > 0) return first;
    run = plainRun(fixFile(first, lint, allowed, mayEdit));
    return run.result;
  });
  return { report, run };
}
