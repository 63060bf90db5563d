import { readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readableFiles } from './bench/accepted-files.ts';
import { coldStart } from './bench/cold-start.ts';
import { competitors } from './bench/competitors.ts';
import { growth } from './bench/growth.ts';
import { page, type Results, tables } from './bench/page.ts';
import { createRunner } from './bench/run-command.ts';
import { besideLinters, throughput } from './bench/throughput.ts';

const usage = `npm run bench [-- FOLDER] [--write] [--once]
FOLDER: Dockerfiles to measure the throughput with; default: those of fixtures/
--write: also write docs/performance.md and docs/performance.json
--once: measure everything once, for a first look; else medians of several runs are taken`;

const flags = ['--write', '--once'];

/** Measures how fast the built program is, beside what else is installed; returns the exit status. */
export async function main(root: string, args: readonly string[]): Promise<number> {
  const folders = args.filter((arg) => !arg.startsWith('-'));
  if (folders.length > 1 || args.some((arg) => arg.startsWith('-') && !flags.includes(arg))) {
    process.stderr.write(`${usage}\n`);
    return 2;
  }
  const rounds = args.includes('--once') ? { coldStart: 1, others: 1 } : { coldStart: 25, others: 3 };
  const program = join(root, 'dist', 'pid1-lint.js');
  const others = competitors(root);
  const runner = createRunner();
  try {
    const files = readableFiles(program, dockerfiles(resolve(root, folders[0] ?? 'fixtures')));
    const results: Results = {
      node: process.version,
      coldStart: coldStart(runner, program, others, rounds.coldStart),
      throughput: throughput(runner, program, files, others, rounds.others),
      linters: besideLinters(runner, program, files, others, rounds.others),
      growth: growth(runner, program, rounds.others),
    };
    process.stdout.write(tables(results));
    if (args.includes('--write')) {
      writeFileSync(join(root, 'docs', 'performance.json'), `${JSON.stringify(results, null, 2)}\n`);
      writeFileSync(join(root, 'docs', 'performance.md'), page(results));
    }
    return 0;
  } finally {
    runner.close();
  }
}

function dockerfiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /(^|\/)Dockerfile$|\.Dockerfile$/.test(path))
    .sort()
    .map((path) => join(folder, path));
}
