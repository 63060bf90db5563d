import type { Finding } from '../contract/finding.ts';
import { fingerprints } from './fingerprint.ts';
import type { LintResult } from './lint-file.ts';

/** Findings that are known: how many of the same kind at the same text of one file. */
export interface BaselineEntry {
  /** From the folder of the baseline, `/` between folders. */
  readonly file: string;
  readonly code: string;
  readonly rule: string;
  readonly fingerprint: string;
  readonly count: number;
  /** For people: what the finding says. Not compared. */
  readonly statement: string;
}

/** What a baseline leaves of a report. */
export interface Compared {
  readonly results: readonly LintResult[];
  /** Entries of the files that were linted which nothing was found for any more. */
  readonly gone: readonly BaselineEntry[];
}

/** Names a file as baselines do. */
export type PathOf = (file: string) => string;

/** Takes the findings that a baseline knows out of results, and counts them in `baselined`. */
export function compareWithBaseline(
  results: readonly LintResult[],
  baseline: readonly BaselineEntry[],
  pathOf: PathOf,
): Compared {
  const left = new Map(baseline.map((entry) => [keyOf(entry), entry.count]));
  const known = fingerprints(results);
  const isNew = (finding: Finding): boolean => {
    const key = keyOf(entryOf(finding, known.get(finding)?.id ?? '', pathOf));
    const count = left.get(key) ?? 0;
    if (count > 0) left.set(key, count - 1);
    return count === 0;
  };
  const compared = results.map((result) => {
    const findings = result.findings.filter(isNew);
    return { ...result, findings, baselined: result.findings.length - findings.length };
  });
  const linted = lintedFiles(results, pathOf);
  const gone = baseline.flatMap((entry) => {
    const count = left.get(keyOf(entry)) ?? 0;
    return count > 0 && linted.has(entry.file) ? [{ ...entry, count }] : [];
  });
  return { results: compared, gone };
}

/** The baseline that knows all findings of results; of files that were not linted it keeps what it knew. */
export function updatedBaseline(
  results: readonly LintResult[],
  before: readonly BaselineEntry[],
  pathOf: PathOf,
): readonly BaselineEntry[] {
  const linted = lintedFiles(results, pathOf);
  const known = fingerprints(results);
  const entries = new Map<string, BaselineEntry>();
  for (const entry of before.filter(({ file }) => !linted.has(file))) entries.set(keyOf(entry), entry);
  for (const finding of results.flatMap(({ findings }) => findings)) {
    const entry = entryOf(finding, known.get(finding)?.id ?? '', pathOf);
    const count = entries.get(keyOf(entry))?.count ?? 0;
    entries.set(keyOf(entry), { ...entry, count: count + 1 });
  }
  return [...entries.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

/** The Dockerfiles of results and the scripts that they use. */
function lintedFiles(results: readonly LintResult[], pathOf: PathOf): ReadonlySet<string> {
  return new Set(results.flatMap(({ source, texts }) => [source.path, ...texts.keys()]).map(pathOf));
}

function entryOf(finding: Finding, fingerprint: string, pathOf: PathOf): BaselineEntry {
  const { file, code, rule, statement } = finding;
  return { file: pathOf(file), code, rule, fingerprint, count: 1, statement };
}

function keyOf({ file, code, fingerprint }: BaselineEntry): string {
  return JSON.stringify([file, code, fingerprint]);
}

/** A baseline as the text of a file. */
export function baselineText(entries: readonly BaselineEntry[]): string {
  return `${JSON.stringify({ schemaVersion: 1, findings: entries }, null, 2)}\n`;
}

/** The entries of a baseline file, or why it is none. */
export function readBaseline(
  text: string,
): { readonly entries: readonly BaselineEntry[] } | { readonly problem: string } {
  try {
    const data = JSON.parse(text);
    if (data?.schemaVersion !== 1) return { problem: 'this is no baseline that this version can read' };
    if (!Array.isArray(data.findings) || !data.findings.every(isEntry)) {
      return { problem: 'this baseline is damaged; --update-baseline writes a new one' };
    }
    return { entries: data.findings };
  } catch (error) {
    return { problem: `this is no baseline: ${error instanceof Error ? error.message : String(error)}` };
  }
}

function isEntry(value: unknown): value is BaselineEntry {
  const entry = value as BaselineEntry | null;
  return (
    typeof entry?.file === 'string' &&
    typeof entry.code === 'string' &&
    typeof entry.fingerprint === 'string' &&
    Number.isInteger(entry.count)
  );
}
