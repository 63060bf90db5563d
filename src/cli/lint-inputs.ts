import type { FileReport } from '../report/file-report.ts';
import type { LintJob } from './fix-input.ts';
import { tellsFixes } from './formats.ts';
import type { Io } from './io.ts';
import { lintInput } from './lint-input.ts';
import type { LintOptions } from './options.ts';
import type { Parts } from './parts.ts';
import { createProgress } from './progress.ts';
import { type Linted, nothingTaken, type SharedWork, takeFiles } from './shared-work.ts';

/** With fewer files for each thread, starting one more takes longer than it saves. */
const filesPerThread = 150;

/**
 * Lints all inputs, with several threads where that pays or `--jobs` asks for it. What comes back is in the order of
 * the inputs and the same whoever linted them; what a thread that broke down had taken up is linted here.
 */
export async function lintInputs(
  { inputs, model, setupOf }: LintJob,
  options: LintOptions,
  io: Io,
  parts: Parts,
): Promise<readonly FileReport[]> {
  const fixes = tellsFixes(options);
  const lint = (index: number): FileReport => {
    const input = inputs[index] as LintJob['inputs'][number];
    return lintInput(input, model, { ...setupOf(input.path), fixes });
  };
  const work: SharedWork = { options, cwd: io.cwd, inputs, next: nothingTaken() };
  const others = await startOthers(work, parts);
  const reports = new Map<number, FileReport>();
  const progress = createProgress(io, inputs.length, options.quiet);
  for (const index of takeFiles(work)) {
    progress.next(inputs[index]?.path ?? '', index + 1);
    reports.set(index, lint(index));
  }
  for (const linted of await Promise.all(others)) {
    for (const [index, report] of linted) reports.set(index, report);
  }
  progress.done();
  return inputs.map((_, index) => reports.get(index) ?? lint(index));
}

/** Starts the threads that are to help this one. */
async function startOthers(work: SharedWork, parts: Parts): Promise<readonly Promise<readonly Linted[]>[]> {
  const { jobs } = work.options;
  const files = work.inputs.length;
  const wanted = jobs ?? Math.floor(files / filesPerThread);
  if (wanted < 2 || files < 2 || parts.loadHelpers === undefined) return [];
  const { processors, start } = await parts.loadHelpers();
  const threads = Math.min(wanted, files, jobs ?? processors);
  return Array.from({ length: threads - 1 }, () => start(work));
}
