import { spawnSync } from 'node:child_process';
import type { Competitor } from './competitors.ts';
import type { Command } from './run-command.ts';

/** How many files are given to linters that take long for each. */
const sampleSize = 100;

/**
 * Some of the files, from all over the list, that every linter reads: one that refuses one of many files may end there and
 * then, and would seem fast.
 * @throws when a linter fails without naming a file, or says nothing of any of them
 */
export function acceptedSample(files: readonly string[], linters: readonly Competitor[]): readonly string[] {
  const step = Math.max(1, files.length / sampleSize);
  const sample = files.filter((_, index) => Math.floor(index % step) === 0).slice(0, sampleSize);
  return linters.reduce(acceptedBy, sample);
}

/** The files that pid1-lint reads; what it refuses, BuildKit refuses as well. @param program its start-up file */
export function readableFiles(program: string, files: readonly string[]): readonly string[] {
  const { stdout } = output([process.execPath, program, '--format', 'json', ...files]);
  const report: { readonly files: readonly { readonly path: string; readonly error: string | null }[] } =
    JSON.parse(stdout);
  return report.files.filter(({ error }) => error === null).map(({ path }) => path);
}

function acceptedBy(files: readonly string[], { name, command }: Competitor): readonly string[] {
  const { status, stdout, stderr } = output(command(files));
  if (status === 0 && stdout !== '') return files;
  const refused = files.filter((file) => stderr.includes(file));
  if (refused.length === 0)
    throw new Error(`${name} lints nothing (status ${status}): ${stderr.slice(0, 500)}`);
  return acceptedBy(
    files.filter((file) => !refused.includes(file)),
    { name, command, isLinter: true },
  );
}

function output([program, ...args]: Command) {
  const run = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 2 ** 30 });
  if (run.error) throw run.error;
  return run;
}
