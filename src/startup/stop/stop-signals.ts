import { defaultAction } from '../../knowledge/signals.ts';
import { asPid1, meansSelf, reachedBy, trapsItself } from '../evaluate/kill-target.ts';
import { advance } from '../evaluate/machine.ts';
import { leave } from '../evaluate/proceed.ts';
import type { Frame, ShellState, Status } from '../evaluate/shell-state.ts';
import { looseSource, withState } from '../evaluate/shell-state.ts';
import type { KillTarget, Step, Task } from '../evaluate/step.ts';
import { ended, running } from '../evaluate/step.ts';
import type { ForwarderBody } from '../process.ts';
import { type Addressed, passOn } from './pass-on.ts';
import { diesOf } from './shell-signals.ts';
import { endsWith, heir } from './stop-heirs.ts';
import { byDefault, die, toProgram } from './stop-program.ts';
import type { ActingShell, Actor, Scene } from './stop-scene.ts';
import { actingShell, change, contextOf, enter, say, title } from './stop-scene.ts';
import { hasPending, unsureWait, waitIsOver, watches } from './stop-waits.ts';
import { groupDoubt, mayEndBeforeTrap, trapDoubt } from './trap-doubts.ts';

/** How many traps may run during one stop. */
const mostTraps = 8;
/** How often shells may go on during one stop. */
const mostPlays = 200;
/** How many scenes one stop may split into. */
const mostScenes = 128;

/** Sends the signal to PID 1 and plays on until nothing more happens, on every way shells can go on. */
export function settle(scene: Scene, signal: string): readonly Scene[] {
  const root = scene.actors.get(scene.root) as Actor;
  const start = say(scene, `the engine sends ${signal} to ${title(root, scene)} and to nothing else`, null);
  const open: Scene[] = [...deliver(start, scene.root, signal)];
  const ends: Scene[] = [];
  for (let at = open.pop(); at; at = open.pop()) {
    const next = mournOne(at) ?? finishOne(at);
    if (next === null || ends.length + open.length > mostScenes) ends.push(at);
    else open.push(...next);
  }
  return ends;
}

/** Time passes: those who were cleaning up are done. Null when nobody was, or the container is gone. */
function finishOne(scene: Scene): readonly Scene[] | null {
  if (scene.actors.get(scene.root)?.alive !== true || scene.unknown) return null;
  const next = [...scene.actors.values()].find(({ alive, finishing }) => alive && finishing);
  return next ? die(scene, next.id) : null;
}

/** A signal reaches a process. */
function deliver(scene: Scene, id: number, signal: string): readonly Scene[] {
  const actor = scene.actors.get(id);
  if (!actor?.alive) return [scene];
  const body = actor.process.body;
  if (defaultAction(signal) === 'kill')
    return id === scene.root ? [change(scene, id, { alive: false })] : die(scene, id);
  if (body.kind === 'program') return toProgram(scene, actor, body, signal);
  if (body.kind === 'forwarder') return toForwarder(scene, actor, body, signal);
  return toShell(scene, actor, signal);
}

function toForwarder(scene: Scene, actor: Actor, body: ForwarderBody, signal: string): readonly Scene[] {
  const passed = passOn(scene, actor, body, signal);
  if (passed.passing === 'nobody') return byDefault(scene, actor, signal);
  if (passed.passing === 'unknown') {
    return [{ ...scene, unknown: scene.unknown ?? { text: passed.text, place: actor.process.place } }];
  }
  const told = say(scene, passed.text, actor);
  if (passed.passing === 'ends') return die(told, actor.id);
  const scenes = toAll(told, passed.to);
  return passed.hurries ? scenes.flatMap((one) => die(one, actor.id)) : scenes;
}

function toEach(scene: Scene, ids: readonly number[], signal: string): readonly Scene[] {
  return toAll(
    scene,
    ids.map((id) => ({ id, signal })),
  );
}

function toAll(scene: Scene, to: readonly Addressed[]): readonly Scene[] {
  return to.reduce<readonly Scene[]>(
    (scenes, { id, signal }) => scenes.flatMap((one) => deliver(one, id, signal)),
    [scene],
  );
}

