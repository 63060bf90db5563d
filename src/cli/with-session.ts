import { EngineError } from '../engine/engine.ts';
import { openSession, type Session } from '../engine/session.ts';
import { printable } from '../report/printable.ts';
import { type ExitStatus, exitStatus } from './exit-status.ts';
import type { Io } from './io.ts';
import type { EngineOptions } from './options.ts';
import type { Parts } from './parts.ts';
import { say } from './say.ts';

/** Why an abort came: a person or the system wants us to end. */
class Interrupted extends Error {}

/**
 * Does something with a container engine. What goes wrong with it is said, and becomes exit status 2; being interrupted
 * does as well, once everything that was made is removed again.
 */
export async function withSession(
  { engine, timeout }: Pick<EngineOptions, 'engine' | 'timeout'>,
  io: Io,
  parts: Parts,
  action: (session: Session) => Promise<ExitStatus>,
): Promise<ExitStatus> {
  const abort = new AbortController();
  const signals = io.holdSignals((signal) => abort.abort(new Interrupted(signal)));
  const { progress, clear } = progressLine(io);
  try {
    const machine = await parts.loadMachine(io.env);
    const options = { engine, timeout: timeout * 1000, signal: abort.signal, progress };
    return await action(await openSession(machine, options));
  } catch (error) {
    clear();
    if (error instanceof Interrupted) say(io, `${error.message}: what was made is removed again`);
    else if (error instanceof EngineError) sayEngineError(error, io);
    else throw error;
    return exitStatus.failure;
  } finally {
    clear();
    signals.release();
  }
}

/** Says what an engine could not do, and the end of what it printed. */
export function sayEngineError({ message, details }: EngineError, io: Io): void {
  say(io, printable(message));
  for (const line of details) io.stderr.write(`  ${printable(line)}\n`);
}

/** What is being done, in one line on a terminal; nothing elsewhere. */
function progressLine({ stderr }: Io): { progress: (what: string) => void; clear: () => void } {
  if (!stderr.isTTY) return { progress: () => undefined, clear: () => undefined };
  const eraseLine = '\r\u001B[K';
  return {
    progress: (what) => stderr.write(`${eraseLine}${printable(what)} …`),
    clear: () => stderr.write(eraseLine),
  };
}
