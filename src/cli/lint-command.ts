import { changedInputs } from './changed-inputs.ts';
import { contextProblem } from './check-context.ts';
import { type ExitStatus, exitStatus } from './exit-status.ts';
import { type FileSetup, fileSetup } from './file-setup.ts';
import type { Io } from './io.ts';
import { lintInputs } from './lint-inputs.ts';
import { loadModelFor } from './load-model-for.ts';
import type { LintOptions } from './options.ts';
import type { Parts } from './parts.ts';
import { prepare } from './prepare.ts';
import { reportFindings } from './report-findings.ts';
import { say } from './say.ts';

/** `pid1-lint lint`: report findings, print what would be fixed, or fix. */
export async function lintCommand(options: LintOptions, io: Io, parts: Parts): Promise<ExitStatus> {
  const problem = contextProblem(options, io);
  if (problem !== null) {
    say(io, problem);
    return exitStatus.failure;
  }
  const rules = await parts.loadRules();
  const prepared = await prepare(options, io, rules);
  if (prepared === null) return exitStatus.failure;
  const model = await loadModelFor(options, io, parts, prepared.configOf);
  const inputs = await changedInputs(prepared.inputs, model, options, io);
  if (inputs === null) return exitStatus.failure;
  if (inputs.length === 0 && !options.quiet) say(io, nothingLeft(options));
  const setups = new Map<string, FileSetup>(
    inputs.map(({ path }) => [path, fileSetup(path, prepared.configOf(path), options, rules)]),
  );
  const setupOf = (path: string): FileSetup => setups.get(path) as FileSetup;
  const job = { inputs, model, rules, setupOf };
  if (options.diff) return (await import('./show-diff.ts')).showDiff(job, options, io);
  if (options.verify !== null) {
    return (await import('./verify-fix.ts')).applyVerifiedFixes(job, options, options.verify, io, parts);
  }
  if (options.fix) return (await import('./apply-fixes.ts')).applyFixes(job, options, io, parts);
  const files = await lintInputs(job, options, io, parts);
  return reportFindings({ files, rules, setupOf, fixed: [] }, options, io, parts);
}

/** Why there is nothing to lint although nothing went wrong. */
function nothingLeft({ since }: LintOptions): string {
  return since === null
    ? 'nothing to lint: the configuration excludes every Dockerfile that was found'
    : `nothing to lint: no Dockerfile, and no script that one uses, changed since ${since}`;
}
