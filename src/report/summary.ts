import { type Finding, severities } from '../contract/finding.ts';
import type { FileReport } from './file-report.ts';

/** The last line of a report: how many findings of which severity, and what `--fix` can do about them. */
export function summaryLine(files: readonly FileReport[]): string {
  const linted = files.flatMap(({ result }) => result ?? []);
  const findings = linted.flatMap((result) => result.findings);
  const ignored = linted.flatMap((result) => result.ignored).length;
  const baselined = linted.reduce((sum, result) => sum + result.baselined, 0);
  const bySeverity = severityCounts(findings);
  const total = findings.length === 0 ? 'No findings' : `${count(findings.length, 'finding')}`;
  const parts = [
    `${total} in ${count(linted.length, 'file')}${bySeverity === '' ? '' : ` (${bySeverity})`}`,
    ...(ignored === 0 ? [] : [`${ignored} ignored by comments`]),
    ...(baselined === 0 ? [] : [`${baselined} known by the baseline`]),
  ];
  return `${[parts.join(', '), ...fixable(findings.map(({ fix }) => fix?.safety ?? null))].join('; ')}.`;
}

function fixable(safeties: readonly (string | null)[]): readonly string[] {
  const safe = safeties.filter((safety) => safety === 'safe').length;
  const unsafe = safeties.filter((safety) => safety === 'unsafe').length;
  if (safe === 0 && unsafe === 0) return [];
  if (unsafe === 0) return [`--fix mends ${safe}`];
  if (safe === 0) return [`--fix --unsafe-fixes mends ${unsafe}`];
  return [`--fix mends ${safe}, with --unsafe-fixes ${safe + unsafe}`];
}

/** How many of each severity: `2 errors, 1 info`; empty for none. */
export function severityCounts(findings: readonly Pick<Finding, 'severity'>[]): string {
  return severities
    .flatMap((severity) => {
      const number = findings.filter((finding) => finding.severity === severity).length;
      return number === 0 ? [] : [severity === 'info' ? `${number} info` : count(number, severity)];
    })
    .join(', ');
}

/** `1 file`, `2 files`. */
export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : plural}`;
}
