import type { Threshold } from '../config/config-shape.ts';
import { type Finding, severities } from '../contract/finding.ts';
import type { RuleMetadata } from '../contract/rule.ts';
import type { FixRun } from '../fix/fix-file.ts';
import { appliedFixes } from '../report/applied-fixes.ts';
import { type FileReport, sharedReports } from '../report/file-report.ts';
import { briefFindings, prettyFindings } from '../report/pretty-findings.ts';
import { withBaselines } from './baselines.ts';
import { type ExitStatus, exitStatus } from './exit-status.ts';
import type { FileSetup } from './file-setup.ts';
import { type Format, loadFormat } from './formats.ts';
import type { Io } from './io.ts';
import { linksFor } from './links-for.ts';
import type { LintOptions } from './options.ts';
import { paintFor } from './paint-for.ts';
import type { Parts } from './parts.ts';
import { projectPath } from './project-path.ts';
import { sayErrors, sayNotices } from './say-errors.ts';
import { writeReport } from './write-report.ts';

/** What linting came to. */
export interface Outcome {
  readonly files: readonly FileReport[];
  /** The rules that were run. */
  readonly rules: readonly RuleMetadata[];
  readonly setupOf: (path: string) => FileSetup;
  /** What `--fix` did before. */
  readonly fixed: readonly FixRun[];
}

/**
 * Reports what linting brought, and gives the exit status. With `--output` the file gets the format that was asked for and
 * the terminal what people read; inside GitHub Actions that comes with annotations.
 */
export async function reportFindings(
  linted: Outcome,
  options: LintOptions,
  io: Io,
  parts: Parts,
): Promise<ExitStatus> {
  const { setupOf } = linted;
  const files = withBaselines(sharedReports(linted.files), setupOf, options, io);
  if (files === null) return exitStatus.failure;
  const outcome = { ...linted, files };
  sayErrors(files, io);
  if (!options.quiet) sayNotices(files, io, options);
  const status = statusOf(files, setupOf);
  const { format, output } = options;
  if (format === null || output !== null) {
    io.stdout.write(await forPeople(outcome, options, io, parts));
    if (io.env.GITHUB_ACTIONS === 'true') io.stdout.write(await formatted('github', outcome, io, parts));
  }
  if (output !== null) {
    const plain = { ...options, color: false };
    const file = { ...io, env: { ...io.env, FORCE_HYPERLINK: '0' } };
    return writeReport(await text(format ?? 'pretty', outcome, plain, file, parts), output, status, io);
  }
  if (format !== null) io.stdout.write(await text(format, outcome, options, io, parts));
  return status;
}

async function text(
  format: Format,
  outcome: Outcome,
  options: LintOptions,
  io: Io,
  parts: Parts,
): Promise<string> {
  return format === 'pretty' ? forPeople(outcome, options, io, parts) : formatted(format, outcome, io, parts);
}

async function forPeople(
  { files, fixed }: Outcome,
  options: LintOptions,
  io: Io,
  parts: Parts,
): Promise<string> {
  const link = linksFor(options.color, io, parts);
  const paint = await paintFor({ color: options.color, output: null }, io);
  if (options.quiet) return briefFindings(files, paint, link);
  return appliedFixes(fixed, paint) + prettyFindings(files, paint, link);
}

async function formatted(
  format: Exclude<Format, 'pretty'>,
  { files, rules }: Outcome,
  io: Io,
  parts: Parts,
): Promise<string> {
  if (format === 'json') return (await import('../report/json-findings.ts')).jsonFindings(files);
  const write = await loadFormat(format);
  const pages = format === 'sarif' ? await parts.loadPages() : {};
  return write({ files, rules, pages, version: parts.version, pathOf: projectPath(io) });
}

/** The exit status for files that were linted: failure outweighs findings. */
function statusOf(files: readonly FileReport[], setupOf: Outcome['setupOf']): ExitStatus {
  if (files.some(({ error }) => error !== null)) return exitStatus.failure;
  const failing = files.some(({ path, result }) => {
    const { failOn } = setupOf(path);
    return result?.findings.some((finding) => counts(finding, failOn)) === true;
  });
  return failing ? exitStatus.findings : exitStatus.clean;
}

function counts({ severity }: Finding, failOn: Threshold): boolean {
  return failOn !== 'never' && severities.indexOf(severity) <= severities.indexOf(failOn);
}
