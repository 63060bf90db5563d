import type { Finding } from '../../src/contract/finding.ts';
import type { FileReport } from '../../src/report/file-report.ts';
import type { MachineReport } from '../../src/report/machine-report.ts';
import { toyReport } from './report.ts';
import { toyRules } from './toy-rules.ts';

/** A file that could not be linted. */
export const brokenFile: FileReport = {
  path: 'b/Dockerfile',
  result: null,
  error: { message: 'unknown instruction: BROKEN', position: { line: 2, column: 1 } },
};

/** A report of files as formats for programs get it. */
export function machineReport(...files: readonly FileReport[]): MachineReport {
  const pages = { 'toy-ignored': '# PID901\n\nWhy.\n' };
  return { files, rules: toyRules, pages, version: '1.2.3', pathOf: (file) => file };
}

/** A linted file whose findings were changed. */
export function changedReport(report: FileReport, change: (finding: Finding) => Finding): FileReport {
  if (report.result === null) return report;
  return { ...report, result: { ...report.result, findings: report.result.findings.map(change) } };
}

/** One file with each kind of finding, one without, one that is broken, and what is hard to write. */
export function everyCase(): MachineReport {
  const nasty = changedReport(toyReport('FROM a\nCMD <&"\'%,:; --debug\n', 'c d/Döckerfile'), (finding) => ({
    ...finding,
    message: `${finding.message} <&"'%\r\n,:\u0000\uD800`,
    startedBy: [
      { instruction: 'CMD', file: 'c d/Döckerfile', line: 2 },
      { instruction: 'ENTRYPOINT', file: 'e/Dockerfile', line: 9 },
    ],
  }));
  const good = toyReport('FROM a\nCMD exec app\n', 'good/Dockerfile');
  return machineReport(toyReport('FROM debian\nCMD app --debug\n'), good, brokenFile, nasty);
}
