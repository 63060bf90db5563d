import { habitsOf } from '../../shell/mistake.ts';
import type { CommandList, ShellProgram } from '../../shell/syntax.ts';
import { createLineIndex } from '../../text/line-index.ts';
import { parameters, withAssumed } from '../expand/assumptions.ts';
import { afterCaseItem } from '../expand/case-match.ts';
import { conditionText } from '../expand/condition-text.ts';
import { withoutHidden } from '../expand/variables.ts';
import { isExec } from './is-exec.ts';
import { proceedBody, proceedCondition } from './proceed-loop.ts';
import { startItem } from './run-compound.ts';
import type { Frame, ShellContext, ShellState, Status } from './shell-state.ts';
import { looseSource, withEntry, withState } from './shell-state.ts';
import { runSimple } from './simple-command.ts';
import { branchWays, isFailure, opposite, ways } from './status.ts';
import type { Run, Step, Task } from './step.ts';
import { ended, placeOf, running, stuckAt, withCondition } from './step.ts';

/** A new line begins: some shells look at the traps only now. */
function atLine(state: ShellState): ShellState {
  return withState(state, { trapsAtLine: state.traps });
}

/** Takes the status of what just ended to the innermost thing that waits for it. */
export function proceed(task: Task, context: ShellContext, run: Run): readonly (Task | Step)[] {
  const { frame, conditions } = task;
  const status = (task.control as { status: Status }).status;
  const state = task.state.last === status ? task.state : withState(task.state, { last: status });
  if (!frame) return leave(status, state, conditions);
  const on = (next: Frame | null, to: Status = status): Task[] => [ended(to, state, next, conditions)];
  switch (frame.kind) {
    case 'program': {
      if (ends(status, state, frame.next)) return leave(status, state, conditions);
      const line = frame.program.lines[frame.line + 1];
      if (!line) return atEnd(frame, { ...task, state }, context);
      return [running(line, atLine(state), { ...frame, line: frame.line + 1 }, conditions)];
    }
    case 'list':
      if (ends(status, state, frame.next)) return leave(status, state, conditions);
      return startItem(frame.list, frame.index + 1, { ...task, state, frame: frame.next }, context, run);
    case 'and-or':
      return proceedAndOr(frame, status, { ...task, state });
    case 'if':
      return proceedIf(frame, status, { ...task, state });
    case 'condition':
      return proceedCondition(frame, status, { ...task, state });
    case 'body':
      return proceedBody(frame, { ...task, state });
    case 'case':
      return afterCaseItem(frame, { ...task, state });
    case 'substitutions':
      return runSimple(frame.node, { ...task, state, frame: frame.next }, context, run, frame.index);
    case 'source':
      return [ended(status, leaveSource(state, frame), frame.next, conditions)];
    case 'trap':
      return [ended(frame.status, withState(state, { source: frame.source }), frame.next, conditions)];
    case 'negate':
      return on(frame.next, opposite(status));
    case 'call':
      return [ended(status === 'excused' ? 'fail' : status, leaveCall(state, frame), frame.next, conditions)];
    case 'exit':
      return [{ kind: 'exit', status, state, frame: null, conditions }];
  }
}

/** The task that begins a program, and then goes on with something. */
export function beginProgram(
  program: ShellProgram,
  state: ShellState,
  next: Frame | null,
  conditions: readonly string[],
): Task {
  const [first] = program.lines;
  const frame: Frame = { kind: 'program', program, line: first ? 0 : -1, next };
  return first ? running(first, state, frame, conditions) : ended('ok', state, frame, conditions);
}

