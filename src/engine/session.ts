import { randomBytes } from 'node:crypto';
import { cliEngine } from './cli-engine.ts';
import type { BuildRequest, Engine, EngineName } from './engine.ts';
import { findEngine } from './find-engine.ts';
import type { Machine } from './machine.ts';
import type { Progress } from './observe-image.ts';

/** An engine, and names that nobody else on it uses. */
export interface Session {
  readonly engine: Engine;
  readonly machine: Machine;
  readonly signal: AbortSignal;
  readonly progress: Progress;
  /** A new name for a container or an image. */
  readonly name: () => string;
}

/** How a session is opened. */
export interface SessionOptions {
  /** Null: the first engine that answers. */
  readonly engine: EngineName | null;
  /** For a build or a download, in milliseconds. */
  readonly timeout: number;
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

/** @throws {EngineError} when no engine can be used, or the reason of the abort */
export async function openSession(machine: Machine, options: SessionOptions): Promise<Session> {
  const { signal, timeout, progress } = options;
  const found = await findEngine(machine.run, options.engine, signal);
  const id = `pid1-lint-${randomBytes(6).toString('hex')}`;
  let made = 0;
  return {
    engine: cliEngine({
      ...found,
      run: machine.run,
      sleep: machine.sleep,
      label: `pid1-lint.verify=${id}`,
      signal,
      timeout,
    }),
    machine,
    signal,
    progress,
    name: () => {
      made += 1;
      return `${id}-${made}`;
    },
  };
}

/**
 * Builds an image, does something with it, and removes it whatever comes of that.
 *
 * @throws {EngineError} when it cannot be built, the reason of the abort, or what the action throws
 */
export async function withBuiltImage<T>(
  { engine, progress, name }: Session,
  request: Omit<BuildRequest, 'tag'>,
  action: (image: string) => Promise<T>,
): Promise<T> {
  const tag = `localhost/${name()}`;
  try {
    progress('building');
    await engine.build({ ...request, tag });
    return await action(tag);
  } finally {
    progress('removing the image');
    await engine.removeImage(tag);
  }
}