function toShell(scene: Scene, actor: Actor, signal: string): readonly Scene[] {
  const shell = actor.shell as ActingShell;
  const context = contextOf(actor);
  const trap = shell.state.traps.get(signal);
  if (trap === 'unreadable') {
    const text = `what the trap for ${signal} of ${title(actor, scene)} does is not known`;
    return [{ ...scene, unknown: scene.unknown ?? { text, place: actor.process.place } }];
  }
  if (trap === 'ignore' || shell.state.ignored.has(signal)) {
    return [say(scene, `${title(actor, scene)} ignores ${signal}`, actor)];
  }
  const doubt = trapDoubt(shell, context);
  if (trap && doubt)
    return [{ ...scene, unknown: scene.unknown ?? { text: doubt, place: actor.process.place } }];
  if (trap) {
    const told = change(scene, actor.id, {
      notified: true,
      shell: { ...shell, pending: [...shell.pending, signal] },
    });
    if (shell.blocked.on === 'foreground' || (shell.blocked.on === 'wait' && shell.blocked.until === 'fg')) {
      return [
        say(
          told,
          `${title(actor, scene)} has a trap for ${signal}, which runs only when the foreground command is over`,
          actor,
        ),
      ];
    }
    return runTraps(told, actor.id);
  }
  const death = diesOf(signal, context, shell.state, {
    pid1: actor.id === scene.root,
    waiting: shell.blocked.on !== 'foreground',
  });
  if (death === 'unknown') {
    const text = `what ${context.shell.implementation} does on ${signal} was not worked out`;
    return [{ ...scene, unknown: scene.unknown ?? { text, place: actor.process.place } }];
  }
  if (death === 'no') {
    const reason =
      actor.id === scene.root
        ? `has no trap for ${signal}, and for PID 1 the kernel then drops it`
        : `does not die of ${signal}`;
    return [say(scene, `${title(actor, scene)} ${reason}`, actor)];
  }
  const told = say(scene, `${title(actor, scene)} has no trap for ${signal} and dies of it`, actor);
  const dying = change(told, actor.id, { notified: true });
  if (death === 'at-once') return die(dying, actor.id);
  const { blocked } = shell;
  const front = context.shell.implementation === 'bash' && blocked.on === 'foreground' ? blocked.ids : [];
  return play(dying, actor.id, leave('fail', withState(shell.state, { front }), []));
}

/** Runs the traps that wait, then lets the shell go on with what was interrupted. */
function runTraps(scene: Scene, id: number): readonly Scene[] {
  const actor = scene.actors.get(id) as Actor;
  const shell = actor.shell as ActingShell;
  // `wait` returns with a status over 128; a loop goes on where it was.
  const status: Status = shell.blocked.on === 'wait' ? 'fail' : 'ok';
  if (status === 'fail' && shell.state.errexit && mayEndBeforeTrap(contextOf(actor))) {
    const text = 'whether this shell runs its trap under `set -e` before it ends was not worked out';
    return [{ ...scene, unknown: scene.unknown ?? { text, place: actor.process.place } }];
  }
  return trapThen(scene, actor, status);
}

function trapThen(scene: Scene, actor: Actor, status: Status): readonly Scene[] {
  const shell = actor.shell as ActingShell;
  const [signal, ...pending] = shell.pending;
  const program = signal === undefined ? undefined : shell.state.traps.get(signal);
  if (signal !== undefined && scene.traps >= mostTraps) return endlessTraps(scene, actor);
  if (signal === undefined) return play(scene, actor.id, [ended(status, shell.state, shell.next, [])]);
  const told = change({ ...scene, traps: scene.traps + 1 }, actor.id, { shell: { ...shell, pending } });
  if (!program || typeof program === 'string' || !program.lines[0]) {
    return play(told, actor.id, [ended(status, shell.state, shell.next, [])]);
  }
  const spoken = say(
    told,
    `${title(actor, scene)} runs its trap for ${signal}: \`${withNames(program.text.trim(), told)}\``,
    actor,
  );
  const back: Frame = { kind: 'trap', status, source: shell.state.source, next: shell.next };
  const frame: Frame = { kind: 'program', program, line: 0, next: back };
  return play(spoken, actor.id, [
    running(program.lines[0], withState(shell.state, { source: looseSource(program.text) }), frame, []),
  ]);
}

/** A text with the programs' names for the process numbers that the model made up and a trap in double quotes holds. */
function withNames(text: string, { actors, root }: Scene): string {
  const others = [...actors.values()].filter(({ id }) => id !== root);
  return others.reduce(
    (all, { id, process }) => all.replaceAll(String(id), `<PID of ${process.argv[0]}>`),
    text,
  );
}

