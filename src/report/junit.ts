import { groupBy } from '../knowledge/group-by.ts';
import {
  type MachineReport,
  type PlacedError,
  type PlacedFinding,
  placedErrors,
  placedFindings,
} from './machine-report.ts';
import { type Element, xml } from './xml.ts';

/**
 * JUnit's XML as Jenkins and GitLab read it: a suite for each file, a failed test for each finding, and a passed one
 * for a file without findings.
 */
export function junit(report: MachineReport): string {
  const findings = groupBy(placedFindings(report), ({ path }) => path);
  const errors = groupBy(placedErrors(report), ({ path }) => path);
  const paths = new Set([...report.files.map(({ path }) => report.pathOf(path)), ...findings.keys()]);
  const suites = [...paths].map((path) => suite(path, findings.get(path) ?? [], errors.get(path) ?? []));
  const total = (name: string): number =>
    suites.reduce((sum, { attributes = {} }) => sum + Number(attributes[name]), 0);
  const attributes = {
    name: 'pid1-lint',
    tests: total('tests'),
    failures: total('failures'),
    errors: total('errors'),
  };
  return xml({ name: 'testsuites', attributes, content: suites });
}

function suite(path: string, findings: readonly PlacedFinding[], errors: readonly PlacedError[]): Element {
  const cases = [...errors.map(errorCase), ...findings.map(findingCase)];
  const passed: Element = { name: 'testcase', attributes: { name: 'stops well', classname: path, time: 0 } };
  return {
    name: 'testsuite',
    attributes: {
      name: path,
      tests: Math.max(1, cases.length),
      failures: findings.length,
      errors: errors.length,
      skipped: 0,
      time: 0,
    },
    content: cases.length === 0 ? [passed] : cases,
  };
}

function findingCase({ finding, path, range: { start } }: PlacedFinding): Element {
  const { code, rule, severity, message } = finding;
  const text = `${path}:${start.line}:${start.column}: ${severity}: ${message}`;
  const failure: Element = { name: 'failure', attributes: { message, type: severity }, content: text };
  const name = `${code} ${rule}, line ${start.line}`;
  return { name: 'testcase', attributes: { name, classname: path, time: 0 }, content: [failure] };
}

function errorCase({ path, message, position }: PlacedError): Element {
  const text =
    position === null ? `${path}: ${message}` : `${path}:${position.line}:${position.column}: ${message}`;
  const error: Element = { name: 'error', attributes: { message, type: 'error' }, content: text };
  return {
    name: 'testcase',
    attributes: { name: 'can be linted', classname: path, time: 0 },
    content: [error],
  };
}
