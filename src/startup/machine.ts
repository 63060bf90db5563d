import type { CommandList, Loop, ShellNode, ShellProgram } from '../shell/syntax.ts';
import { literalWord } from '../shell/syntax.ts';
import { trapsBlock } from './blocking-traps.ts';
import { matchCase } from './case-match.ts';
import { expandWord } from './expand.ts';
import { afterInert } from './inert.ts';
import type { Process } from './process.ts';
import type { Frame, ShellContext, ShellState, Status } from './shell-state.ts';
import { looseSource, withEntry, withState } from './shell-state.ts';
import { runSimple, withJob } from './simple-command.ts';
import type { Run, Step, Task } from './step.ts';
import { ended, placeOf, running } from './step.ts';
import { withOrphans } from './with-orphans.ts';

/**
 * Follows one shell process until something outside it happens, on every way it can go.
 *
 * The machine is a plain interpreter with an explicit continuation (`Frame`), so that it can be
 * stopped at any command that lasts, looked at, and started again when that command is over. It is
 * used twice: to find what the image runs (`explore.ts`), and to see what the shell does once the
 * stop signal has changed something (`stop.ts`).
 */
export function advance(context: ShellContext, start: Task, run: Run): readonly Step[] {
  const steps: Step[] = [];
  const tasks: Task[] = [start];
  for (let task = tasks.pop(); task; task = tasks.pop()) {
    if (!run.world.spend()) {
      return [...steps, stuck(task, 'it can go too many ways to follow all of them', null)];
    }
    const results =
      'eval' in task.control ? evaluate(task.control.eval, task, context, run) : proceed(task, context, run);
    for (let index = results.length - 1; index >= 0; index -= 1) {
      const result = results[index] as Task | Step;
      if (result.kind === 'task') tasks.push(result);
      else steps.push(result);
    }
  }
  return steps;
}

/** How many members a pipeline may have. */
const mostMembers = 200;

/** In most shells `time` is a word of the language. */
function knowsTime({ shell }: ShellContext): boolean {
  return !['dash', 'busybox ash', 'zsh'].includes(shell.implementation);
}

/** A new line begins: some shells look at the traps only now. */
function atLine(state: ShellState): ShellState {
  return withState(state, { trapsAtLine: state.traps });
}

/** The task that starts a whole program. */
export function startProgram(program: ShellProgram, state: ShellState): Task {
  const first = program.lines[0];
  const frame: Frame = { kind: 'program', program, line: 0, next: null };
  return first ? running(first, state, frame, []) : ended('ok', state, null, []);
}

function stuck(task: Task, reason: string, place: ReturnType<typeof placeOf>): Step {
  const { state, frame, conditions } = task;
  return { kind: 'stuck', reason, place, state, frame, conditions };
}

function evaluate(
  node: ShellNode | CommandList,
  task: Task,
  context: ShellContext,
  run: Run,
): readonly (Task | Step)[] {
  const { state, frame, conditions } = task;
  const inside = (code: ShellNode | CommandList, next: Frame | null): Task[] => [
    running(code, state, next, conditions),
  ];
  switch (node.kind) {
    case 'list':
      return startItem(node, 0, task, context, run);
    case 'simple':
      return runSimple(node, task, context, run, 0);
    case 'and-or':
      return inside(node.first, { kind: 'and-or', node, index: 0, next: frame });
    case 'group':
      return inside(node.body, frame);
    case 'if': {
      const first = node.branches[0];
      return first ? inside(first.condition, { kind: 'if', node, branch: 0, next: frame }) : [];
    }
    case 'subshell':
      return subshell(node, task, context, run);
    case 'pipeline': {
      const only = node.members.length === 1 ? node.members[0] : undefined;
      if (node.timed && !knowsTime(context)) {
        const reason = `\`time\` is a program to ${context.shell.implementation}, and whether the image has it is not known`;
        return [stuck(task, reason, placeOf(state, node.span))];
      }
      if (only) return inside(only, node.negated ? { kind: 'negate', next: frame } : frame);
      return pipeline(node, task, context, run);
    }
    case 'case':
      return matchCase(node, task);
    case 'loop':
      return startLoop(node, task);
    case 'function':
      return [
        ended(
          'ok',
          withState(state, {
            functions: withEntry(state.functions, node.name, { body: node.body, source: state.source }),
          }),
          frame,
          conditions,
        ),
      ];
    case 'test':
      if (node.form === '[[' && context.shell.implementation === 'dash')
        return [ended('fail', state, frame, conditions)];
      if (node.form === '((' && ['dash', 'busybox ash'].includes(context.shell.implementation))
        return [stuck(task, '`((` opens two subshells here', placeOf(state, node.span))];
      return [
        ended(node.constant === null ? 'unknown' : node.constant ? 'ok' : 'fail', state, frame, conditions),
      ];
    case 'unsupported':
      return [stuck(task, `${node.what} is not followed`, placeOf(task.state, node.span))];
  }
}

