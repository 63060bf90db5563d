import type { Severity } from '../contract/finding.ts';
import { type MachineReport, placedErrors, placedFindings } from './machine-report.ts';

const commands: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

/** Workflow commands of GitHub Actions: each finding becomes an annotation of the pull request's lines. */
export function github(report: MachineReport): string {
  const errors = placedErrors(report).map(({ path, position, message }) =>
    command(
      'error',
      { file: path, line: position?.line, col: position?.column, title: 'pid1-lint' },
      message,
    ),
  );
  const findings = placedFindings(report).map(({ finding, path, range: { start, end } }) => {
    const oneLine = start.line === end.line && end.column > start.column;
    const place = {
      file: path,
      line: start.line,
      endLine: end.line,
      // GitHub takes columns only of a range within one line.
      col: oneLine ? start.column : undefined,
      endColumn: oneLine ? end.column : undefined,
      title: `${finding.code} ${finding.rule}`,
    };
    return command(commands[finding.severity], place, finding.message);
  });
  return [...errors, ...findings].join('');
}

type Properties = Readonly<Record<string, string | number | undefined>>;

function command(name: string, properties: Properties, message: string): string {
  const written = Object.entries(properties).flatMap(([key, value]) =>
    value === undefined
      ? []
      : [`${key}=${data(String(value)).replaceAll(':', '%3A').replaceAll(',', '%2C')}`],
  );
  return `::${name} ${written.join(',')}::${data(message)}\n`;
}

/** As the runner's own toolkit escapes them. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
