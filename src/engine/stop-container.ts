import type { ContainerProcess, Observation } from '../contract/verification.ts';
import { signalNumber } from '../knowledge/signals.ts';
import { deriveOutcome } from './derive-outcome.ts';
import type { Engine } from './engine.ts';
import { everyProcess, type HostProcess } from './host-processes.ts';
import type { Machine } from './machine.ts';
import { goBetween, realWorkloads } from './real-workloads.ts';
import type { TraceEvent } from './trace.ts';

/** A container that is up, and how it is to be stopped. */
export interface StopRequest {
  readonly container: string;
  /** What the engine executed. */
  readonly argv: readonly string[];
  readonly tree: HostProcess | null;
  readonly lasting: ReadonlySet<number>;
  /** Its full name. */
  readonly stopSignal: string;
  /** In seconds. */
  readonly grace: number;
}

/** How often processes are looked at during the stop, and how long the last of them may take to be gone, in milliseconds. */
const interval = 20;
const lastEnds = 5_000;

const kill = 9;
/** What an engine reports for a container that SIGKILL ended. */
const killedStatus = 128 + kill;

/** What was seen while the engine stopped a container. */
interface Watched {
  readonly seconds: number;
  readonly goneBefore: ReadonlySet<number>;
  readonly zombiesAfter: number;
}

/** Stops a container as the engine does, and tells what that did to it. */
export async function stopContainer(
  engine: Engine,
  machine: Machine,
  request: StopRequest,
  signal: AbortSignal,
): Promise<Observation> {
  const { tree, stopSignal, grace } = request;
  if (tree === null) return unseenStop(engine, machine, request, signal);
  const number = signalNumber(stopSignal) ?? 0;
  const everybody = everyProcess(tree);
  const followed = await machine.trace(everybody.flatMap(({ threads }) => threads));
  const watched = await watchStop(engine, machine, request, tree, signal);
  const events = (await followed.trace?.finish(lastEnds)) ?? null;
  const { exitStatus } = await engine.inspect(request.container);
  const killed = wasKilled(events, tree, exitStatus, watched.seconds, grace);
  const workloads = realWorkloads(tree, ({ hostPid }) => request.lasting.has(hostPid));
  const derived = deriveOutcome({
    signal: { name: stopSignal, number },
    pid1: tree,
    workloads,
    events,
    blind: 'reason' in followed ? followed.reason : null,
    goneBefore: watched.goneBefore,
    killed,
  });
  return {
    argv: request.argv,
    ...derived,
    tree: shown(tree, number, workloads),
    stopSignal,
    seconds: watched.seconds,
    grace,
    killed,
    exitStatus,
    zombies: { before: everybody.filter(({ zombie }) => zombie).length, after: watched.zombiesAfter },
  };
}

/** Sends the stop and looks at the processes until PID 1 is gone. */
async function watchStop(
  engine: Engine,
  machine: Machine,
  { container, grace }: StopRequest,
  tree: HostProcess,
  signal: AbortSignal,
): Promise<Watched> {
  const known = everyProcess(tree).filter(({ zombie }) => !zombie);
  const goneBefore = new Set<number>();
  let zombiesAfter = 0;
  let over = false;
  const start = machine.now();
  const stopping = engine.stop(container, grace).finally(() => {
    over = true;
  });
  let end: number | null = null;
  while (!over) {
    const now = machine.processes.container(tree.hostPid);
    if (now === null || now.zombie) {
      end ??= machine.now();
    } else {
      const all = everyProcess(now);
      zombiesAfter = all.filter(({ zombie }) => zombie).length;
      const alive = new Set(all.filter(({ zombie }) => !zombie).map(({ hostPid }) => hostPid));
      const gone = known.filter(({ hostPid }) => !alive.has(hostPid)).map(({ hostPid }) => hostPid);
      // While PID 1 ends the kernel kills those below it: only then were they gone before.
      if (machine.processes.isAlive(tree.hostPid)) for (const pid of gone) goneBefore.add(pid);
    }
    await Promise.race([machine.sleep(interval, signal), stopping]);
  }
  await stopping;
  return { seconds: ((end ?? machine.now()) - start) / 1000, goneBefore, zombiesAfter };
}

function wasKilled(
  events: readonly TraceEvent[] | null,
  pid1: HostProcess,
  exitStatus: number,
  seconds: number,
  grace: number,
): boolean {
  if (seconds < grace) return false;
  const end = events?.find((event) => event.kind === 'end' && event.thread === pid1.hostPid);
  return end?.kind === 'end' ? end.signal === kill : exitStatus === killedStatus;
}

/** The stop of a container whose processes are not to be seen: what the engine says of it, and no more. */
async function unseenStop(
  engine: Engine,
  machine: Machine,
  { container, argv, stopSignal, grace }: StopRequest,
  signal: AbortSignal,
): Promise<Observation> {
  const listed = await engine.top(container);
  const start = machine.now();
  await engine.stop(container, grace);
  signal.throwIfAborted();
  const seconds = (machine.now() - start) / 1000;
  const { exitStatus } = await engine.inspect(container);
  const killed = exitStatus === killedStatus && seconds >= grace;
  const alone = listed.length === 1;
  const unseen = 'its processes are not on this machine, or /proc may not be read';
  return {
    argv,
    stop: alone ? (killed ? 'ignored' : 'graceful') : 'unknown',
    why: alone
      ? ['PID 1 is the only process', killed ? 'the engine killed it' : `it ended by itself on ${stopSignal}`]
      : [`what happened below PID 1 could not be seen: ${unseen}`],
    tree: null,
    stopSignal,
    seconds,
    grace,
    killed,
    exitStatus,
    zombies: null,
  };
}

function shown(root: HostProcess, signal: number, workloads: readonly HostProcess[]): ContainerProcess {
  return {
    pid: root.pid,
    argv: root.argv,
    disposition: root.zombie ? null : root.disposition(signal),
    zombie: root.zombie,
    role: workloads.includes(root) ? 'workload' : (goBetween(root.argv) ?? 'helper'),
    children: root.children.map((child) => shown(child, signal, workloads)),
  };
}
