import { programOf } from '../knowledge/program-of.ts';
import { programName } from '../knowledge/programs.ts';
import { signalName } from '../knowledge/signals.ts';
import { versionsThatDiffer } from '../knowledge/wrapper-of.ts';
import { createRun } from './evaluate/explore.ts';
import type { ImageShells } from './evaluate/shell-candidates.ts';
import { shellByName } from './evaluate/shell-candidates.ts';
import type { Argument } from './expand/expand.ts';
import { userNumber } from './expand/parameter-value.ts';
import { refusedStart } from './launch/refused-start.ts';
import { createWorld, type World } from './launch/world.ts';
import type { ProcessNode, Startup, WhyStep } from './model.ts';
import type { Process } from './process.ts';
import { processTree } from './stop/process-tree.ts';
import { shellReasons } from './stop/reasons.ts';
import { simulateStop } from './stop/stop.ts';
import { tellApart } from './stop/tell-apart.ts';
import { workloads } from './stop/workloads.ts';

/** What the engine starts in an image, and what is known around it. */
export interface StartCommand {
  readonly words: readonly Argument[];
  readonly stopSignal: string;
  readonly env: ReadonlyMap<string, string>;
  readonly execsArguments: (path: string) => boolean;
  /** The image's files. */
  readonly files: Pick<World, 'file' | 'look' | 'command' | 'names'>;
  /** What the user says of programs. */
  readonly ownProgram: World['ownProgram'];
  /** The versions of its package managers. */
  readonly version: World['version'];
  readonly installed: World['installed'];
  readonly loginShell: World['loginShell'];
  readonly hasPackage: World['hasPackage'];
  readonly applet: World['applet'];
  /** Whether it starts as root. */
  readonly asRoot: boolean;
  /** The folder that it starts in. */
  readonly workdir: string;
}

/** The startups of a start command, and which of the image's shells they went through. */
export interface ModelledStart {
  readonly startups: readonly Startup[];
  readonly used: ReadonlySet<'sh' | 'bash'>;
  /** Which of the image's shells the startups rest on: with another one in place of the others they are the same. */
  readonly asked: ReadonlySet<'sh' | 'bash'>;
  /** Wrappers that it went through whose version matters and is not known. */
  readonly open: ReadonlySet<string>;
}

/**
 * Models a start command in an image whose shells are these.
 *
 * @param assumed versions of wrappers, for those whose version is not known
 */
export function modelStart(
  start: StartCommand,
  shells: ImageShells,
  assumed: ReadonlyMap<string, string> = new Map(),
): ModelledStart {
  const used = new Set<'sh' | 'bash'>();
  const asked = new Set<'sh' | 'bash'>();
  const watched = watchShells(shells, asked);
  const open = new Set<string>();
  const world = createWorld({
    env: start.env,
    execsArguments: start.execsArguments,
    file: start.files.file,
    look: start.files.look,
    command: start.files.command,
    names: start.files.names,
    ownProgram: start.ownProgram,
    installed: start.installed,
    loginShell: start.loginShell,
    hasPackage: start.hasPackage,
    applet: start.applet,
    version: (tool) => {
      const known = start.version(tool);
      if (known === null && versionsThatDiffer(tool).length > 0) open.add(tool);
      return known ?? assumed.get(tool) ?? null;
    },
    shell: (path) => {
      const name = programName(path);
      if (name === 'sh' || name === 'bash') used.add(name);
      return shellByName(name, watched);
    },
  });
  const run = createRun(world);
  const from = {
    ignored: new Set<string>(),
    variables: new Map([...start.env, ...(start.asRoot ? [[userNumber, '0'] as const] : [])]),
    adopted: [],
    origin: null,
    place: null,
    reads: false,
    directory: start.workdir,
    first: true,
  };
  const signal = signalName(start.stopSignal) ?? 'SIGTERM';
  const ways = run.launch(start.words, from);
  const startups = ways.map(({ conditions, value, left = [], worked }): Startup => {
    const when = conditions.length > 0 ? [...new Set(conditions)].join(', ') : null;
    if (value.lifetime === 'short') {
      const abandoned = worked ? [] : left.filter(isAbandoned);
      return { when, ...endsAtOnce(value), root: value, ...(abandoned.length > 0 && { abandoned }) };
    }
    const refused = refusedStart(value);
    if (refused) return { when, ...endsAtOnce(refused, notPid1(refused)), root: value };
    const { stop, reached, why } = simulateStop(value, signal, run);
    return {
      when,
      tree: processTree(value, workloads(value)),
      stop,
      reached,
      reapsOrphans: reaps(value),
      why: [...shellReasons(value), ...why],
      root: value,
    };
  });
  return { startups: tellApart(startups), used, asked, open };
}

/** The shells of an image; which of them somebody asked for is noted. */
function watchShells(shells: ImageShells, asked: Set<'sh' | 'bash'>): ImageShells {
  return {
    get sh() {
      asked.add('sh');
      return shells.sh;
    },
    get bash() {
      asked.add('bash');
      return shells.bash;
    },
  };
}

/** Whether a process would go on if PID 1 did, and is no mere tool. */
function isAbandoned({ body, lifetime }: Process): boolean {
  return lifetime !== 'short' && !(body.kind === 'program' && body.accessory);
}

function notPid1({ argv }: Process): string {
  return `\`${argv.join(' ')}\` insists on being PID 1 and ends at once where it is not: the container ends with it`;
}

/** @param reason why it does, where that is not for the process to say */
function endsAtOnce(process: Process, reason: string | null = null): Omit<Startup, 'when' | 'root'> {
  const body = process.body;
  const prompt = body.kind === 'program' && body.interactive;
  const because = reason ?? (body.kind === 'program' ? body.because : null);
  const text = prompt
    ? 'it is a prompt for a person: without a terminal it ends at once'
    : (because ?? 'nothing in it lasts: the container ends by itself');
  const tree: ProcessNode | null = prompt ? { argv: process.argv, role: 'workload', children: [] } : null;
  const notes = body.kind === 'program' ? (body.notes ?? []) : [];
  const why: readonly WhyStep[] = [...shellReasons(process), ...notes, { text, place: process.place }];
  return { tree, stop: 'no-workload', reached: 'no-workload', reapsOrphans: null, why };
}

/** Whether PID 1 reaps orphans: shells do, inits and programs as they were measured; null where that is not known. */
function reaps({ argv, body }: Process): boolean | null {
  if (body.kind === 'shell') return true;
  if (body.kind === 'forwarder') return body.spec.reaps;
  return body.reaction === 'opaque' ? null : (programOf(argv)?.reapsOrphans ?? null);
}
