import type { Observation } from '../contract/verification.ts';
import { signalName } from '../knowledge/signals.ts';
import { type Engine, EngineError, type InspectedImage } from './engine.ts';
import type { Machine } from './machine.ts';
import { stopContainer } from './stop-container.ts';
import { lastLog, type Readiness, type Up, waitUntilUp } from './wait-until-up.ts';

/** A container to be run, watched and stopped. */
export interface ObserveRequest {
  readonly image: string;
  readonly inspected: InspectedImage;
  /** The name that the container gets. */
  readonly container: string;
  readonly platform: string | null;
  readonly runArgs: readonly string[];
  readonly command: readonly string[];
  /** What the engine executes with all that. */
  readonly argv: readonly string[];
  readonly readiness: Readiness;
  /** The stop signal that the user gave; null: the image's. */
  readonly stopSignal: string | null;
  /** In seconds. */
  readonly grace: number;
  /** In milliseconds. */
  readonly timeout: number;
}

/** Says what is being done. */
export type Progress = (what: string) => void;

/**
 * Runs a container of an image, waits until it is up, stops it, and removes it.
 *
 * @throws {EngineError} when it cannot be run, or the reason of the abort; the container is removed all the same
 */
export async function observeImage(
  engine: Engine,
  machine: Machine,
  request: ObserveRequest,
  signal: AbortSignal,
  progress: Progress,
): Promise<Observation> {
  const { container, inspected, grace } = request;
  try {
    progress(`starting ${request.image}`);
    await engine.start({ ...request, name: container });
    progress('waiting until it is up');
    const wait = { machine, signal, timeout: request.timeout };
    const up = await waitUntilUp(engine, container, inspected, request.readiness, wait);
    const written = request.stopSignal ?? inspected.stopSignal ?? 'SIGTERM';
    const stopSignal = signalName(written) ?? written;
    const stop = { argv: request.argv, container, stopSignal, grace };
    if (up.kind === 'ended') return endedByItself(up, stop, await lastLog(engine, container));
    progress(`stopping it with ${stopSignal}, for at most ${grace} s`);
    return await stopContainer(engine, machine, { ...up, ...stop }, signal);
  } finally {
    progress('removing the container');
    await engine.removeContainer(container);
  }
}

/** The statuses with which an engine reports a start command that it could not run. */
const cannotStart: ReadonlySet<number> = new Set([126, 127]);

function endedByItself(
  { state }: Extract<Up, { kind: 'ended' }>,
  { argv, stopSignal, grace }: Pick<Observation, 'argv' | 'stopSignal' | 'grace'>,
  log: readonly string[],
): Observation {
  const { exitStatus, error } = state;
  if (error !== '' || cannotStart.has(exitStatus)) {
    throw new EngineError(
      `the container did not start${error === '' ? `: exit status ${exitStatus}` : `: ${error}`}`,
      log,
    );
  }
  return {
    argv,
    stop: 'no-workload',
    why: [`the container ended by itself with exit status ${exitStatus}, before it was stopped`, ...log],
    tree: null,
    stopSignal,
    seconds: null,
    grace,
    killed: false,
    exitStatus,
    zombies: null,
  };
}