function startItem(
  list: CommandList,
  index: number,
  task: Task,
  context: ShellContext,
  run: Run,
): readonly (Task | Step)[] {
  const { state, frame, conditions } = task;
  const item = list.items[index];
  if (!item) return [ended('ok', state, frame, conditions)];
  const next: Frame | null =
    index + 1 < list.items.length ? { kind: 'list', list, index, next: frame } : frame;
  if (!item.background) return [running(item.node, state, next, conditions)];
  let ways: { readonly state: ShellState; readonly conditions: readonly string[] }[] = [
    { state, conditions },
  ];
  for (const [position, member] of backgroundMembers(item.node, context).entries()) {
    const alternatives = run.fork(member, 'background', context, state, position > 0);
    ways = ways.flatMap((way) =>
      alternatives.map(({ value, conditions: more, left }) => ({
        state: withOrphans(withJob(way.state, value, run), value ? [] : left),
        conditions: [...way.conditions, ...more],
      })),
    );
    if (ways.length > 64) return [stuck(task, 'it can go too many ways', placeOf(state, item.node.span))];
  }
  return ways.map((way) => ended('ok', way.state, next, way.conditions));
}

/** A pipeline in the background needs no shell of its own: its members are the job. */
function backgroundMembers(node: ShellNode, context: ShellContext): readonly ShellNode[] {
  const { shell } = context;
  const inner = ungrouped(node, context);
  if (inner) return backgroundMembers(inner, context);
  const negates = shell.implementation !== 'bash' && shell.implementation !== 'zsh';
  if (node.kind !== 'pipeline' || node.timed || (node.negated && negates)) return [node];
  return node.members;
}

/** The one command of a group that is no more than brackets: dash and busybox forget them on reading. */
function ungrouped(node: ShellNode, { shell }: ShellContext): ShellNode | null {
  const forgets = shell.implementation === 'dash' || shell.implementation === 'busybox ash';
  if (!forgets || node.kind !== 'group' || node.redirects.length > 0) return null;
  const [only, ...more] = node.body.items;
  return only && more.length === 0 && !only.background ? only.node : null;
}

function subshell(
  node: Extract<ShellNode, { kind: 'subshell' }>,
  task: Task,
  context: ShellContext,
  run: Run,
): readonly (Task | Step)[] {
  const { state, frame, conditions } = task;
  if (context.sites.get(node) === 'maybe')
    return [
      stuck(
        task,
        `whether ${context.shell.implementation} needs a process for the subshell is not known`,
        placeOf(state, node.span),
      ),
    ];
  if (context.sites.get(node) === 'replaces' && !trapsBlock(state, context.shell)) {
    return [running(node.body, state, frame, conditions)];
  }
  return run.fork(node, 'subshell', context, state).map(({ value, conditions: more, left }) => {
    const all = [...conditions, ...more];
    if (!value || value.lifetime === 'short') return ended('likely', withOrphans(state, left), frame, all);
    return { kind: 'foreground', processes: [value], span: node.span, state, frame, conditions: all };
  });
}

function pipeline(
  node: Extract<ShellNode, { kind: 'pipeline' }>,
  task: Task,
  context: ShellContext,
  run: Run,
): readonly (Task | Step)[] {
  const { state, conditions } = task;
  if (context.shell.implementation === 'zsh' && !forksLast(node.members)) {
    return [stuck(task, 'zsh runs the last command of a pipeline itself', placeOf(task.state, node.span))];
  }
  if (node.members.length > mostMembers)
    return [stuck(task, 'the pipeline has too many members', placeOf(state, node.span))];
  const frame: Frame | null = node.negated ? { kind: 'negate', next: task.frame } : task.frame;
  let ways: { processes: readonly Process[]; conditions: readonly string[] }[] = [
    { processes: [], conditions },
  ];
  for (const [index, member] of node.members.entries()) {
    const alternatives = run.fork(member, 'pipeline-member', context, state, index > 0 || context.reads);
    ways = ways.flatMap((way) =>
      alternatives.map(({ value, conditions: more }) => ({
        processes: value ? [...way.processes, value] : way.processes,
        conditions: [...way.conditions, ...more],
      })),
    );
    if (ways.length > 64)
      return [stuck(task, 'the pipeline can go too many ways', placeOf(task.state, node.span))];
  }
  return ways.map(({ processes, conditions: all }) => {
    const lasting = processes.filter(({ lifetime }) => lifetime !== 'short');
    // Filters live as long as somebody writes to them: without a writer that lasts they just end.
    const onlyFilters = lasting.every(
      ({ body }) => body.kind === 'program' && body.accessory && body.because === 'filter',
    );
    if (onlyFilters) return ended('unknown', state, frame, all);
    return { kind: 'foreground', processes: lasting, span: node.span, state, frame, conditions: all };
  });
}

