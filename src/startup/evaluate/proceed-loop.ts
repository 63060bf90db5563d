import type { Loop } from '../../shell/syntax.ts';
import { PersistentMap } from '../expand/persistent-map.ts';
import { nextRound } from './run-compound.ts';
import { type Frame, type Round, type ShellState, type Status, withEntry, withState } from './shell-state.ts';
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
  const number = frame.idle ? nextNumber(frame.idle, state) : 1;
  const body = (endless: boolean, from = state): Task =>
    running(
      frame.node.body,
      from,
      {
        kind: 'body',
        node: frame.node,
        endless,
        stood: from.stood,
        round: roundFrom(number, from),
        next: frame.next,
      },
      conditions,
    );
  const over = ended('ok', state, frame.next, conditions);
  if (met === 'ok') {
    if (!frame.idle) return [body(true)];
    const forgotten = withoutChanged(frame.idle, state);
    if (forgotten === state || number > mostRounds + 2) return [spin(frame.node, frame.next, task)];
    // A loop that counts for long goes round once more as if what it counts were not known.
    return [body(true, number <= mostRounds ? state : forgotten)];
  }
  if (isFailure(met) || met === 'unlikely') return [over];
  return [body(false), over];
}

/** How many rounds of a loop that changes its variables are followed one by one. */
const mostRounds = 3;

function roundFrom(number: number, { variables, arrays, positional }: ShellState): Round {
  return { number, variables, arrays, positional };
}

/** A round that took a parameter away, as `shift` does, is not counted: there are only so many. */
function nextNumber({ number, positional }: Round, state: ShellState): number {
  const fewer = positional && state.positional && state.positional.length < positional.length;
  return fewer ? number : number + 1;
}

/** The state without what is known of all that is another than when the round began; the same state: nothing is. */
function withoutChanged(before: Round, state: ShellState): ShellState {
  const variables = withoutOther(before.variables, state.variables);
  const arrays = withoutOther(before.arrays, state.arrays);
  const positional = before.positional === state.positional ? state.positional : null;
  const same =
    variables === state.variables && arrays === state.arrays && before.positional === state.positional;
  return same ? state : withState(state, { variables, arrays, positional });
}

/** The entries, null for those that are others now; the same map where none is. */
function withoutOther<V>(
  before: ReadonlyMap<string, V | null>,
  now: ReadonlyMap<string, V | null>,
): ReadonlyMap<string, V | null> {
  if (before === now) return now;
  let left = now;
  PersistentMap.from(before).differences(PersistentMap.from(now), (name, _, value) => {
    if (value !== undefined) left = withEntry(left, name, null);
    return true;
  });
  return left;
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
      const idle = frame.round ?? roundFrom(1, state);
      return [running(frame.node.condition, state, { ...again, idle }, conditions)];
    }
    return [spin(frame.node, frame.next, task)];
  }
  if (!frame.node.condition) {
    return [running(frame.node.body, state, { ...frame, stood: state.stood }, conditions)];
  }
  return [running(frame.node.condition, state, again, conditions)];
}
