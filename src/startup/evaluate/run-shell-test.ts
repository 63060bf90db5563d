import type { Arithmetic } from '../../shell/arithmetic.ts';
import type { ShellTest, Word, WordPart } from '../../shell/syntax.ts';
import { decide, withoutAssumptions, wordsOfTest } from '../expand/assumptions.ts';
import { afterDoubleBracket, evaluateDoubleBracket } from '../expand/double-bracket.ts';
import { expandArithmetic } from '../expand/expand.ts';
import { truthStatus } from '../expand/test-command.ts';
import { withVariable } from '../expand/variables.ts';
import type { ShellContext, ShellState, Status } from './shell-state.ts';
import { ended, placeOf, type Step, stuckAt, type Task } from './step.ts';

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
  if (['dash', 'busybox ash', 'yash'].includes(shell.implementation))
    return [stuckAt(task, '`((` opens two subshells here', placeOf(state, node.span))];
  const { value, certain, after } = calculate(node.expression, state);
  const looksAt: WordPart = { kind: 'arithmetic', quoted: false, expression: node.expression };
  const word: Word = { span: node.span, source: '', parts: [looksAt] };
  const then = { ...task, state: after };
  return decide(arithmeticStatus(value), arithmeticStatus(certain), [word], node.span, then);
}

/** The status that `(( … ))` leaves for the value of its expression. */
export function arithmeticStatus(value: Arithmetic): Status {
  return truthStatus(value === null ? null : value === 'error' ? 'error' : value !== 0n);
}

/**
 * Runs an arithmetic expression: its value, the value as far as it holds whatever a run sets, and the state after what it
 * assigns.
 */
export function calculate(
  expression: Word | null,
  state: ShellState,
): { readonly value: Arithmetic; readonly certain: Arithmetic; readonly after: ShellState } {
  const { value, assigned } = expandArithmetic(expression, state);
  const certain = expandArithmetic(expression, withoutAssumptions(state));
  const after = [...assigned].reduce(
    (current, [name, to]) => withVariable(current, name, to, to !== (certain.assigned.get(name) ?? null)),
    state,
  );
  return { value, certain: certain.value, after };
}
