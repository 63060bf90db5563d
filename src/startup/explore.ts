import { type ForkedEntry, replacementSites } from '../shell/implicit-exec.ts';
import { literalWord } from '../shell/syntax.ts';
import type { Span } from '../text/span.ts';
import { isBuiltinSomewhere } from './builtins.ts';
import type { Argument } from './expand.ts';
import { launch } from './launch.ts';
import { advance, startProgram } from './machine.ts';
import type { Alternative, Process, ShellCode, Station } from './process.ts';
import { certain, programProcess } from './program-process.ts';
import { sameProcess } from './same-process.ts';
import type { Frame, ShellContext, ShellState } from './shell-state.ts';
import { withState } from './shell-state.ts';
import { adoptedJobs, ignoredSignals } from './simple-command.ts';
import type { LaunchContext, Run, Step, Task } from './step.ts';
import { ended, running } from './step.ts';
import type { World } from './world.ts';

/** How many ways one shell may end up in before they are given up. */
const mostWays = 64;

/** How deeply programs may start each other before the model gives up. */
const deepestLaunch = 100;

/** Ties the machine to the processes that it starts. */
export function createRun(world: World): Run {
  let depth = 0;
  const run: Run = {
    world,
    launch: (words, from) => {
      if (depth >= deepestLaunch) return [certain(tooDeep(words, from, run))];
      depth += 1;
      try {
        return launch(words, from, run);
      } finally {
        depth -= 1;
      }
    },
    fork: (code, how, context, state, reads) =>
      fork(code, how, { ...context, reads: reads ?? context.reads }, state, run),
  };
  return run;
}

function tooDeep(words: readonly Argument[], from: LaunchContext, run: Run): Process {
  const because = 'too many programs start each other to follow them all';
  return programProcess([words[0]?.text ?? ''], from, run, { reaction: 'opaque', because });
}

/** A way that is being followed: the last thing it stood still on so far. */
interface Way {
  readonly step: Step;
  readonly last: Process | null;
  /** The last station as a place in this shell's text. */
  readonly lastSpan: Span | null;
  /** The stations it passed; its own to add to. */
  readonly seen: Set<string>;
  readonly conditions: readonly string[];
}

/**
 * What a shell stands still on once the workload runs: on each way the last command that may be long-lived.
 *
 * @returns one process per way, the shell itself with what is below it or what replaced it;
 * null for a way on which the shell just ends.
 */
export function explore(
  context: ShellContext,
  start: Task,
  run: Run,
): readonly Alternative<Process | null>[] {
  const found: Alternative<Process | null>[] = [];
  const passed = new Set<Process>();
  const passedSpans = new Set<string>();
  const endings = new Map<Process, string>();
  const open: Way[] = firstWays(advance(context, start, run));
  for (let way = open.pop(); way; way = open.pop()) {
    if (found.length >= mostWays || !run.world.spend()) {
      found.push({
        conditions: [],
        value: unknownProcess('it can go too many ways to follow all of them', context, way.step, run),
      });
      break;
    }
    const next = follow(way, context, run, passed);
    if (way.step.kind === 'exit') {
      if (way.last) endings.set(way.last, spanKey(way.lastSpan));
    } else if (way.last && next.found !== way.last) passedSpans.add(spanKey(way.lastSpan));
    if (next.found !== undefined) {
      found.push({ conditions: way.conditions, value: next.found, ...(next.left && { left: next.left }) });
    }
    open.push(...next.open);
  }
  // On another way the same command was passed: here something failed behind it, and the shell just ended.
  for (const [process, key] of endings) if (passedSpans.has(key)) passed.add(process);
  return mergeAlternatives(withoutPassed(found, passed));
}

function spanKey(span: Span | null): string {
  return span === null ? '' : `${span.start}-${span.end}`;
}

function firstWays(steps: readonly Step[]): Way[] {
  return [...steps].reverse().map((step) => ({
    step,
    last: null,
    lastSpan: null,
    seen: new Set<string>(),
    conditions: step.conditions,
  }));
}

interface Followed {
  /** Set when the way ends here. */
  readonly found?: Process | null;
  /** What the shell leaves running when it ends. */
  readonly left?: readonly Process[];
  readonly open: readonly Way[];
}

function follow(way: Way, context: ShellContext, run: Run, passed: Set<Process>): Followed {
  const { step } = way;
  const pass = (): void => {
    if (way.last) passed.add(way.last);
  };
  switch (step.kind) {
    case 'exit':
      return { found: way.last, left: adoptedJobs(step.state), open: [] };
    case 'replace':
      pass();
      return { found: step.process, open: [] };
    case 'stuck':
      pass();
      return { found: unknownProcess(step.reason, context, step, run), open: [] };
    case 'unread': {
      const unread = unknownProcess(step.reason, context, step, run);
      return {
        open: goOn(
          way,
          ended('likely', step.state, step.frame, []),
          context,
          run,
          way.last ?? unread,
          step.span,
        ),
      };
    }
    case 'kill':
      return {
        open: goOn(way, ended('ok', step.state, step.frame, []), context, run, way.last, way.lastSpan),
      };
    case 'spin': {
      if (way.last && isInExitTrap(step.frame)) return { found: way.last, open: [] };
      // A loop around the last station goes on there; one after it is what the shell is there for.
      if (way.last && way.lastSpan && within(way.lastSpan, step.span)) return { found: way.last, open: [] };
      pass();
      return { found: standing(context, step, { on: 'spin', span: step.span }), open: [] };
    }
    case 'wait': {
      if (way.last && isInExitTrap(step.frame)) return { found: way.last, open: [] };
      pass();
      const { pids, until, named } = step;
      const process = standing(context, step, { on: 'wait', pids, until, named });
      const jobs = step.state.jobs.filter(({ pid }) => !pids.includes(pid));
      return onward(way, process, withState(step.state, { jobs }), context, run);
    }
    case 'foreground': {
      if (way.last && isInExitTrap(step.frame)) return { found: way.last, open: [] };
      pass();
      const process = standing(context, step, { on: 'foreground', processes: step.processes });
      return onward(way, process, step.state, context, run);
    }
  }
}

