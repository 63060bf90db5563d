import { severities } from '../contract/finding.ts';
import { groupBy } from '../knowledge/group-by.ts';
import type { FileReport } from './file-report.ts';
import type { Paint } from './paint.ts';
import { severityCounts } from './summary.ts';

/** One line for each file with findings, those with the most errors first; empty when a single Dockerfile was linted. */
export function fileSummary(files: readonly FileReport[], paint: Paint): readonly string[] {
  const findings = files.flatMap(({ result }) => result?.findings ?? []);
  const byFile = [...groupBy(findings, ({ file }) => file)].map(([file, own]) => ({
    file,
    counts: severities.map((severity) => own.filter((finding) => finding.severity === severity).length),
    text: severityCounts(own),
  }));
  if (files.length < 2 || byFile.length < 2) return [];
  byFile.sort((a, b) => compare(a.counts, b.counts));
  const width = Math.max(...byFile.map(({ file }) => file.length));
  return byFile.map(({ file, text }) => `${file.padEnd(width)}  ${paint.dim(text)}`);
}

/** More of what is worse comes first. */
function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((number, index) => number !== b[index]);
  return at === -1 ? 0 : (b[at] ?? 0) - (a[at] ?? 0);
}
