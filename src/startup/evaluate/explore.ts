import { type ForkedEntry, replacementSites } from '../../shell/implicit-exec.ts';
import { parseShell } from '../../shell/parse.ts';
import { literalWord, type ShellProgram } from '../../shell/syntax.ts';
import type { Span } from '../../text/span.ts';
import type { Argument } from '../expand/expand.ts';
import { launch } from '../launch/launch.ts';
import { certain, programProcess } from '../launch/program-process.ts';
import type { World } from '../launch/world.ts';
import type { Alternative, Process, ShellCode, Station } from '../process.ts';
import { isBuiltinSomewhere } from './builtins.ts';
import { commonConditions, followWays, type Way } from './follow-ways.ts';
import { inBackgroundPerhaps, keptUpFor } from './left-behind.ts';
import { startProgram, stepOnce, tooMany } from './machine.ts';
import { mayBeLeft } from './may-be-left.ts';
import { mergeAlternatives } from './merge-alternatives.ts';
import { remaining, sameProcess } from './same-process.ts';
import type { Frame, ShellContext, ShellState } from './shell-state.ts';
import { withState } from './shell-state.ts';
import { adoptedJobs, ignoredSignals } from './simple-command.ts';
import { isFailure } from './status.ts';
import type { LaunchContext, Run, Step, Task } from './step.ts';
import { ended, running, withCondition } from './step.ts';
import { withoutStopped } from './stopped-daemons.ts';
import { inLoop, isInExitTrap, isLeftElsewhere } from './surroundings.ts';

/** How many ways one shell may end up in before they are given up. */
const mostWays = 64;

/** How deeply programs may start each other before the model gives up. */
const deepestLaunch = 100;