/** A trap that signals its own shell runs again and again, while others may get done. */
function endlessTraps(scene: Scene, actor: Actor): readonly Scene[] {
  const told = say(scene, `${title(actor, scene)} runs its trap again and again`, actor);
  const busy = [...scene.actors.values()].some(({ alive, finishing }) => alive && finishing);
  if (busy) return [told];
  const unfinished = [...scene.actors.values()].some(({ alive, workload }) => alive && workload);
  const text = 'a trap that signals its own shell runs without end, and how that ends is not known';
  return unfinished ? [{ ...told, unknown: told.unknown ?? { text, place: actor.process.place } }] : [told];
}

/** Lets a shell run on until it stands still again; the scene splits where it can go several ways. */
function play(scene: Scene, id: number, from: readonly (Task | Step)[]): readonly Scene[] {
  const actor = scene.actors.get(id);
  if (!actor?.alive) return [scene];
  if (scene.plays >= mostPlays) return [goesOn(scene, actor)];
  const steps = from.flatMap((one) =>
    one.kind === 'task' ? advance(contextOf(actor), one, scene.run) : [one],
  );
  if (steps.length > 16) {
    return [
      {
        ...scene,
        unknown: { text: `${title(actor, scene)} can go on in too many ways`, place: actor.process.place },
      },
    ];
  }
  const next = { ...scene, plays: scene.plays + 1 };
  return steps.flatMap((step) => takeStep(next, actor, step));
}

function goesOn(scene: Scene, actor: Actor): Scene {
  const text = `${title(actor, scene)} goes on for too long to be followed`;
  return { ...scene, unknown: scene.unknown ?? { text, place: actor.process.place } };
}

function takeStep(before: Scene, actor: Actor, step: Step): readonly Scene[] {
  const scene = withLateJobs(before, actor, step.state);
  const shell = actor.shell as ActingShell;
  const stand = (blocked: ActingShell['blocked']): Scene =>
    change(scene, actor.id, {
      shell: {
        ...(scene.actors.get(actor.id)?.shell ?? shell),
        state: withState(step.state, { stood: step.state.stood + 1 }),
        next: step.frame,
        blocked,
      },
    });
  switch (step.kind) {
    case 'stuck':
      return [{ ...scene, unknown: scene.unknown ?? { text: step.reason, place: step.place } }];
    case 'exit':
      return die(scene, actor.id);
    case 'unread':
      return play(scene, actor.id, [ended('likely', step.state, step.frame, [])]);
    case 'kill':
      return kill(scene, actor, step);
    case 'spin': {
      const standing = stand({ on: 'spin' });
      return hasPending(standing, actor.id) ? runTraps(standing, actor.id) : [standing];
    }
    case 'wait':
      return startWaiting(
        stand({ on: 'wait', ids: step.pids, until: step.until, named: step.named }),
        actor.id,
      );
    case 'foreground': {
      const ids = step.processes.map(({ pid }) => pid);
      return [
        step.processes.reduce(
          (on, process) => enter(on, process, entrance(actor)),
          stand({ on: 'foreground', ids }),
        ),
      ];
    }
    case 'replace': {
      const { body } = step.process;
      const process = { ...step.process, pid: actor.id };
      return [
        change(scene, actor.id, {
          process,
          late: true,
          shell: body.kind === 'shell' ? actingShell(body.station) : null,
        }),
      ];
    }
  }
}

/** Background jobs that the shell started since the signal came. */
function withLateJobs(scene: Scene, actor: Actor, { jobs, monitor }: ShellState): Scene {
  const late = jobs.filter(({ pid, process }) => !scene.actors.has(pid) && process.lifetime !== 'short');
  return late.reduce((on, { pid, process }) => {
    const own = entrance(actor);
    return enter(on, process, monitor ? { ...own, group: pid } : own);
  }, scene);
}

function entrance(actor: Actor): { parent: number; group: number; main: ReadonlySet<number>; late: boolean } {
  return { parent: actor.id, group: actor.group, main: new Set(), late: true };
}

function startWaiting(scene: Scene, id: number): readonly Scene[] {
  if (hasPending(scene, id)) return runTraps(scene, id);
  return waitIsOver(scene, id) ? resume(scene, id) : [scene];
}

/** What a shell stood still on is over: traps that had to wait run first. */
function resume(before: Scene, id: number): readonly Scene[] {
  const scene = unsureWait(before, id);
  if (scene.unknown) return [scene];
  const actor = scene.actors.get(id) as Actor;
  const shell = actor.shell as ActingShell;
  const gone = shell.state.jobs.filter(({ pid }) => scene.actors.get(pid)?.alive === true);
  const state = withState(shell.state, { jobs: gone });
  const next = change(scene, id, { shell: { ...shell, state } });
  return trapThen(next, next.actors.get(id) as Actor, 'likely');
}

