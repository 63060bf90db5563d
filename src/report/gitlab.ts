import type { Severity } from '../contract/finding.ts';
import { hash } from '../text/hash.ts';
import { json, type MachineReport, placedErrors, placedFindings, unreadable } from './machine-report.ts';

const severities: Readonly<Record<Severity, string>> = { error: 'major', warning: 'minor', info: 'info' };

/** A Code Quality report as GitLab shows it in merge requests. */
export function gitlab(report: MachineReport): string {
  const errors = placedErrors(report).map(({ path, position, message }) => ({
    description: message,
    check_name: unreadable.name,
    fingerprint: hash(JSON.stringify([path, unreadable.name])),
    severity: 'blocker',
    location: { path, lines: { begin: position?.line ?? 1 } },
  }));
  const findings = placedFindings(report).map(({ finding, path, range, fingerprint }) => ({
    description: `${finding.code}: ${finding.message}`,
    check_name: finding.rule,
    fingerprint,
    severity: severities[finding.severity],
    location: { path, lines: { begin: range.start.line, end: range.end.line } },
  }));
  return json([...errors, ...findings]);
}
