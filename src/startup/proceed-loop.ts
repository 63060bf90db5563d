import type { Loop } from '../shell/syntax.ts';
import { nextRound } from './run-compound.ts';
import { type Frame, type ShellState, type Status, withEntry, withState } from './shell-state.ts';
import { isFailure, opposite } from './status.ts';
import type { Step, Task } from './step.ts';
import { ended, running } from './step.ts';

/** The condition of a loop is over. */
export function proceedCondition(
  frame: Extract<Frame, { kind: 'condition' }>,
  status: Status,
  task: Task,
): readonly (Task | Step)[] {
  const { state, conditions } = task;
  const met = frame.node.type === 'until' ? opposite(status) : status;
  const number = (frame.idle?.number ?? 0) + 1;
  const body = (endless: boolean, from = state): Task =>
    running(
      frame.node.body,
      from,
      {
        kind: 'body',
        node: frame.node,
        endless,
        stood: from.stood,
        round: { number, variables: from.variables },
        next: frame.next,
      },
      conditions,
    );
  const over = ended('ok', state, frame.next, conditions);
  if (met === 'ok') {
    if (!frame.idle) return [body(true)];
    const changed = changedSince(frame.idle.variables, state);
    if (changed.length === 0 || number > mostRounds + 2) return [spin(frame.node, frame.next, task)];
    if (number <= mostRounds) return [body(true)];
    // A loop that counts for long goes round once more as if what it counts were not known.
    const after = changed.reduce(
      (all, name) => withState(all, { variables: withEntry(all.variables, name, null) }),
      state,
    );
    return [body(true, after)];
  }
  if (isFailure(met) || met === 'unlikely') return [over];
  return [body(false), over];
}

/** How many rounds of a loop that changes its variables are followed one by one. */
const mostRounds = 3;

/** The variables that have other values now. */
function changedSince(before: ShellState['variables'], { variables }: ShellState): readonly string[] {
  if (before === variables) return [];
  return [...variables].flatMap(([name, value]) => (before.get(name) === value ? [] : [name]));
}

/** A loop of short commands; going on later, it looks at its condition again and comes back here. */
function spin(node: Loop, next: Frame | null, { state, conditions }: Task): Step {
  const frame: Frame = { kind: 'body', node, endless: true, stood: -1, next };
  return { kind: 'spin', span: node.span, state, frame, conditions };
}

/** A loop's body is over: once more when it never ends, else out; a loop that never stands still spins. */
export function proceedBody(frame: Extract<Frame, { kind: 'body' }>, task: Task): readonly (Task | Step)[] {
  const { state, conditions } = task;
  if (frame.words && frame.words.length > 0) return [nextRound(frame, frame.words, task)];
  if (!frame.endless) return [ended('ok', state, frame.next, conditions)];
  const again: Extract<Frame, { kind: 'condition' }> = {
    kind: 'condition',
    node: frame.node,
    next: frame.next,
  };
  if (state.stood === frame.stood) {
    // What the body did may have changed what the condition says: `n=$((n + 1))`.
    if (frame.node.condition) {
      const idle = frame.round ?? { number: 1, variables: state.variables };
      return [running(frame.node.condition, state, { ...again, idle }, conditions)];
    }
    return [spin(frame.node, frame.next, task)];
  }
  if (!frame.node.condition) {
    return [running(frame.node.body, state, { ...frame, stood: state.stood }, conditions)];
  }
  return [running(frame.node.condition, state, again, conditions)];
}
