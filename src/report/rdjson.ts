import type { Severity } from '../contract/finding.ts';
import type { Range } from '../text/line-index.ts';
import {
  json,
  type MachineReport,
  type PlacedFinding,
  placedErrors,
  placedFindings,
  unreadable,
} from './machine-report.ts';

const severities: Readonly<Record<Severity, string>> = { error: 'ERROR', warning: 'WARNING', info: 'INFO' };

/** The Reviewdog Diagnostic Format. Fixes of the file itself are its suggestions. */
export function rdjson(report: MachineReport): string {
  const errors = placedErrors(report).map(({ path, position, message }) => ({
    message,
    location: { path, ...(position !== null && { range: { start: position } }) },
    severity: 'ERROR',
    code: { value: unreadable.name },
  }));
  const findings = placedFindings(report).map((placed) => ({
    message: placed.finding.message,
    location: { path: placed.path, range: placed.range },
    severity: severities[placed.finding.severity],
    code: { value: placed.finding.code },
    suggestions: suggestions(placed),
    related_locations: placed.finding.startedBy.map(({ instruction, file, line }) => ({
      message: `started by ${instruction}`,
      location: { path: report.pathOf(file), range: { start: { line } } },
    })),
  }));
  return json({ source: { name: 'pid1-lint' }, diagnostics: [...errors, ...findings] });
}

/** A suggestion speaks of the finding's own file alone; a fix that needs several files cannot be one. */
function suggestions({ finding, rangeIn }: PlacedFinding): readonly { range: Range; text: string }[] {
  const edits = finding.fix?.edits ?? [];
  if (edits.some(({ file }) => file !== finding.file)) return [];
  return edits.map(({ file, span, newText }) => ({ range: rangeIn(file, span), text: newText }));
}
