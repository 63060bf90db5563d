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

/** An instruction that starts the script which a finding stands in. */
export interface Starter {
  /** `ENTRYPOINT` or `CMD`. */
  readonly instruction: string;
  /** The Dockerfile, as findings name it. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** What is said of a script, with the instructions that start it. */
export function withStarters(statement: string, startedBy: readonly Starter[]): string {
  const places = startedBy.map(({ instruction, file, line }) => `${instruction}, ${file}:${line}`);
  return places.length === 0 ? statement : `${statement} (started by ${inWords(places)})`;
}

function inWords(places: readonly string[]): string {
  const last = places.at(-1) ?? '';
  return places.length === 1 ? last : `${places.slice(0, -1).join('; ')} and ${last}`;
}

/** What a rule found, as reports show it. */
export interface Finding {
  readonly rule: string;
  readonly code: string;
  readonly severity: Severity;
  readonly file: string;
  readonly span: Span;
  /** What is wrong; for a script, with the instructions that start it. */
  readonly message: string;
  /** The message without those instructions. */
  readonly statement: string;
  /** For a finding in a script: who starts it, in every Dockerfile that was linted. */
  readonly startedBy: readonly Starter[];
  /** The stop outcome of the image it was found in. */
  readonly stop: StopOutcome;
  /** The signal that the image is stopped with, such as `SIGTERM`. */
  readonly stopSignal: string;
  /** The startup that the finding speaks of, for the picture beneath it. */
  readonly tree: ProcessNode | null;
  readonly why: readonly WhyStep[];
  readonly fix: Fix | null;
}