/** Whether zsh, which runs the last command of a pipeline itself, needs a process for it. */
function forksLast(members: readonly ShellNode[]): boolean {
  const last = members.at(-1);
  return last?.kind === 'simple' && !isExec(last);
}

function startLoop(node: Extract<ShellNode, { kind: 'loop' }>, task: Task): readonly Task[] {
  const { state, frame, conditions } = task;
  if (node.condition)
    return [running(node.condition, state, { kind: 'condition', node, next: frame }, conditions)];
  const body: Frame = { kind: 'body', node, endless: node.endless, stood: state.stood, next: frame };
  if (node.type !== 'for' || !node.variable) return [running(node.body, state, body, conditions)];
  const words = node.words?.flatMap((word) => expandWord(word, state)) ?? null;
  if (words?.length === 0) return [ended('ok', state, frame, conditions)];
  const first = words?.length === 1 && words[0]?.known ? words[0].text : null;
  const inside = withState(state, { variables: withEntry(state.variables, node.variable, first) });
  return [running(node.body, inside, body, conditions)];
}

/** Takes the status of what just ended to the innermost thing that waits for it. */
function proceed(task: Task, context: ShellContext, run: Run): readonly (Task | Step)[] {
  const { state, frame, conditions } = task;
  const status = (task.control as { status: Status }).status;
  if (!frame) return leave(status, state, conditions);
  const on = (next: Frame | null, to: Status = status): Task[] => [ended(to, state, next, conditions)];
  switch (frame.kind) {
    case 'program': {
      if (status === 'fail' && state.errexit) return leave(status, state, conditions);
      const line = frame.program.lines[frame.line + 1];
      if (!line) return on(frame.next);
      return [running(line, atLine(state), { ...frame, line: frame.line + 1 }, conditions)];
    }
    case 'list':
      if (status === 'fail' && state.errexit) return leave(status, state, conditions);
      return startItem(frame.list, frame.index + 1, { ...task, frame: frame.next }, context, run);
    case 'and-or':
      return proceedAndOr(frame, status, task);
    case 'if':
      return proceedIf(frame, status, task);
    case 'condition':
      return proceedCondition(frame, status, task);
    case 'body':
      return proceedBody(frame, task);
    case 'case':
      return on(frame.next);
    case 'substitutions':
      return runSimple(frame.node, { ...task, frame: frame.next }, context, run, frame.index);
    case 'source':
      return [ended(status, withState(state, { source: frame.source }), frame.next, conditions)];
    case 'trap':
      return [ended(frame.status, withState(state, { source: frame.source }), frame.next, conditions)];
    case 'negate':
      return on(frame.next, opposite(status));
    case 'call':
      return [ended(status, leaveCall(state, frame), frame.next, conditions)];
    case 'exit':
      return [{ kind: 'exit', status, state, frame: null, conditions }];
  }
}

function leaveCall(state: ShellState, { positional, source }: Extract<Frame, { kind: 'call' }>): ShellState {
  return withState(state, { positional, source, callDepth: state.callDepth - 1 });
}

/** The shell ends: its EXIT trap runs first. */
export function leave(
  status: Status,
  state: ShellState,
  conditions: readonly string[],
): readonly (Task | Step)[] {
  const trap = state.traps.get('EXIT');
  if (trap === undefined || typeof trap === 'string' || trap.lines.length === 0) {
    return [{ kind: 'exit', status, state, frame: null, conditions }];
  }
  const traps = withEntry(state.traps, 'EXIT', undefined);
  const without = withState(state, { traps, source: looseSource(trap.text) });
  const frame: Frame = { kind: 'program', program: trap, line: 0, next: { kind: 'exit', next: null } };
  return [running(trap.lines[0] as CommandList, without, frame, conditions)];
}

const opposites: Readonly<Record<Status, Status>> = {
  ok: 'unlikely',
  likely: 'unlikely',
  unknown: 'unknown',
  unlikely: 'likely',
  fail: 'ok',
};

function opposite(status: Status): Status {
  return opposites[status];
}

/** Which ways a decision on a status may go. An ordinary command is taken to succeed. */
function ways(status: Status): readonly ('yes' | 'no')[] {
  if (status === 'unknown') return ['yes', 'no'];
  return status === 'ok' || status === 'likely' ? ['yes'] : ['no'];
}

/** As `ways`, where both were written down to be taken: a branch. */
function branchWays(status: Status): readonly ('yes' | 'no')[] {
  if (status === 'ok') return ['yes'];
  return status === 'fail' ? ['no'] : ['yes', 'no'];
}

