import { unifiedDiff } from '../fix/unified-diff.ts';
import { shareFindings } from '../lint/share-findings.ts';
import { count } from '../report/summary.ts';
import { type ExitStatus, exitStatus } from './exit-status.ts';
import { changedBy, fixInput, type LintJob } from './fix-input.ts';
import type { Io } from './io.ts';
import type { LintOptions } from './options.ts';
import { say } from './say.ts';
import { sayErrors } from './say-errors.ts';
import { writeReport } from './write-report.ts';

/** `--diff`: prints what `--fix` would change and writes nothing. */
export function showDiff(job: LintJob, options: LintOptions, io: Io): ExitStatus {
  let changed: ReadonlyMap<string, string> = new Map();
  const files = job.inputs.map((input) => {
    const fixed = fixInput(input, job, options, { changed, otherFiles: true });
    if (fixed.run !== null) changed = changedBy(changed, fixed.run);
    return fixed;
  });
  sayErrors(
    files.map(({ report }) => report),
    io,
  );
  const runs = files.flatMap(({ run }) => run ?? []);
  const diff = unifiedDiff(runs.flatMap(({ changes }) => changes));
  if (!options.quiet) {
    const fixes = runs.flatMap(({ applied }) => applied).length;
    const left = shareFindings(runs.map(({ result }) => result)).flatMap(({ findings }) => findings).length;
    say(io, `${count(fixes, 'fix', 'fixes')} would be applied; ${count(left, 'finding')} would remain`);
  }
  return writeReport(diff, options.output, statusOf(diff, runs.length < files.length), io);
}

function statusOf(diff: string, failed: boolean): ExitStatus {
  if (failed) return exitStatus.failure;
  return diff === '' ? exitStatus.clean : exitStatus.findings;
}
