import {
  type LintInput,
  type LintResult,
  lintFile,
  type ModelledResult,
  plainResult,
} from '../lint/lint-file.ts';
import type { ModelBuilder, Source } from '../lint/model-builder.ts';
import type { FileError, FileReport } from '../report/file-report.ts';
import { createLineIndex } from '../text/line-index.ts';
import type { Input } from './read-inputs.ts';

/** With what a file is linted. */
export type LintSetup = Pick<LintInput, 'rules' | 'init' | 'ignores' | 'fixes'>;

/**
 * Lints one input; what goes wrong becomes that file's error, so that the others are still linted.
 * @param changed texts of other files that count instead of the disk's
 */
export function lintInput(
  input: Input,
  model: ModelBuilder,
  setup: LintSetup,
  changed: Source['changed'] = new Map(),
): FileReport {
  return reported(input, (text) =>
    plainResult(lintFile({ source: { path: input.path, text, changed }, model, ...setup })),
  );
}

/** Models one input and finds nothing in it; what goes wrong becomes that file's error. */
export function modelInput(input: Input, model: ModelBuilder): FileReport<ModelledResult> {
  return reported(input, (text) =>
    lintFile({ source: { path: input.path, text, changed: new Map() }, model, rules: [], ignores: null }),
  );
}

/** Runs what makes a result of an input's text; an exception is a defect of ours and becomes the file's error. */
export function reported<Result extends LintResult>(
  { path, text, error }: Input,
  make: (text: string) => Result,
): FileReport<Result> {
  if (text === null) return { path, result: null, error };
  try {
    const result = make(text);
    const refused = refusal(result);
    return refused === null ? { path, result, error: null } : { path, result: null, error: refused };
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    return { path, result: null, error: { message: `internal error: ${reason}`, position: null } };
  }
}

/** Why the engine would refuse the file: the first problem, and how many more there are. */
function refusal({ source, problems }: LintResult): FileError | null {
  const [first] = problems;
  if (first === undefined) return null;
  const more = problems.length === 1 ? '' : ` (and ${problems.length - 1} more)`;
  const position = createLineIndex(source.text).position(first.span.start);
  return { message: `${first.message}${more}`, position };
}
