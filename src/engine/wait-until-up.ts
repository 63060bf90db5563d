import { type ContainerState, type Engine, EngineError, type InspectedImage } from './engine.ts';
import { everyProcess, type HostProcess } from './host-processes.ts';
import type { Machine } from './machine.ts';

/** How to tell that a container is up. Without anything given: its health check, else a tree that stays as it is. */
export interface Readiness {
  /** Seconds after the start. */
  readonly after: number | null;
  /** A text in its output. */
  readonly log: string | null;
}

/** A container, and the moment at which it was up. */
export type Up =
  | {
      readonly kind: 'up';
      /** Its processes; null where they cannot be read. */
      readonly tree: HostProcess | null;
      /** Those that were there all the time that it was at rest, by their numbers on the host. */
      readonly lasting: ReadonlySet<number>;
    }
  | { readonly kind: 'ended'; readonly state: ContainerState };

/** How often a container is looked at, and how long its tree must be the same, in milliseconds. */
const interval = 200;
const steadyFor = 1_000;
/** A tree that never rests counts as up after this time. */
const restless = 10_000;

/**
 * Waits until a container is up, or has ended by itself.
 *
 * @param timeout in milliseconds, for what the user or the image says it has to wait for
 * @throws {EngineError} when that does not come
 */
export async function waitUntilUp(
  engine: Engine,
  container: string,
  image: Pick<InspectedImage, 'hasHealthcheck'>,
  readiness: Readiness,
  { machine, signal, timeout }: { machine: Machine; signal: AbortSignal; timeout: number },
): Promise<Up> {
  const start = machine.now();
  let shape = '';
  let since = start;
  let lasting: ReadonlySet<number> = new Set();
  for (;;) {
    const state = await engine.inspect(container);
    if (!state.running) return { kind: 'ended', state };
    const tree = machine.processes.container(state.pid);
    const now = machine.now();
    const here = tree === null ? state.pid.toString() : shapeOf(tree);
    const all = tree === null ? [] : everyProcess(tree).map(({ hostPid }) => hostPid);
    const changed = here !== shape;
    lasting = new Set(changed ? all : all.filter((pid) => lasting.has(pid)));
    if (changed) since = now;
    shape = here;
    const steady = now - since >= steadyFor || now - start >= restless;
    if (steady && (await isUp(engine, container, state, image, readiness, now - start))) {
      return { kind: 'up', tree, lasting };
    }
    if (now - start > timeout)
      throw new EngineError(notUp(readiness, timeout), await lastLog(engine, container));
    await machine.sleep(interval, signal);
  }
}

async function isUp(
  engine: Engine,
  container: string,
  { health }: ContainerState,
  { hasHealthcheck }: Pick<InspectedImage, 'hasHealthcheck'>,
  { after, log }: Readiness,
  elapsed: number,
): Promise<boolean> {
  if (after !== null) return elapsed >= after * 1000;
  if (log !== null) return (await engine.logs(container)).includes(log);
  if (!hasHealthcheck) return true;
  if (health === 'healthy') return true;
  await engine.checkHealth(container);
  return false;
}

function notUp({ after, log }: Readiness, timeout: number): string {
  const waited = `in ${Math.round(timeout / 1000)} s (--timeout)`;
  if (after !== null) return `--ready-after ${after} is not over ${waited}`;
  return log === null
    ? `its health check did not become healthy ${waited}`
    : `its output did not show ${JSON.stringify(log)} ${waited}`;
}

/** The last lines of what a container printed; none when the engine does not say. */
export async function lastLog(engine: Engine, container: string): Promise<readonly string[]> {
  try {
    const lines = (await engine.logs(container)).split(/\r?\n/).filter((line) => line.trim() !== '');
    return lines.slice(-10);
  } catch (error) {
    if (error instanceof EngineError) return [];
    throw error;
  }
}

/** Command lines without process numbers: a loop that starts `sleep` again and again is at rest. */
function shapeOf({ argv, zombie, children }: HostProcess): string {
  return JSON.stringify([argv, zombie, children.map(shapeOf)]);
}
