import type { ShellTest } from '../shell/syntax.ts';
import { afterDoubleBracket, evaluateDoubleBracket } from './double-bracket.ts';
import { expandArithmetic } from './expand.ts';
import type { ShellContext, ShellState } from './shell-state.ts';
import { withEntry, withState } from './shell-state.ts';
import { ended, placeOf, type Step, stuckAt, type Task } from './step.ts';
import { truthStatus } from './test-command.ts';

/** Runs `[[ … ]]` or `(( … ))`. */
export function runShellTest(node: ShellTest, task: Task, { shell }: ShellContext): readonly (Task | Step)[] {
  const { state, frame, conditions } = task;
  if (node.form === '[[') {
    // dash looks for a program of that name.
    if (shell.implementation === 'dash') return [ended('fail', state, frame, conditions)];
    const truth = evaluateDoubleBracket(node.expression, state);
    return [ended(truthStatus(truth), afterDoubleBracket(node.expression, state), frame, conditions)];
  }
  if (shell.implementation === 'dash' || shell.implementation === 'busybox ash')
    return [stuckAt(task, '`((` opens two subshells here', placeOf(state, node.span))];
  const { value, assigned } = expandArithmetic(node.expression, state);
  const truth = value === null ? null : value === 'error' ? 'error' : value !== 0n;
  return [ended(truthStatus(truth), withAssigned(state, assigned), frame, conditions)];
}

/** The state with what an arithmetic expression assigned. */
export function withAssigned(state: ShellState, assigned: ReadonlyMap<string, string | null>): ShellState {
  if (assigned.size === 0) return state;
  let { variables } = state;
  for (const [name, value] of assigned) variables = withEntry(variables, name, value);
  return withState(state, { variables });
}