/** The lines of a program are over: what comes next, unless the shell stumbles over a mistake there. */
function atEnd(
  { program, next }: Extract<Frame, { kind: 'program' }>,
  task: Task,
  { shell }: ShellContext,
): readonly (Task | Step)[] {
  const { state, conditions } = task;
  const { mistake, text } = program;
  if (!mistake) return [ended((task.control as { status: Status }).status, state, next, conditions)];
  const { offset } = mistake;
  const rest = /^[^\r\n]*/.exec(text.slice(offset))?.[0].trimEnd().length ?? 0;
  const place = placeOf(state, { start: offset, end: offset + rest });
  const { line, column } = createLineIndex(text).position(offset);
  const where = `at line ${line}, column ${column}`;
  if (!mistake.sure)
    return [stuckAt(task, `whether ${shell.implementation} takes ${mistake.what} is not known`, place)];
  const { status, evalEnds, fileEnds } = habitsOf(shell);
  const ends = next?.kind !== 'source' || (state.source.file === null ? evalEnds : fileEnds);
  const then = ends ? `the shell ends there with status ${status}` : 'nothing from there on runs';
  const met = {
    what: mistake.what,
    shell: shell.implementation,
    status: ends ? status : null,
    source: state.source,
  };
  const note = { text: `there is ${mistake.what}, ${where}: ${then}`, place, mistake: met };
  const noted = withState(state, { notes: [...state.notes, note] });
  return ends ? leave('fail', noted, conditions) : [ended('fail', noted, next, conditions)];
}

/** Whether a command that failed ends the shell: under `set -e`, but not where its status is asked for. */
function ends(status: Status, { errexit }: ShellState, next: Frame | null): boolean {
  if (status !== 'fail' || !errexit) return false;
  for (let frame = next; frame; frame = frame.next) {
    if (frame.kind === 'if' || frame.kind === 'condition' || frame.kind === 'negate') return false;
    if (frame.kind === 'and-or' && frame.index < frame.node.rest.length) return false;
  }
  return true;
}

function leaveCall(state: ShellState, frame: Extract<Frame, { kind: 'call' }>): ShellState {
  const { positional, source, callers, hidden } = frame;
  const after = withAssumed(withoutHidden(state), parameters, frame.assumed);
  return withState(after, { positional, source, callers, hidden, callDepth: state.callDepth - 1 });
}

function leaveSource(state: ShellState, frame: Extract<Frame, { kind: 'source' }>): ShellState {
  const { source, callers, positional = state.positional } = frame;
  return withState(state, { source, callers, positional });
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

function proceedAndOr(
  frame: Extract<Frame, { kind: 'and-or' }>,
  status: Status,
  task: Task,
): readonly Task[] {
  const { state } = task;
  const next = frame.node.rest[frame.index];
  if (!next) return [ended(status, state, frame.next, task.conditions)];
  const rest: Frame = { ...frame, index: frame.index + 1 };
  const possible = next.operator === '||' && isExec(next.node) ? branchWays(status) : ways(status);
  const left = (frame.node.rest[frame.index - 1] ?? { node: frame.node.first }).node;
  return possible.map((way) => {
    const runs = (way === 'yes') === (next.operator === '&&');
    const conditions =
      possible.length > 1
        ? withCondition(task.conditions, conditionText(left.span, way === 'yes', state))
        : task.conditions;
    if (runs) return running(next.node, state, rest, conditions);
    // A failure that the list itself deals with does not end a shell under `set -e`.
    if (way === 'yes') return ended('ok', state, rest, conditions);
    return ended(isFailure(status) ? 'excused' : 'unlikely', state, rest, conditions);
  });
}

function proceedIf(frame: Extract<Frame, { kind: 'if' }>, status: Status, task: Task): readonly Task[] {
  const { state } = task;
  const branch = frame.node.branches[frame.branch];
  if (!branch) return [];
  const possible = branchWays(status);
  // The parts of the condition that were decided one by one are said as the whole that they are of.
  const before = task.conditions.filter((text) => frame.conditions.includes(text));
  const open = possible.length > 1 || before.length < task.conditions.length;
  return possible.map((way) => {
    const conditions = open
      ? withCondition(before, conditionText(branch.condition.span, way === 'yes', state))
      : task.conditions;
    if (way === 'yes') return running(branch.body, state, frame.next, conditions);
    const later = frame.node.branches[frame.branch + 1];
    if (later)
      return running(later.condition, state, { ...frame, branch: frame.branch + 1, conditions }, conditions);
    if (frame.node.otherwise) return running(frame.node.otherwise, state, frame.next, conditions);
    return ended('ok', state, frame.next, conditions);
  });
}
