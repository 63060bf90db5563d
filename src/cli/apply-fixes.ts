import { dirname, resolve } from 'node:path';
import { writeFiles } from '../context/write-files.ts';
import type { FixRun } from '../fix/fix-file.ts';
import type { FileReport } from '../report/file-report.ts';
import { printable } from '../report/printable.ts';
import { type ExitStatus, exitStatus } from './exit-status.ts';
import { changedBy, fixInput, type LintJob } from './fix-input.ts';
import type { Io } from './io.ts';
import { lintInput } from './lint-input.ts';
import type { LintOptions } from './options.ts';
import type { Parts } from './parts.ts';
import { createProgress } from './progress.ts';
import type { Input } from './read-inputs.ts';
import { reportFindings } from './report-findings.ts';
import { say } from './say.ts';

/** Why a fix is not to be written; null: it may be. */
export type Refusal = (run: FixRun) => Promise<string | null>;

/**
 * `--fix`: writes the fixes of each Dockerfile, all of its files or none, and reports what remains. With
 * `-` the fixed text goes to standard output and the report to standard error.
 */
export async function applyFixes(
  job: LintJob,
  options: LintOptions,
  io: Io,
  parts: Parts,
  refusal: Refusal = async () => null,
): Promise<ExitStatus> {
  if (options.paths.includes('-')) return filter(job, options, io, parts);
  const written: FixRun[] = [];
  const reports: FileReport[] = [];
  let failed = false;
  let changed: ReadonlyMap<string, string> = new Map();
  const asItIs = (input: Input): FileReport => lintInput(input, job.model, job.setupOf(input.path), changed);
  const progress = createProgress(io, job.inputs.length, options.quiet);
  // The files of one Dockerfile are written all or none, whoever is at the keyboard.
  const signals = io.holdSignals();
  for (const [index, input] of job.inputs.entries()) {
    progress.next(input.path, index + 1);
    await aMoment();
    const signal = signals.came();
    if (signal !== null) {
      progress.done();
      signals.release();
      return interrupted(signal, written, io);
    }
    const { report, run } = fixInput(input, job, options, { changed, otherFiles: true });
    const refused = run === null || run.changes.length === 0 ? null : await refusal(run);
    if (refused !== null) {
      progress.done();
      say(io, printable(`${input.path}: not fixed: after the fix ${refused}`));
      reports.push(asItIs(input));
      continue;
    }
    const problem = run === null ? null : write(run, options, io);
    if (run !== null && problem === null) {
      written.push(run);
      changed = changedBy(changed, run);
    }
    reports.push(problem === null ? report : asItIs(input));
    if (problem === null) continue;
    failed = true;
    say(io, problem);
  }
  progress.done();
  signals.release();
  const outcome = { files: reports, rules: job.rules, setupOf: job.setupOf, fixed: written };
  const status = await reportFindings(outcome, options, io, parts);
  return failed ? exitStatus.failure : status;
}

/** Lets signals come in. */
function aMoment(): Promise<void> {
  return new Promise((done) => setImmediate(done));
}

function interrupted(signal: NodeJS.Signals, written: readonly FixRun[], io: Io): ExitStatus {
  const files = written.filter(({ changes }) => changes.length > 0).map(({ result }) => result.source.path);
  const done = files.length === 0 ? 'nothing was written' : `written before: ${files.join(', ')}`;
  say(io, `stopped by ${signal}; ${done}`);
  return exitStatus.failure;
}

function filter(job: LintJob, options: LintOptions, io: Io, parts: Parts): Promise<ExitStatus> {
  // Nobody expects a filter to write files.
  const scope = { changed: new Map<string, string>(), otherFiles: false };
  const fixed = job.inputs.map((input) => fixInput(input, job, options, scope));
  const runs = fixed.flatMap(({ run }) => run ?? []);
  for (const { result } of runs) io.stdout.write(result.source.text);
  const files = fixed.map(({ report }) => report);
  const outcome = { files, rules: job.rules, setupOf: job.setupOf, fixed: runs };
  return reportFindings(outcome, options, { ...io, stdout: io.stderr }, parts);
}

/** Writes what a run changed; says what went wrong, in which case nothing was written. */
function write({ changes, result }: FixRun, { context }: LintOptions, { fs, cwd }: Io): string | null {
  const encoder = new TextEncoder();
  const root = context === null ? dirname(resolve(cwd, result.source.path)) : resolve(cwd, context);
  const problem = writeFiles(
    fs,
    root,
    changes.map(({ path, before, after }) => ({
      path: resolve(cwd, path),
      before: encoder.encode(before),
      after: encoder.encode(after),
    })),
  );
  if (problem === null) return null;
  const path = changes.find((change) => resolve(cwd, change.path) === problem.path)?.path ?? problem.path;
  return `${path}: not fixed: ${problem.message}`;
}
