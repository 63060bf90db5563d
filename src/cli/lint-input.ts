import { type LintInput, type LintResult, lintFile } from '../lint/lint-file.ts';
import type { ModelBuilder, Source } from '../lint/model-builder.ts';
import type { FileError, FileReport } from '../report/file-report.ts';
import { createLineIndex } from '../text/line-index.ts';
import type { Input } from './read-inputs.ts';

/** With what a file is linted. */
export type LintSetup = Pick<LintInput, 'rules' | 'init' | 'ignores'>;

/** Lints one input; what goes wrong becomes that file's error, so that the others are still linted. `changed` are texts of other files that count instead of the disk's. */
export function lintInput(
  input: Input,
  model: ModelBuilder,
  setup: LintSetup,
  changed: Source['changed'] = new Map(),
): FileReport {
  const { path, text, error } = input;
  if (text === null) return { path, result: null, error };
  return guarded(path, () => {
    const source: Source = { path, text, changed };
    return toReport(lintFile({ source, model, ...setup }));
  });
}

/** Runs what makes a report; an exception is a defect of ours and becomes the file's error. */
export function guarded(path: string, makeReport: () => FileReport): FileReport {
  try {
    return makeReport();
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    return { path, result: null, error: { message: `internal error: ${reason}`, position: null } };
  }
}

function toReport(result: LintResult): FileReport {
  const { path } = result.source;
  const error = refusal(result);
  return error === null ? { path, result, error } : { path, result: null, error };
}

/** Why the engine would refuse the file: the first problem, and how many more there are. */
function refusal({ source, problems }: LintResult): FileError | null {
  const [first] = problems;
  if (first === undefined) return null;
  const more = problems.length === 1 ? '' : ` (and ${problems.length - 1} more)`;
  const position = createLineIndex(source.text).position(first.span.start);
  return { message: `${first.message}${more}`, position };
}