/** The oldest death that nobody has noticed yet reaches whoever waits for it; null when there is none. */
function mournOne(scene: Scene): readonly Scene[] | null {
  const [id, ...dead] = scene.dead;
  if (id === undefined || scene.actors.get(scene.root)?.alive !== true || scene.unknown) return null;
  return notice({ ...scene, dead }, id);
}

/** A death is noticed: orphans go to PID 1, and whoever waits for the dead goes on. */
function notice(scene: Scene, id: number): readonly Scene[] {
  const actor = scene.actors.get(id) as Actor;
  let next = scene;
  for (const child of [...next.actors.values()]) {
    if (child.parent === id && child.alive)
      next = change(next, child.id, { parent: heir(scene, actor.parent) });
  }
  const parent = actor.parent === null ? undefined : next.actors.get(actor.parent);
  if (!parent?.alive) return [next];
  if (parent.process.body.kind === 'forwarder') {
    return endsWith(parent.process.body, id, parent, next) ? die(next, parent.id) : [next];
  }
  if (!parent.shell?.blocked || !watches(parent.shell, id) || !waitIsOver(next, parent.id)) return [next];
  return resume(next, parent.id);
}

/** A trap's `kill`: each target gets the signal, then the shell goes on. */
function kill(scene: Scene, actor: Actor, step: Extract<Step, { kind: 'kill' }>): readonly Scene[] {
  let scenes: readonly Scene[] = [
    change(scene, actor.id, {
      shell: {
        ...(actor.shell as ActingShell),
        ...pendingOf(scene, actor.id),
        state: step.state,
        next: step.frame,
        blocked: { on: 'spin' },
      },
    }),
  ];
  const targets = step.targets.map((target) => asPid1(target, actor, scene));
  for (const target of targets) {
    scenes = scenes.flatMap((one) => killTarget(one, actor, target, step.signal));
  }
  if (step.waits) scenes = scenes.flatMap((one) => withoutFinishing(one, scene));
  const again = targets.some((target) => meansSelf(target, actor)) && trapsItself(step.state, step.signal);
  const toGroup = step.targets.some(({ to }) => to === 'group');
  return scenes.flatMap((one) => {
    const doubt = again || toGroup ? groupDoubt(contextOf(actor)) : null;
    if (doubt) return [{ ...one, unknown: one.unknown ?? { text: doubt, place: actor.process.place } }];
    if (again && !one.unknown) return endlessTraps(one, actor);
    const now = one.actors.get(actor.id);
    if (!now?.alive || one.unknown) return [one];
    return play(one, actor.id, [ended('likely', step.state, step.frame, [])]);
  });
}

function pendingOf(scene: Scene, id: number): { pending: readonly string[] } {
  return { pending: scene.actors.get(id)?.shell?.pending ?? [] };
}

function killTarget(scene: Scene, actor: Actor, target: KillTarget, signal: string): readonly Scene[] {
  if (target.to === 'pid') {
    return target.pid === actor.shell?.state.pid
      ? toSelf(scene, actor, signal)
      : deliver(scene, target.pid, signal);
  }
  const reached = reachedBy(target, actor, scene);
  if ('unknown' in reached) {
    return [{ ...scene, unknown: scene.unknown ?? { text: reached.unknown, place: actor.process.place } }];
  }
  const scenes = toEach(scene, reached.ids, signal);
  return target.to === 'group' ? scenes.flatMap((one) => toSelf(one, actor, signal)) : scenes;
}

/** A command that waits comes back when those are gone who were told to end and do so. */
function withoutFinishing(scene: Scene, before: Scene): readonly Scene[] {
  const told = [...scene.actors.values()].filter(
    ({ id, finishing }) => finishing && before.actors.get(id)?.finishing === false,
  );
  return told.reduce<readonly Scene[]>((all, { id }) => all.flatMap((one) => die(one, id)), [scene]);
}

/** A shell that signals itself inside a trap: its trap runs again when this one is over. */
function toSelf(scene: Scene, actor: Actor, signal: string): readonly Scene[] {
  const now = scene.actors.get(actor.id);
  const shell = now?.shell;
  if (!now?.alive || !shell) return [scene];
  const trap = shell.state.traps.get(signal);
  if (trap && trap !== 'ignore')
    return [change(scene, actor.id, { shell: { ...shell, pending: [...shell.pending, signal] } })];
  if (actor.id === scene.root || trap === 'ignore') return [scene];
  return defaultAction(signal) === 'terminate' ? die(scene, actor.id) : [scene];
}
