import type { Frame, ShellContext, ShellState } from '../evaluate/shell-state.ts';
import type { Run } from '../evaluate/step.ts';
import type { WhyStep } from '../model.ts';
import { type Process, type Station, startedBy } from '../process.ts';

/** A process while the stop is played. Never mutated: a change makes a new one. */
export interface Actor {
  readonly id: number;
  readonly process: Process;
  readonly parent: number | null;
  /** Processes of one group get a group signal together. */
  readonly group: number;
  readonly alive: boolean;
  /** The signal reached it and it could act on it. */
  readonly notified: boolean;
  /** It is cleaning up and will end by itself. */
  readonly finishing: boolean;
  readonly workload: boolean;
  /** Started after the signal came. */
  readonly late: boolean;
  readonly shell: ActingShell | null;
}

/** A shell in the middle of its program. */
export interface ActingShell {
  readonly state: ShellState;
  readonly next: Frame | null;
  readonly blocked:
    | { readonly on: 'foreground'; readonly ids: readonly number[] }
    | {
        readonly on: 'wait';
        readonly ids: readonly number[];
        readonly until: 'all' | 'any' | 'fg';
        readonly named: boolean;
      }
    | { readonly on: 'spin' };
  /** Signals whose trap has yet to run. */
  readonly pending: readonly string[];
}

/** Everything at one moment of the stop; one of several where a shell can go on in several ways. */
export interface Scene {
  readonly actors: ReadonlyMap<number, Actor>;
  readonly root: number;
  readonly log: readonly WhyStep[];
  readonly assume: 'handles' | 'default';
  readonly run: Run;
  /** How many traps ran; a trap that signals its own shell would never end. */
  readonly traps: number;
  /** How often a shell went on; one that never comes to rest is not followed for ever. */
  readonly plays: number;
  /** Set once something happened that the model cannot follow. */
  readonly unknown: WhyStep | null;
  /** The first program reached whose own code decides. */
  readonly depends: WhyStep | null;
  /** Whether what that is, is not even known. */
  readonly opaque: boolean;
  /** Who died and was not noticed yet. */
  readonly dead: readonly number[];
}

/** The scene before the signal. */
export function createScene(
  root: Process,
  assume: Scene['assume'],
  workloads: readonly Process[],
  run: Run,
): Scene {
  const main = new Set(workloads.map(({ pid }) => pid));
  const empty: Scene = {
    actors: new Map(),
    root: root.pid,
    log: [],
    assume,
    run,
    traps: 0,
    plays: 0,
    unknown: null,
    depends: null,
    opaque: false,
    dead: [],
  };
  return enter(empty, root, { parent: null, group: root.pid, main, late: false });
}

interface Entrance {
  readonly parent: number | null;
  readonly group: number;
  readonly main: ReadonlySet<number>;
  readonly late: boolean;
}

/** Puts a process and all below it on the scene. */
export function enter(scene: Scene, process: Process, how: Entrance): Scene {
  const { body } = process;
  const actor: Actor = {
    id: process.pid,
    process,
    parent: how.parent,
    group: process.detached || leadsGroup(body) ? process.pid : how.group,
    alive: true,
    notified: false,
    finishing: false,
    workload: how.main.has(process.pid),
    late: how.late,
    shell: body.kind === 'shell' ? actingShell(body.station) : null,
  };
  let next: Scene = { ...scene, actors: new Map([...scene.actors, [actor.id, actor]]) };
  const below = { ...how, parent: actor.id };
  for (const child of process.adopted) next = enterOnce(next, child, below);
  if (body.kind === 'forwarder') {
    for (const child of startedBy(body)) {
      // tini, dumb-init and supervisors give each child a process group of its own.
      const group = body.spec.role === 'init' ? child.pid : actor.group;
      next = enterOnce(next, child, { ...below, group });
    }
    return next;
  }
  if (body.kind !== 'shell') return next;
  const { state, blocked } = body.station;
  for (const job of state.jobs) {
    const group = state.monitor ? job.process.pid : how.group;
    if (job.process.lifetime !== 'short') next = enterOnce(next, job.process, { ...below, group });
  }
  if (blocked.on === 'foreground') {
    for (const child of blocked.processes) {
      const group = state.monitor ? child.pid : how.group;
      next = enterOnce(next, child, { ...below, group });
    }
  }
  return next;
}

/** timeout makes a process group of itself and what it runs; in the foreground mode it does not. */
function leadsGroup(body: Process['body']): boolean {
  return body.kind === 'forwarder' && body.spec.leads;
}

function enterOnce(scene: Scene, process: Process, how: Entrance): Scene {
  return scene.actors.has(process.pid) ? scene : enter(scene, process, how);
}

/** A station as a shell that can go on. */
export function actingShell({ state, next, blocked }: Station): ActingShell {
  const on: ActingShell['blocked'] =
    blocked.on === 'foreground'
      ? { on: 'foreground', ids: blocked.processes.map(({ pid }) => pid) }
      : blocked.on === 'wait'
        ? { on: 'wait', ids: blocked.pids, until: blocked.until, named: blocked.named }
        : { on: 'spin' };
  return { state, next, blocked: on, pending: [] };
}

/** The scene with one actor changed. */
export function change(scene: Scene, id: number, part: Partial<Actor>): Scene {
  const actor = scene.actors.get(id);
  if (!actor) return scene;
  return { ...scene, actors: new Map([...scene.actors, [id, { ...actor, ...part }]]) };
}

/** The scene with a sentence more in its log. */
export function say(scene: Scene, text: string, actor: Actor | null): Scene {
  return { ...scene, log: [...scene.log, { text, place: actor?.process.place ?? null }] };
}

/** A process as a person would call it: PID 1 by its program, the others by their command line. */
export function title({ id, process }: Actor, scene: Scene): string {
  if (id === scene.root) return `PID 1, \`${process.argv[0] ?? ''}\`,`;
  const text = process.argv.join(' ').replace(/\s+/g, ' ');
  return `\`${text.length > 60 ? `${text.slice(0, 57)}...` : text}\``;
}

/** What does not change about an actor that is a shell. */
export function contextOf(actor: Actor): ShellContext {
  return (actor.process.body as Extract<typeof actor.process.body, { kind: 'shell' }>).context;
}
