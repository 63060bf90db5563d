import type { Severity } from '../contract/finding.ts';
import type { Range } from '../text/line-index.ts';
import { json, type MachineReport, placedErrors, placedFindings, unreadable } from './machine-report.ts';

/** By their name of the Clean Code taxonomy, and by the one of before it, which old servers want. */
const severities: Readonly<Record<Severity, { readonly impact: string; readonly old: string }>> = {
  error: { impact: 'HIGH', old: 'CRITICAL' },
  warning: { impact: 'MEDIUM', old: 'MAJOR' },
  info: { impact: 'LOW', old: 'MINOR' },
};

/** SonarQube's generic issue format, with the rules that are needed for it. */
export function sonarqube(report: MachineReport): string {
  const errors = placedErrors(report).map(({ path, position, message }) => ({
    ruleId: unreadable.name,
    primaryLocation: {
      message,
      filePath: path,
      ...(position !== null && { textRange: { startLine: position.line } }),
    },
  }));
  const findings = placedFindings(report).map(({ finding, path, range }) => ({
    ruleId: finding.code,
    primaryLocation: { message: finding.message, filePath: path, textRange: textRange(range) },
    secondaryLocations: finding.startedBy.map(({ instruction, file, line }) => ({
      message: `started by ${instruction}`,
      filePath: report.pathOf(file),
      textRange: { startLine: line },
    })),
  }));
  const issues = [...errors, ...findings];
  const used = new Set(issues.map(({ ruleId }) => ruleId));
  const unreadableRule = rule(unreadable.name, unreadable.name, unreadable.summary, 'error');
  const rules = [
    ...(errors.length === 0 ? [] : [unreadableRule]),
    ...report.rules
      .filter(({ code }) => used.has(code))
      .map(({ code, name, summary, severity }) => rule(code, name, summary, severity)),
  ];
  return json({ rules, issues });
}

function rule(id: string, name: string, description: string, severity: Severity) {
  const { impact, old } = severities[severity];
  return {
    id,
    name,
    description,
    engineId: 'pid1-lint',
    cleanCodeAttribute: 'LOGICAL',
    type: 'BUG',
    severity: old,
    impacts: [{ softwareQuality: 'RELIABILITY', severity: impact }],
  };
}

/** Columns count from 0 there, and an empty range is refused: the line alone says it then. */
function textRange({ start, end }: Range) {
  if (start.line === end.line && start.column === end.column) return { startLine: start.line };
  return {
    startLine: start.line,
    endLine: end.line,
    startColumn: start.column - 1,
    endColumn: end.column - 1,
  };
}
