import type { ProcessNode, StopOutcome, WhyStep } from '../startup/model.ts';
import type { Span } from '../text/span.ts';

/** How much a finding matters, most first. */
export const severities = ['error', 'warning', 'info'] as const;
export type Severity = (typeof severities)[number];

/** A change of one place in one file; offsets into the text that was linted. */
export interface Edit {
  readonly file: string;
  readonly span: Span;
  readonly newText: string;
}

/** `safe` keeps what the workload sees; `unsafe` changes the image or what arguments mean. */
export type FixSafety = 'safe' | 'unsafe';

/** A fix is applied whole or not at all. */
export interface Fix {
  readonly title: string;
  readonly safety: FixSafety;
  readonly edits: readonly Edit[];
}

/** A message with the instructions that start the script which it speaks of. */
export function withStarters(message: string, startedBy: readonly string[]): string {
  return startedBy.length === 0 ? message : `${message} (started by ${startedBy.join(' and ')})`;
}

/** What a rule found, as reports show it. */
export interface Finding {
  readonly rule: string;
  readonly code: string;
  readonly severity: Severity;
  readonly file: string;
  readonly span: Span;
  readonly message: string;
  /** The stop outcome of the image it was found in. */
  readonly stop: StopOutcome;
  /** The signal that the image is stopped with, such as `SIGTERM`. */
  readonly stopSignal: string;
  /** The startup that the finding speaks of, for the picture beneath it. */
  readonly tree: ProcessNode | null;
  readonly why: readonly WhyStep[];
  readonly fix: Fix | null;
  /** For a finding in a script: the instructions that start it, as `ENTRYPOINT, Dockerfile:3`. */
  readonly startedBy?: readonly string[];
}
