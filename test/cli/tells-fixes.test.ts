import { expect, it } from 'vitest';
import { type Format, formats, loadFormat, tellsFixes } from '../../src/cli/formats.ts';
import type { FileReport } from '../../src/report/file-report.ts';
import { jsonFindings } from '../../src/report/json-findings.ts';
import { plain } from '../../src/report/paint.ts';
import { prettyFindings } from '../../src/report/pretty-findings.ts';
import { toyReport } from '../support/report.ts';
import { toyRules } from '../support/toy-rules.ts';

async function written(format: Format, files: readonly FileReport[]): Promise<string> {
  if (format === 'json') return jsonFindings(files);
  if (format === 'pretty') return prettyFindings(files, plain);
  const write = await loadFormat(format);
  return write({ files, rules: toyRules, pages: {}, version: '1', pathOf: (file) => file });
}

it.each(formats)('the format %s is one that tells fixes, or reads the same without them', async (format) => {
  const report = toyReport('FROM debian\nCMD app\n');
  if (report.result === null) throw new Error('the toy model takes this text');
  const findings = report.result.findings.map((finding) => ({ ...finding, fix: null }));
  const without = { ...report, result: { ...report.result, findings } };
  const same = (await written(format, [report])) === (await written(format, [without]));
  expect(tellsFixes({ format, output: null, quiet: false })).toBe(!same);
});

it.each([
  [null, null, false, true],
  [null, null, true, false],
  ['pretty', null, true, false],
  ['json', null, true, true],
  ['sarif', null, false, true],
  ['junit', null, false, false],
  // What people read on the terminal beside a file.
  ['junit', 'report.xml', false, true],
  ['junit', 'report.xml', true, false],
  ['rdjson', 'report.json', true, true],
] as const)('format %s, output %s, quiet %s: fixes are told: %s', (format, output, quiet, told) => {
  expect(tellsFixes({ format, output, quiet })).toBe(told);
});
