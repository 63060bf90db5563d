import { type Finding, withStarters } from '../contract/finding.ts';
import { isWorse } from '../startup/stop/outcome-rank.ts';
import type { LintResult } from './lint-file.ts';

/** A finding in a script, with the Dockerfile that it is told of and all who start it. */
interface Shared {
  readonly path: string;
  readonly finding: Finding;
}

/**
 * The findings of several Dockerfiles, those in a script that more than one of them uses once: where the
 * outcome is worst, with the instructions of all Dockerfiles that start it.
 */
export function shareFindings(results: readonly LintResult[]): readonly LintResult[] {
  const shared = new Map<string, Shared>();
  for (const { source, findings } of results) {
    for (const finding of findings.filter(({ file }) => file !== source.path)) {
      const before = shared.get(keyOf(finding));
      const now = { path: source.path, finding };
      shared.set(keyOf(finding), before === undefined ? now : merged(before, now));
    }
  }
  return results.map((result) => {
    const findings = result.findings.flatMap((finding) => {
      if (finding.file === result.source.path) return [finding];
      const one = shared.get(keyOf(finding));
      return one?.path === result.source.path ? [one.finding] : [];
    });
    return { ...result, findings };
  });
}

/** What is one finding to the script's author: the rule and the place. */
function keyOf({ code, file, span }: Finding): string {
  return JSON.stringify([code, file, span.start, span.end]);
}

function merged(first: Shared, second: Shared): Shared {
  const { path, finding } = isWorse(second.finding.stop, first.finding.stop) ? second : first;
  const startedBy = [...first.finding.startedBy, ...second.finding.startedBy];
  return { path, finding: { ...finding, startedBy, message: withStarters(finding.statement, startedBy) } };
}
