import { type Finding, severities } from '../contract/finding.ts';
import type { FixRun } from '../fix/fix-file.ts';
import { appliedFixes } from '../report/applied-fixes.ts';
import { type FileReport, sharedReports } from '../report/file-report.ts';
import { jsonFindings } from '../report/json-findings.ts';
import { briefFindings, prettyFindings } from '../report/pretty-findings.ts';
import { type ExitStatus, exitStatus } from './exit-status.ts';
import type { Io } from './io.ts';
import type { LintOptions } from './options.ts';
import { paintFor } from './paint-for.ts';
import { sayErrors, sayNotices } from './say-errors.ts';
import { writeReport } from './write-report.ts';

/** Reports what linting brought, and what was fixed before, and gives the exit status. */
export function reportFindings(
  linted: readonly FileReport[],
  options: LintOptions,
  io: Io,
  fixed: readonly FixRun[] = [],
): ExitStatus {
  const files = sharedReports(linted);
  sayErrors(files, io);
  if (!options.quiet) sayNotices(files, io);
  const status = statusOf(files, options.failOn);
  return writeReport(reportText(files, fixed, options, io), options.output, status, io);
}

function reportText(
  files: readonly FileReport[],
  fixed: readonly FixRun[],
  options: LintOptions,
  io: Io,
): string {
  if (options.format === 'json') return jsonFindings(files);
  const paint = paintFor(options, io);
  if (options.quiet) return briefFindings(files, paint);
  return appliedFixes(fixed, paint) + prettyFindings(files, paint);
}

/** The exit status for files that were linted: failure outweighs findings. */
function statusOf(files: readonly FileReport[], failOn: LintOptions['failOn']): ExitStatus {
  if (files.some(({ error }) => error !== null)) return exitStatus.failure;
  const findings = files.flatMap(({ result }) => result?.findings ?? []);
  return findings.some((finding) => counts(finding, failOn)) ? exitStatus.findings : exitStatus.clean;
}

function counts({ severity }: Finding, failOn: LintOptions['failOn']): boolean {
  return failOn !== 'never' && severities.indexOf(severity) <= severities.indexOf(failOn);
}
