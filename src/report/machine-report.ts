import type { Finding } from '../contract/finding.ts';
import type { RuleMetadata } from '../contract/rule.ts';
import { fingerprints } from '../lint/fingerprint.ts';
import { hash } from '../text/hash.ts';
import type { Range } from '../text/line-index.ts';
import type { Span } from '../text/span.ts';
import { createTexts, type FileError, type FileReport } from './file-report.ts';

/** What the formats for programs are written from. */
export interface MachineReport {
  readonly files: readonly FileReport[];
  /** The rules that were run, with their severities. */
  readonly rules: readonly RuleMetadata[];
  /** The pages of the rules, in Markdown, by name. */
  readonly pages: Readonly<Record<string, string>>;
  /** Of pid1-lint. */
  readonly version: string;
  /** A file's path as the reader of the report knows it, with `/` between folders. */
  readonly pathOf: (file: string) => string;
}

/** A format for programs: data in, text out. */
export type MachineFormat = (report: MachineReport) => string;

/** A finding with its place in lines and columns. */
export interface PlacedFinding {
  readonly finding: Finding;
  readonly path: string;
  readonly range: Range;
  /** No two findings of a report have the same; survives lines that come and go elsewhere in the file. */
  readonly fingerprint: string;
  /** The lines and columns of another place that the finding speaks of. */
  readonly rangeIn: (file: string, span: Span) => Range;
}

/** A file that could not be linted. */
export interface PlacedError extends FileError {
  readonly path: string;
}

/** The rule that files which cannot be linted are reported under, by formats that know nothing but rules. */
export const unreadable = {
  name: 'unreadable-file',
  summary: 'the file cannot be read, or no engine would build it',
} as const;

/** Every finding of a report, in its order. */
export function placedFindings({ files, pathOf }: MachineReport): readonly PlacedFinding[] {
  const results = files.flatMap(({ result }) => result ?? []);
  const known = fingerprints(results);
  return results.flatMap((result) => {
    const texts = createTexts(result);
    const rangeIn = (file: string, span: Span): Range => texts(file).lines.range(span);
    return result.findings.map((finding): PlacedFinding => {
      const path = pathOf(finding.file);
      const { id, ordinal } = known.get(finding) ?? { id: '', ordinal: 0 };
      const fingerprint = hash(JSON.stringify([path, id, ordinal]));
      return { finding, path, range: rangeIn(finding.file, finding.span), fingerprint, rangeIn };
    });
  });
}

/** Every file of a report that could not be linted. */
export function placedErrors({ files, pathOf }: MachineReport): readonly PlacedError[] {
  return files.flatMap(({ path, error }) => (error === null ? [] : [{ ...error, path: pathOf(path) }]));
}

/** Data as JSON with a newline at its end. */
export function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
