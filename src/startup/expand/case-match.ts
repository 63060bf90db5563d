import { matchesPattern } from '../../shell/pattern.ts';
import type { Case, CaseItem, Word } from '../../shell/syntax.ts';
import type { Frame, ShellState } from '../evaluate/shell-state.ts';
import type { Task } from '../evaluate/step.ts';
import { ended, running, withCondition } from '../evaluate/step.ts';
import { isAssumed, withGiven } from './assumptions.ts';
import { expandPattern, expandText } from './expand.ts';

/** The ways a `case` can go: the one branch its word decides, or each of them with its condition. */
export function matchCase(node: Case, task: Task): readonly Task[] {
  const value = expandText(node.word, task.state);
  const ways = matchFrom(node, 0, value, task, task.conditions);
  const words = [node.word, ...node.items.flatMap(({ patterns }) => patterns)];
  if (!words.some((word) => isAssumed(word, task.state))) return ways;
  // By the default of a variable it is one branch, and what a run sets may make it any other.
  const given = { ...task, state: withGiven(task.state, words) };
  const others = matchFrom(node, 0, null, given, task.conditions);
  const isDefault = (way: Task): boolean => ways.some((one) => codeOf(one) === codeOf(way));
  const conditions = others.find(isDefault)?.conditions ?? task.conditions;
  return [...ways.map((way) => ({ ...way, conditions })), ...others.filter((way) => !isDefault(way))];
}

function codeOf({ control }: Task): unknown {
  return 'eval' in control ? control.eval : null;
}

/** The ways from an item on; `;;&` comes back here. */
export function matchFrom(
  node: Case,
  from: number,
  value: string | null,
  task: Task,
  conditions: readonly string[],
): readonly Task[] {
  const { state, frame } = task;
  const ways: Task[] = [];
  for (const [index, item] of node.items.entries()) {
    if (index < from) continue;
    const answers = item.patterns.map((pattern) => matches(pattern, value, state));
    if (answers.every((answer) => answer === false)) continue;
    const certain = answers.includes(true);
    const patterns = item.patterns.map(({ source }) => source).join('|');
    const when =
      certain && ways.length === 0
        ? conditions
        : withCondition(conditions, `${node.word.source} is ${patterns}`);
    ways.push(running(item.body, state, afterItem(node, index, item, value, frame), when));
    if (certain) return ways;
  }
  const none =
    ways.length === 0 ? conditions : withCondition(conditions, `${node.word.source} is none of the cases`);
  return [...ways, ended('ok', state, frame, none)];
}

/** What a body goes on with: `;&` runs the next one, `;;&` looks for the next match. */
function afterItem(
  node: Case,
  index: number,
  { end }: CaseItem,
  value: string | null,
  next: Frame | null,
): Frame | null {
  return end === ';;' || index + 1 >= node.items.length ? next : { kind: 'case', node, index, value, next };
}

/** A body that ended in `;&` or `;;&` is over. */
export function afterCaseItem(frame: Extract<Frame, { kind: 'case' }>, task: Task): readonly Task[] {
  const { node, index, value, next } = frame;
  const on: Task = { ...task, frame: next };
  const following = node.items[index + 1];
  if (node.items[index]?.end === ';;&') return matchFrom(node, index + 1, value, on, task.conditions);
  if (!following) return [on];
  return [
    running(following.body, task.state, afterItem(node, index + 1, following, value, next), task.conditions),
  ];
}

/** Whether a pattern matches; null when it cannot be told. */
function matches(word: Word, value: string | null, state: ShellState): boolean | null {
  if (word.source === '*') return true;
  const groups = state.implementation === 'mksh' || state.implementation === 'ksh93';
  // bash refuses `@(a|b)` before `shopt -s extglob`, so one that stands there is meant.
  const pattern = expandPattern(word, state, groups || state.implementation === 'bash');
  return pattern === null || value === null ? null : matchesPattern(pattern, value);
}
