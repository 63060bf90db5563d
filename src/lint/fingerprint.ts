import type { Finding } from '../contract/finding.ts';
import { hash } from '../text/hash.ts';
import type { LintResult } from './lint-file.ts';
import { textOf } from './model-builder.ts';

/** What a finding is known by from one run to the next. */
export interface Fingerprint {
  /** The same wherever in its file the place has moved, as long as what stands there is the same. */
  readonly id: string;
  /** How many findings with the same rule, file and text came before it. */
  readonly ordinal: number;
}

/**
 * The fingerprints of findings: the rule and what stands at the place, white space at the ends of lines left out, so
 * that they survive lines that come and go elsewhere.
 * @param results what was linted, in the order of the report
 */
export function fingerprints(results: readonly LintResult[]): ReadonlyMap<Finding, Fingerprint> {
  const seen = new Map<string, number>();
  const known = new Map<Finding, Fingerprint>();
  for (const result of results) {
    for (const finding of result.findings) {
      const id = hash(JSON.stringify([finding.code, placeText(finding, result)]));
      const key = JSON.stringify([finding.file, id]);
      const ordinal = seen.get(key) ?? 0;
      seen.set(key, ordinal + 1);
      known.set(finding, { id, ordinal });
    }
  }
  return known;
}

function placeText({ file, span }: Finding, result: LintResult): string {
  const text = textOf(result, file) ?? '';
  return text
    .slice(span.start, span.end)
    .split('\n')
    .map((line) => line.trim())
    .join('\n');
}
