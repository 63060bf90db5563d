import { randomBytes } from 'node:crypto';
import { cliEngine } from './cli-engine.ts';
import { type BuildRequest, type Engine, type EngineName, LostLayer } from './engine.ts';
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

/** How often an image is built of which a layer is lost, and how long is waited between, in milliseconds. */
const buildTries = 5;
const buildPause = 500;

/**
 * Builds an image, does something with it, and removes it whatever comes of that. Where a layer of it is lost meanwhile,
 * all of this is done again.
 *
 * @throws {EngineError} when it cannot be built, the reason of the abort, or what the action throws
 */
export async function withBuiltImage<T>(
  session: Session,
  request: Omit<BuildRequest, 'tag'>,
  action: (image: string) => Promise<T>,
): Promise<T> {
  const { machine, signal } = session;
  for (let tries = 1; ; tries++) {
    try {
      return await withImageOnce(session, request, action);
    } catch (error) {
      if (!(error instanceof LostLayer) || tries === buildTries) throw error;
      await machine.sleep(buildPause, signal);
    }
  }
}

async function withImageOnce<T>(
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
