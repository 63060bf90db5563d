import type { FileSystem } from '../context/file-system.ts';

/** A stream that takes text. */
export interface Output {
  write(text: string): void;
  readonly isTTY: boolean;
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
}
