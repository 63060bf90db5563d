import type { Arithmetic } from '../shell/arithmetic.ts';
import type { ShellTest, Word, WordPart } from '../shell/syntax.ts';
import { decide, withoutAssumptions, wordsOfTest } from './assumptions.ts';
import { afterDoubleBracket, evaluateDoubleBracket } from './double-bracket.ts';
import { expandArithmetic } from './expand.ts';
import type { ShellContext, ShellState, Status } from './shell-state.ts';
import { withEntry, withState } from './shell-state.ts';
import { ended, placeOf, type Step, stuckAt, type Task } from './step.ts';
import { truthStatus } from './test-command.ts';

/** Runs `[[ … ]]` or `(( … ))`. */
export function runShellTest(node: ShellTest, task: Task, { shell }: ShellContext): readonly (Task | Step)[] {
  const { state, frame, conditions } = task;
  if (node.form === '[[') {
    // dash looks for a program of that name.
    if (shell.implementation === 'dash') return [ended('fail', state, frame, conditions)];
    const [truth, certain] = [state, withoutAssumptions(state)].map((known) =>
      truthStatus(evaluateDoubleBracket(node.expression, known)),
    ) as [Status, Status];
    const after = { ...task, state: afterDoubleBracket(node.expression, state) };
    return decide(truth, certain, wordsOfTest(node.expression), node.span, after);
  }
  if (shell.implementation === 'dash' || shell.implementation === 'busybox ash')
    return [stuckAt(task, '`((` opens two subshells here', placeOf(state, node.span))];
  const { value, assigned } = expandArithmetic(node.expression, state);
  const certain = expandArithmetic(node.expression, withoutAssumptions(state)).value;
  const looksAt: WordPart = { kind: 'arithmetic', quoted: false, expression: node.expression };
  const word: Word = { span: node.span, source: '', parts: [looksAt] };
  const after = { ...task, state: withAssigned(state, assigned) };
  return decide(arithmeticStatus(value), arithmeticStatus(certain), [word], node.span, after);
}

/** The status that `(( … ))` leaves for the value of its expression. */
export function arithmeticStatus(value: Arithmetic): Status {
  return truthStatus(value === null ? null : value === 'error' ? 'error' : value !== 0n);
}

/** The state with what an arithmetic expression assigned. */
export function withAssigned(state: ShellState, assigned: ReadonlyMap<string, string | null>): ShellState {
  if (assigned.size === 0) return state;
  let { variables } = state;
  for (const [name, value] of assigned) variables = withEntry(variables, name, value);
  return withState(state, { variables });
}
