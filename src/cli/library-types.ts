// The types of the library. This file imports nothing: the build hands it out as it is.

/** A Dockerfile as text, beside or instead of files. */
export interface TextInput {
  readonly text: string;
  /** What to call it; scripts that it copies are looked for from there. Default: `<stdin>`, without any files. */
  readonly path?: string;
}

export interface Options {
  /** Where paths are looked for; default: the working directory. */
  readonly cwd?: string;
  /** Root of the build context; default: the Dockerfile's folder, or one above that holds what it copies. */
  readonly context?: string;
  /** Look at this stage only. */
  readonly target?: string;
  readonly buildArgs?: Readonly<Record<string, string>>;
  /** A configuration file for all files; default: the one nearest to each. */
  readonly config?: string;
  /** Whether ignore comments count; default: true. */
  readonly ignores?: boolean;
}

export interface FixOptions extends Options {
  /** Also fixes that change the image or what arguments mean; default: false. */
  readonly unsafe?: boolean;
  /** The init that fixes put at PID 1. */
  readonly init?: 'tini' | 'dumb-init' | 'catatonit' | 'none';
}

export type Severity = 'error' | 'warning' | 'info';
export type StopOutcome = 'graceful' | 'cut-short' | 'unnotified' | 'ignored' | 'no-workload' | 'unknown';

/** Both numbers start at 1; columns count UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** `end` is exclusive. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

export interface Fix {
  readonly title: string;
  readonly safety: 'safe' | 'unsafe';
  readonly edits: readonly { readonly file: string; readonly range: Range; readonly newText: string }[];
}

export interface Finding {
  readonly rule: string;
  readonly code: string;
  readonly severity: Severity;
  readonly file: string;
  readonly range: Range;
  readonly message: string;
  /** For a finding in a script: the instructions that start it. */
  readonly startedBy: readonly {
    readonly instruction: string;
    readonly file: string;
    readonly line: number;
  }[];
  readonly stop: StopOutcome;
  readonly fix: Fix | null;
}

/** What `pid1-lint --format json` prints. */
export interface LintReport {
  readonly schemaVersion: 1;
  readonly findings: readonly Finding[];
  /** The files that were looked at; `error` says why one could not be linted. */
  readonly files: readonly { readonly path: string; readonly error: string | null }[];
}

export interface Process {
  readonly argv: readonly string[];
  readonly role: 'shell' | 'init' | 'wrapper' | 'workload' | 'helper';
  readonly children: readonly Process[];
}

export interface Startup {
  readonly when: string | null;
  readonly tree: Process | null;
  readonly stop: StopOutcome;
  readonly reapsOrphans: boolean | null;
  readonly why: readonly string[];
}

export interface Image {
  readonly stage: string | null;
  readonly index: number;
  readonly final: boolean;
  readonly baseImage: string;
  readonly shell: {
    readonly argv: readonly string[];
    readonly implementation: string;
    readonly version: string | null;
  };
  readonly entrypoint: readonly string[] | null;
  readonly cmd: readonly string[] | null;
  readonly argv: readonly string[];
  readonly stopSignal: string;
  readonly startups: readonly Startup[];
  readonly stop: StopOutcome;
}

/** What `pid1-lint explain --format json` prints. */
export interface ExplainReport {
  readonly schemaVersion: 1;
  readonly files: readonly { readonly path: string; readonly images: readonly Image[] }[];
}

export interface FixReport {
  /** Every file that fixes change, before and after. Nothing is written. */
  readonly changes: readonly { readonly path: string; readonly before: string; readonly after: string }[];
  /** How many fixes that took. */
  readonly applied: number;
  /** What is left to find after them. */
  readonly remaining: LintReport;
}

/** Files, folders and globs, or a text. */
export type Input = string | readonly string[] | TextInput;

/** What is wrong with how images start and stop. Rejects when a configuration file is wrong. */
export type Lint = (input: Input, options?: Options) => Promise<LintReport>;
/** Which process will be PID 1, and what the stop signal does to it. Rejects when a configuration file is wrong. */
export type Explain = (input: Input, options?: Options) => Promise<ExplainReport>;
/** What fixing comes to; writes nothing. Rejects when a configuration file is wrong. */
export type ComputeFixes = (input: Input, options?: FixOptions) => Promise<FixReport>;