/** Ties the machine to the processes that it starts. */
export function createRun(world: World): Run {
  let depth = 0;
  const parsed = new Map<string, ShellProgram>();
  const run: Run = {
    world,
    parse: (text) => {
      const program = parsed.get(text) ?? parseShell(text);
      parsed.set(text, program);
      return program;
    },
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

/** What a way stood still on last, and what held on it beside the conditions of the way that it became part of. */
interface Last {
  /** Null: on nothing so far. */
  readonly process: Process | null;
  /** The station as a place in this shell's text. */
  readonly span: Span | null;
  readonly conditions: readonly string[];
}

/** What is remembered of a way: several lasts, where ways became one. */
interface Trail {
  readonly lasts: readonly Last[];
  /** Whether there are more lasts than are remembered. */
  readonly more: boolean;
  /** The stations in loops that it passed. */
  readonly seen: ReadonlySet<string>;
}

/** What was found so far. */
interface Findings {
  readonly found: Alternative<Process | null>[];
  /** Stations behind which something else lasts. */
  readonly passed: Set<Process>;
  readonly passedSpans: Set<string>;
  /** Stations behind which the shell just ended, by their place. */
  readonly endings: Map<Process, string>;
  /** How many were found when they were last counted. */
  looked: number;
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
  const findings: Findings = {
    found: [],
    passed: new Set(),
    passedSpans: new Set(),
    endings: new Map(),
    looked: 0,
  };
  const { found, passed } = findings;
  const none: Last = { process: null, span: null, conditions: [] };
  const given = followWays<Trail>(
    [{ task: start, carried: { lasts: [none], more: false, seen: new Set() } }],
    {
      advance: (task) => stepOnce(task, context, run),
      onStep: (step, trail) => follow(step, trail, context, run, findings),
      join: joinTrails,
      spend: run.world.spend,
      enough: () => isEnough(findings),
    },
  );
  if (given) {
    found.push({ conditions: [], value: unknownProcess(tooMany, context, given.task, run) });
    // Whether a way that was not followed goes on behind these is not known.
    for (const process of findings.endings.keys()) passed.add(process);
  }
  passEndings(findings);
  return mergeAlternatives(withoutPassed(found, passed));
}

/** Only so many that last are needed to know on what it depends; those that will not be kept do not count. */
function isEnough(findings: Findings): boolean {
  const { found, passed, endings } = findings;
  if (found.length < mostWays || found.length === findings.looked) return false;
  findings.looked = found.length;
  passEndings(findings);
  // A command behind which the shell ends on many ways is one.
  const kept = found.flatMap(({ value }) => (value === null || passed.has(value) ? [] : [value]));
  return new Set(kept.map((value) => endings.get(value) ?? value)).size >= mostWays;
}

/** On another way the same command was passed: here something failed behind it, and the shell just ended. */
function passEndings({ endings, passed, passedSpans }: Findings): void {
  for (const [process, key] of endings) if (passedSpans.has(key)) passed.add(process);
}

function spanKey(span: Span | null): string {
  return span === null ? '' : `${span.start}-${span.end}`;
}

/** What two ways that become one leave to remember, `common` being the conditions that they share. */
function joinTrails(a: Way<Trail>, b: Way<Trail>, common: readonly string[]): Trail {
  const shared = new Set(common);
  const lasts: Last[] = [];
  for (const { task, carried } of [a, b]) {
    const own = task.conditions.filter((text) => !shared.has(text));
    for (const last of carried.lasts) {
      const conditions = own.reduce(withCondition, last.conditions);
      const twin = lasts.findIndex(
        ({ process, span }) => span === last.span && sameProcess(process, last.process),
      );
      const before = lasts[twin];
      if (!before) lasts.push({ ...last, conditions });
      else lasts[twin] = { ...before, conditions: commonConditions(before.conditions, conditions) };
    }
  }
  const seen =
    a.carried.seen === b.carried.seen ? a.carried.seen : new Set([...a.carried.seen, ...b.carried.seen]);
  const more = a.carried.more || b.carried.more || lasts.length > mostWays;
  return { lasts: lasts.slice(0, mostWays), more, seen };
}

/** What a step means for the way on which it happens: something is found, or the ways on which it goes on. */
function follow(
  step: Step,
  trail: Trail,
  context: ShellContext,
  run: Run,
  findings: Findings,
): readonly Way<Trail>[] {
  const on = (status: 'ok' | 'likely', lasts: readonly Last[]): readonly Way<Trail>[] => [
    { task: ended(status, step.state, step.frame, step.conditions), carried: { ...trail, lasts } },
  ];
  switch (step.kind) {
    case 'exit': {
      const left = adoptedJobs(step.state);
      for (const last of trail.lasts) {
        if (last.process) findings.endings.set(last.process, spanKey(last.span));
        const { notes, worked } = step.state;
        const failed = isFailure(step.status);
        const end = { left, notes, ...(worked && { worked }), ...(failed && { failed }) };
        findings.found.push({ ...foundAt(last, step), ...end });
      }
      return trail.more ? standsOn(unknownProcess(tooMany, context, step, run), step, [], findings) : [];
    }
    case 'replace':
      return standsOn(withDoubt(step.process, trail, null), step, trail.lasts, findings);
    case 'stuck':
      return standsOn(unknownProcess(step.reason, context, step, run), step, trail.lasts, findings);
    case 'unread': {
      const unread = unknownProcess(step.reason, context, step, run);
      return on(
        'likely',
        trail.lasts.map((last) => ({ ...last, process: last.process ?? unread, span: step.span })),
      );
    }
    case 'kill':
      return [
        {
          task: ended('ok', withoutStopped(step.state, step), step.frame, step.conditions),
          carried: trail,
        },
      ];
    case 'spin': {
      // A loop around the last station goes on there; one after it is what the shell is there for.
      const inside = ({ span }: Last): boolean => span !== null && within(span, step.span);
      const others = withoutFound(trail, step, findings, inside);
      if (others.length === 0) return [];
      const process = standing(context, step, { on: 'spin', span: step.span });
      // A loop that waits for something is left on another way.
      if (step.frame?.kind === 'body' && mayBeLeft(step.frame.node.body)) findings.passed.add(process);
      return standsOn(process, step, others, findings);
    }
    case 'wait': {
      const { pids, until, named } = step;
      const jobs = step.state.jobs.filter(({ pid }) => !pids.includes(pid));
      const blocked = { on: 'wait', pids, until, named } as const;
      const all = step.state.jobs.map((job) => ({
        ...job,
        process: withDoubt(job.process, trail, pids.includes(job.pid) ? step.frame : null),
      }));
      const waits = { ...step, state: withState(step.state, { jobs: all }) };
      return onward(waits, blocked, withState(step.state, { jobs }), trail, context, findings);
    }
    case 'foreground': {
      const processes = step.processes.map((one) => withDoubt(one, trail, step.frame));
      const blocked = { on: 'foreground', processes } as const;
      return onward(step, blocked, step.state, trail, context, findings);
    }
  }
}

/** @param next what its shell goes on with when it is over */
function withDoubt(process: Process, { lasts }: Trail, next: Frame | null): Process {
  const before = lasts.map((last) => last.process);
  return inBackgroundPerhaps(keptUpFor(process, before), next);
}

function foundAt({ process, conditions }: Last, step: Step): Alternative<Process | null> {
  return { conditions: [...conditions, ...step.conditions], value: process };
}

/** The way ends here, and what it stood still on before was not what the shell is there for. */
function standsOn(
  process: Process,
  step: Step,
  lasts: readonly Last[],
  findings: Findings,
): readonly Way<Trail>[] {
  pass(lasts, findings);
  findings.found.push({ conditions: step.conditions, value: process });
  return [];
}

function pass(lasts: readonly Last[], { passed, passedSpans }: Findings): void {
  for (const { process, span } of lasts) {
    if (!process) continue;
    passed.add(process);
    passedSpans.add(spanKey(span));
  }
}

/** The lasts for which this step is not the end: what a shell does in its EXIT trap is clean-up. */
function withoutFound(
  { lasts }: Trail,
  step: Step,
  { found }: Findings,
  isEnd: (last: Last) => boolean,
): readonly Last[] {
  const cleansUp = isInExitTrap(step.frame);
  const ends = (last: Last): boolean => last.process !== null && (cleansUp || isEnd(last));
  for (const last of lasts) if (ends(last)) found.push(foundAt(last, step));
  return lasts.filter((last) => !ends(last));
}

/** Goes on as if what the shell stands still on were over, to see whether something later lasts too. */
function onward(
  step: Extract<Step, { kind: 'wait' | 'foreground' }>,
  blocked: Station['blocked'],
  after: ShellState,
  trail: Trail,
  context: ShellContext,
  findings: Findings,
): readonly Way<Trail>[] {
  const lasts = withoutFound(trail, step, findings, () => false);
  if (lasts.length === 0) return [];
  const process = standing(context, step, blocked);
  const key = inLoop(step.frame) ? stationKey(step) : null;
  if (key !== null && trail.seen.has(key)) {
    // A loop that tries until something succeeds is left on another way.
    if (isLeftElsewhere(step.frame)) findings.passed.add(process);
    return standsOn(process, step, lasts, findings);
  }
  if (process.lifetime === 'forever') return standsOn(process, step, lasts, findings);
  pass(lasts, findings);
  const state = withState(after, { stood: after.stood + 1 });
  const task = ended('likely', state, step.frame, step.conditions);
  const last: Last = { process, span: step.span, conditions: [] };
  const seen = key === null ? trail.seen : new Set([...trail.seen, key]);
  return [{ task, carried: { lasts: [last], more: false, seen } }];
}

/** Tells a station that a loop comes back to from one that is only written alike. */
function stationKey(step: Extract<Step, { kind: 'wait' | 'foreground' }>): string {
  const on = step.kind === 'foreground' ? step.processes.map(({ argv }) => argv.join(' ')).join('|') : '';
  return [step.span.start, step.kind, on, ...remaining(step.frame)].join(' ');
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
function unknownProcess(reason: string, context: ShellContext, step: Step | Task, run: Run): Process {
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
    worked: false,
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
