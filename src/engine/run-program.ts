import { spawn } from 'node:child_process';

/** How a program ended. */
export interface ProgramResult {
  /** Null when a signal ended it. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  /** Ends the program when it is aborted; the run then rejects with its reason. */
  readonly signal?: AbortSignal;
  /** In milliseconds; the run then rejects with {@link ProgramTimeout}. */
  readonly timeout?: number;
}

/**
 * Runs a program to its end.
 *
 * @throws {ProgramMissing} when there is no such program, {@link ProgramTimeout}, or the reason of the abort
 */
export type RunProgram = (argv: readonly string[], options?: RunOptions) => Promise<ProgramResult>;

/** A program that is not installed, or that may not be run. */
export class ProgramMissing extends Error {}

/** A program that took too long. */
export class ProgramTimeout extends Error {}

/** {@link RunProgram} on this machine, with these variables of the environment. */
export function machinePrograms(env: Readonly<Record<string, string | undefined>>): RunProgram {
  return (argv, { signal, timeout } = {}) =>
    new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const [program = '', ...args] = argv;
      // A session of its own: Ctrl-C is for us alone, so that what was begun can be undone.
      const child = spawn(program, args, { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
      const output: Uint8Array[] = [];
      const errors: Uint8Array[] = [];
      let failure: unknown = null;
      const end = (why: unknown): void => {
        failure = why;
        child.kill('SIGKILL');
      };
      const onAbort = (): void => end(signal?.reason);
      signal?.addEventListener('abort', onAbort, { once: true });
      const timer =
        timeout === undefined ? undefined : setTimeout(() => end(new ProgramTimeout(program)), timeout);
      const settle = (act: () => void): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
        act();
      };
      child.stdout.on('data', (chunk: Uint8Array) => output.push(chunk));
      child.stderr.on('data', (chunk: Uint8Array) => errors.push(chunk));
      child.once('error', (error: NodeJS.ErrnoException) =>
        settle(() => reject(new ProgramMissing(error.code ?? error.message))),
      );
      child.once('close', (status) =>
        settle(() => {
          if (failure !== null) reject(failure);
          else resolve({ status, stdout: text(output), stderr: text(errors) });
        }),
      );
    });
}

function text(chunks: readonly Uint8Array[]): string {
  return Buffer.concat(chunks).toString('utf8');
}