/** What a shell does in its EXIT trap is clean-up: it is not there for that. */
function isInExitTrap(frame: Frame | null): boolean {
  for (let at = frame; at; at = at.next) if (at.kind === 'exit') return true;
  return false;
}

/** Goes on as if what the shell stands still on were over, to see whether something later lasts too. */
function onward(way: Way, process: Process, state: ShellState, context: ShellContext, run: Run): Followed {
  const { step } = way;
  const span = 'span' in step ? step.span : { start: 0, end: 0 };
  const key = `${span.start}:${step.kind}:${step.kind === 'foreground' ? step.processes.map(({ argv }) => argv.join(' ')).join('|') : ''}`;
  if (way.seen.has(key) || process.lifetime === 'forever') return { found: process, open: [] };
  const after = ended('likely', withState(state, { stood: state.stood + 1 }), step.frame, []);
  way.seen.add(key);
  return { open: goOn(way, after, context, run, process, span) };
}

function goOn(
  way: Way,
  task: Task,
  context: ShellContext,
  run: Run,
  last: Process | null,
  lastSpan: Span | null,
): readonly Way[] {
  const steps = [...advance(context, task, run)].reverse();
  return steps.map((step) => ({
    step,
    last,
    lastSpan,
    // A way that does not part goes on with what it has; only a fork needs copies.
    seen: steps.length === 1 ? way.seen : new Set(way.seen),
    conditions: [...way.conditions, ...step.conditions],
  }));
}

function within(inner: Span, outer: Span): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}

/** The shell as a process that stands still. */
function standing(context: ShellContext, step: Step, blocked: Station['blocked']): Process {
  const forever =
    blocked.on === 'spin' ||
    (blocked.on === 'foreground' && blocked.processes.some(({ lifetime }) => lifetime === 'forever'));
  return {
    pid: step.state.pid,
    argv: context.argv,
    lifetime: forever ? 'forever' : 'long',
    ignored: step.state.ignored,
    adopted: [],
    replaced: [],
    origin: null,
    place: null,
    body: { kind: 'shell', context, station: { state: step.state, next: step.frame, blocked } },
  };
}

/** A shell that cannot be followed further, with the reason. */
function unknownProcess(reason: string, context: ShellContext, step: Step, run: Run): Process {
  return {
    pid: run.world.nextPid(),
    argv: context.argv,
    lifetime: 'long',
    ignored: step.state.ignored,
    adopted: [],
    replaced: [],
    origin: null,
    place: step.kind === 'stuck' ? step.place : null,
    body: { kind: 'program', reaction: 'opaque', because: reason, accessory: false, interactive: false },
  };
}

/** Ways that end at a station which other ways only pass are ways on which something failed. */
function withoutPassed(
  found: readonly Alternative<Process | null>[],
  passed: ReadonlySet<Process>,
): readonly Alternative<Process | null>[] {
  const kept = found.filter(({ value }) => value === null || !passed.has(value));
  const lasting = kept.filter(({ value }) => value !== null);
  if (lasting.length === 0) return kept.length > 0 && lasting.length === found.length ? kept : found;
  return kept.filter(({ value, conditions }) => value !== null || conditions.length > 0);
}

/** One alternative for all ways that lead to the same; its conditions are what those have in common. */
export function mergeAlternatives(
  all: readonly Alternative<Process | null>[],
): readonly Alternative<Process | null>[] {
  const merged: Alternative<Process | null>[] = [];
  for (const one of all) {
    const index = merged.findIndex(({ value }) => sameProcess(value, one.value));
    const twin = merged[index];
    if (!twin) merged.push(one);
    else
      merged[index] = {
        ...twin,
        conditions: twin.conditions.filter((text) => one.conditions.includes(text)),
      };
  }
  return merged;
}

/** What a forked shell that runs this code stands still on. */
function fork(
  code: ShellCode,
  how: ForkedEntry,
  context: ShellContext,
  state: ShellState,
  run: Run,
): readonly Alternative<Process | null>[] {
  const shell: ShellContext = {
    ...context,
    entry: how,
    sites: forkedSites(code, how, context),
  };
  const ignored = new Set(ignoredSignals(state));
  if (how === 'background' && !state.monitor && !context.interactive) {
    ignored.add('SIGINT');
    ignored.add('SIGQUIT');
  }
  const inside = withState(state, {
    pid: run.world.nextPid(),
    traps: new Map(),
    trapsAtLine: new Map(),
    trapCalls: new Map(),
    everTrapped: false,
    calledTrap: false,
    pause: null,
    ignored,
    jobs: [],
    stood: 0,
  });
  return explore(shell, startCode(code, inside), run);
}

function startCode(code: ShellCode, state: ShellState): Task {
  if ('lines' in code) return startProgram(code, state);
  return running(code.kind === 'subshell' ? code.body : code, state, null, []);
}

/** A simple command that is a program always takes the forked shell's place. */
function forkedSites(code: ShellCode, how: ForkedEntry, context: ShellContext): ShellContext['sites'] {
  if ('kind' in code && code.kind === 'simple') {
    const name = code.words[0] ? literalWord(code.words[0]) : null;
    if (name === null || !isBuiltinSomewhere(name)) return new Map([[code, 'replaces' as const]]);
  }
  return replacementSites(code, how, context.shell);
}
