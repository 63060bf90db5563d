import { contextProblem } from './check-context.ts';
import { type ExitStatus, exitStatus } from './exit-status.ts';
import type { Io } from './io.ts';
import { lintInput } from './lint-input.ts';
import { loadModelFor } from './load-model-for.ts';
import type { LintOptions } from './options.ts';
import type { Parts } from './parts.ts';
import { readInputs } from './read-inputs.ts';
import { reportFindings } from './report-findings.ts';
import { say } from './say.ts';

/** `pid1-lint lint`: report findings, print what would be fixed, or fix. */
export async function lintCommand(options: LintOptions, io: Io, parts: Parts): Promise<ExitStatus> {
  const problem = contextProblem(options, io);
  if (problem !== null) {
    say(io, problem);
    return exitStatus.failure;
  }
  const inputs = await readInputs(options, io);
  const [model, rules] = await Promise.all([loadModelFor(options, io, parts), parts.loadRules()]);
  const job = { inputs, model, rules };
  if (options.diff) return (await import('./show-diff.ts')).showDiff(job, options, io);
  if (options.fix) return (await import('./apply-fixes.ts')).applyFixes(job, options, io, parts);
  const files = inputs.map((input) => lintInput(input, job.model, job.rules, options.init));
  return reportFindings({ files, rules, fixed: [] }, options, io, parts);
}
