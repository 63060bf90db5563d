import type { FileSystem } from '../context/file-system.ts';

/** A stream that takes text. */
export interface Output {
  write(text: string): void;
  readonly isTTY: boolean;
}

/** What a run of Git came to. */
export type GitRun = { readonly output: string } | { readonly problem: string };

/** Signals that are kept back. */
export interface HeldSignals {
  /** Which one came; null: none did. */
  readonly came: () => NodeJS.Signals | null;
  readonly release: () => void;
}

/** Everything of the world that the command line touches; passed in, so that a test can be the world. */
export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  /** All of the standard input. */
  readonly stdin: () => Promise<Uint8Array>;
  /** Absolute path. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly fs: FileSystem;
  /** Runs Git in the working directory; what it prints, or why it failed. */
  readonly git: (args: readonly string[]) => Promise<GitRun>;
  /** Milliseconds from some point in time. */
  readonly now: () => number;
  /** Told how many files are about to be modelled; whether the process was tuned for them. */
  readonly expectFiles: (count: number) => Promise<boolean>;
  /** Keeps Ctrl-C and the like from ending the process until they are released; calls back when one comes. */
  readonly holdSignals: (onSignal?: (signal: NodeJS.Signals) => void) => HeldSignals;
}
