import { beforeNotes } from './before-notes.ts';
import type { ColdStart } from './cold-start.ts';
import { coldStartNotes } from './cold-start-notes.ts';
import type { Growth } from './growth.ts';
import type { Throughput } from './throughput.ts';

/** All that one run of the benchmark measured. */
export interface Results {
  /** Node's version. */
  readonly node: string;
  readonly coldStart: readonly ColdStart[];
  readonly throughput: readonly Throughput[];
  /** On some of the files; empty where no other linter is installed. */
  readonly linters: readonly Throughput[];
  readonly growth: readonly Growth[];
}

/** The results as Markdown tables, which a terminal shows as well. */
export function tables({ coldStart, throughput, linters, growth }: Results): string {
  return [
    '## One Dockerfile, the whole process',
    table(
      ['', 'ms', '× node -e 0', 'CPU ms', '× node -e 0'],
      coldStart.map(({ name, milliseconds, ratio, cpuMilliseconds, cpuRatio }) => [
        name,
        milliseconds.toFixed(0),
        ratio.toFixed(2),
        cpuMilliseconds?.toFixed(0) ?? '',
        cpuRatio?.toFixed(2) ?? '',
      ]),
    ),
    ...throughputTable('Dockerfiles in one process', throughput),
    ...throughputTable('of them, beside other linters', linters),
    '## Large inputs: a quarter, a half, all',
    table(
      ['', 'size', 'ms', 'MiB', 'ms, of the first'],
      growth.map(({ name, sizes }) => [
        name,
        sizes.map(({ size }) => size.toLocaleString('en')).join(' · '),
        sizes.map(({ milliseconds }) => milliseconds.toFixed(0)).join(' · '),
        sizes.map(({ mebibytes }) => mebibytes.toFixed(0)).join(' · '),
        sizes
          .map(({ milliseconds }) => `× ${(milliseconds / (sizes[0]?.milliseconds ?? 1)).toFixed(1)}`)
          .join(' · '),
      ]),
    ),
  ]
    .join('\n\n')
    .concat('\n');
}

function throughputTable(title: string, all: readonly Throughput[]): readonly string[] {
  if (all.length === 0) return [];
  const rows = all.map(({ name, files, milliseconds, cpuMilliseconds, mebibytes, ratio }) => [
    name,
    milliseconds.toFixed(0),
    (milliseconds / files).toFixed(2),
    ratio.toFixed(2),
    cpuMilliseconds?.toFixed(0) ?? '',
    mebibytes?.toFixed(0) ?? '',
  ]);
  const head = ['', 'ms', 'ms per file', '× parsing alone', 'CPU ms', 'MiB'];
  return [`## ${all[0]?.files ?? 0} ${title}`, table(head, rows)];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`;
  const rule = `|${widths.map((width, column) => (column === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}

/** The page of the documentation. */
export function page(results: Results): string {
  return `# How fast it is

Measured by \`npm run bench\` with Node ${results.node}: medians of whole processes, run in turns. Times are those of
one machine on one day; what can be compared are the ratios of one run.

${tables(results)}
${beforeNotes}
${coldStartNotes}`;
}