function proceedAndOr(
  frame: Extract<Frame, { kind: 'and-or' }>,
  status: Status,
  task: Task,
): readonly Task[] {
  const { state, conditions } = task;
  const next = frame.node.rest[frame.index];
  if (!next) return [ended(status, state, frame.next, conditions)];
  const rest: Frame = { ...frame, index: frame.index + 1 };
  const possible = next.operator === '||' && isExec(next.node) ? branchWays(status) : ways(status);
  const joined = possible.length > 1 ? afterInert(next.node, state, conditions) : null;
  if (joined && frame.index + 1 === frame.node.rest.length)
    return [ended('unlikely', joined, rest.next, conditions)];
  return possible.map((way) => {
    const runs = (way === 'yes') === (next.operator === '&&');
    if (runs) return running(next.node, state, rest, conditions);
    // A failure that the list itself deals with does not end a shell under `set -e`.
    return ended(way === 'yes' ? 'ok' : 'unlikely', state, rest, conditions);
  });
}

/** `… || exec app`: what fails there is a check, not the workload. */
function isExec(node: ShellNode): boolean {
  const first = node.kind === 'simple' ? node.words[0] : undefined;
  return first !== undefined && literalWord(first) === 'exec';
}

function proceedIf(frame: Extract<Frame, { kind: 'if' }>, status: Status, task: Task): readonly Task[] {
  const { state } = task;
  const branch = frame.node.branches[frame.branch];
  if (!branch) return [];
  const possible = branchWays(status);
  const last = frame.branch + 1 === frame.node.branches.length && !frame.node.otherwise;
  const joined = last && possible.length > 1 ? afterInert(branch.body, state, task.conditions) : null;
  if (joined) return [ended('ok', joined, frame.next, task.conditions)];
  return possible.map((way) => {
    const conditions =
      possible.length > 1
        ? [...task.conditions, conditionText(branch.condition, way === 'yes', state)]
        : task.conditions;
    if (way === 'yes') return running(branch.body, state, frame.next, conditions);
    const later = frame.node.branches[frame.branch + 1];
    if (later) return running(later.condition, state, { ...frame, branch: frame.branch + 1 }, conditions);
    if (frame.node.otherwise) return running(frame.node.otherwise, state, frame.next, conditions);
    return ended('ok', state, frame.next, conditions);
  });
}

/** A test and its outcome in words. */
function conditionText(condition: CommandList, holds: boolean, { source }: ShellState): string {
  const text = source.text.text.slice(condition.span.start, condition.span.end);
  const short = text.replace(/\s+/g, ' ').trim();
  return `\`${short.length > 80 ? `${short.slice(0, 77)}...` : short}\` ${holds ? 'succeeds' : 'fails'}`;
}

function proceedCondition(
  frame: Extract<Frame, { kind: 'condition' }>,
  status: Status,
  task: Task,
): readonly (Task | Step)[] {
  const { state, conditions } = task;
  const met = frame.node.type === 'until' ? opposite(status) : status;
  const body = (endless: boolean): Task =>
    running(
      frame.node.body,
      state,
      { kind: 'body', node: frame.node, endless, stood: state.stood, next: frame.next },
      conditions,
    );
  const over = ended('ok', state, frame.next, conditions);
  if (met === 'ok') return frame.idle ? [spin(frame.node, frame.next, task)] : [body(true)];
  if (met === 'fail') return [over];
  if (met === 'unlikely') return [over];
  return [body(false), over];
}

/** A loop of short commands; going on later, it looks at its condition again and comes back here. */
function spin(node: Loop, next: Frame | null, { state, conditions }: Task): Step {
  const frame: Frame = { kind: 'body', node, endless: true, stood: -1, next };
  return { kind: 'spin', span: node.span, state, frame, conditions };
}

/** A loop's body is over: once more when it never ends, else out; a loop that never stands still spins. */
function proceedBody(frame: Extract<Frame, { kind: 'body' }>, task: Task): readonly (Task | Step)[] {
  const { state, conditions } = task;
  if (!frame.endless) return [ended('ok', state, frame.next, conditions)];
  const again: Extract<Frame, { kind: 'condition' }> = {
    kind: 'condition',
    node: frame.node,
    next: frame.next,
  };
  if (state.stood === frame.stood) {
    // What the body did may have changed what the condition says: `n=$((n + 1))`.
    if (frame.node.condition)
      return [running(frame.node.condition, state, { ...again, idle: true }, conditions)];
    return [spin(frame.node, frame.next, task)];
  }
  if (!frame.node.condition) {
    return [running(frame.node.body, state, { ...frame, stood: state.stood }, conditions)];
  }
  return [running(frame.node.condition, state, again, conditions)];
}
