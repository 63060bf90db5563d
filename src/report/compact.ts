import { type MachineReport, placedErrors, placedFindings } from './machine-report.ts';
import { printable } from './printable.ts';

/**
 * One line for each finding as the GNU standards write messages: `FILE:LINE:COLUMN: SEVERITY: MESSAGE [CODE NAME]`.
 * Editors and CI servers read it without being told how.
 */
export function compact(report: MachineReport): string {
  const errors = placedErrors(report).map(({ path, position, message }) => {
    const place = position === null ? path : `${path}:${position.line}:${position.column}`;
    return `${place}: error: ${message}`;
  });
  const findings = placedFindings(report).map(({ finding, path, range: { start } }) => {
    const { severity, message, code, rule } = finding;
    const kind = severity === 'info' ? 'note' : severity;
    return `${path}:${start.line}:${start.column}: ${kind}: ${message} [${code} ${rule}]`;
  });
  return [...errors, ...findings].map((line) => `${printable(line).replaceAll('\n', ' ')}\n`).join('');
}
