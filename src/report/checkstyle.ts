import { groupBy } from '../knowledge/group-by.ts';
import { type MachineReport, placedErrors, placedFindings, unreadable } from './machine-report.ts';
import { type Element, xml } from './xml.ts';

/** Checkstyle's XML, which most CI servers read. */
export function checkstyle(report: MachineReport): string {
  const errors = placedErrors(report).map(({ path, position, message }) => ({
    path,
    element: problem({
      line: position?.line ?? 1,
      column: position?.column,
      severity: 'error',
      message,
      source: `pid1-lint.${unreadable.name}`,
    }),
  }));
  const findings = placedFindings(report).map(({ finding, path, range: { start } }) => ({
    path,
    element: problem({
      line: start.line,
      column: start.column,
      severity: finding.severity,
      message: finding.message,
      source: `pid1-lint.${finding.code}`,
    }),
  }));
  const files = [...groupBy([...errors, ...findings], ({ path }) => path)].map(
    ([name, problems]): Element => {
      return { name: 'file', attributes: { name }, content: problems.map((one) => one.element) };
    },
  );
  return xml({ name: 'checkstyle', attributes: { version: '4.3' }, content: files });
}

function problem(attributes: Element['attributes'] & object): Element {
  return { name: 'error', attributes };
}
