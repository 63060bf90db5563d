import { jsonExplain } from '../report/json-explain.ts';
import { prettyExplain } from '../report/pretty-explain.ts';
import { changedInputs } from './changed-inputs.ts';
import { contextProblem } from './check-context.ts';
import { type ExitStatus, exitStatus } from './exit-status.ts';
import type { Io } from './io.ts';
import { modelInput } from './lint-input.ts';
import { loadModelFor } from './load-model-for.ts';
import type { ExplainOptions } from './options.ts';
import { paintFor } from './paint-for.ts';
import type { Parts } from './parts.ts';
import { prepare } from './prepare.ts';
import { say } from './say.ts';
import { sayErrors } from './say-errors.ts';
import { writeReport } from './write-report.ts';

/** `pid1-lint explain`: what every image starts and how it stops. */
export async function explainCommand(options: ExplainOptions, io: Io, parts: Parts): Promise<ExitStatus> {
  const problem = contextProblem(options, io);
  if (problem !== null) {
    say(io, problem);
    return exitStatus.failure;
  }
  const prepared = await prepare(options, io, await parts.loadRules());
  if (prepared === null) return exitStatus.failure;
  const model = await loadModelFor(options, io, parts, prepared.configOf);
  const inputs = await changedInputs(prepared.inputs, model, options, io);
  if (inputs === null) return exitStatus.failure;
  const files = inputs.map((input) => modelInput(input, model));
  sayErrors(files, io);
  const report =
    options.format === 'json' ? jsonExplain(files) : prettyExplain(files, await paintFor(options, io));
  const failed = files.some(({ error }) => error !== null);
  return writeReport(report, options.output, failed ? exitStatus.failure : exitStatus.clean, io);
}
