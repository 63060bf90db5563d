import type { Case } from '../shell/syntax.ts';
import { literalWord } from '../shell/syntax.ts';
import { expandText } from './expand.ts';
import type { Task } from './step.ts';
import { ended, running } from './step.ts';

/** The ways a `case` can go: the one branch its word decides, or each of them with its condition. */
export function matchCase(node: Case, task: Task): readonly Task[] {
  const { state, frame, conditions } = task;
  const value = expandText(node.word, state);
  const ways: Task[] = [];
  for (const item of node.items) {
    const answers = item.patterns.map((pattern) =>
      matches(literalPattern(pattern.source, literalWord(pattern)), value),
    );
    if (answers.every((answer) => answer === false)) continue;
    const certain = answers.includes(true);
    const patterns = item.patterns.map(({ source }) => source).join('|');
    const when =
      certain && ways.length === 0 ? conditions : [...conditions, `${node.word.source} is ${patterns}`];
    ways.push(running(item.body, state, frame, when));
    if (certain) return ways;
  }
  const none = ways.length === 0 ? conditions : [...conditions, `${node.word.source} is none of the cases`];
  return [...ways, ended('ok', state, frame, none)];
}

interface Pattern {
  readonly any: boolean;
  readonly literal: string | null;
}

function literalPattern(source: string, literal: string | null): Pattern {
  return { any: source === '*', literal };
}

/** Whether a pattern matches; null when it cannot be told. */
function matches(pattern: Pattern, value: string | null): boolean | null {
  if (pattern.any) return true;
  if (value === null || pattern.literal === null) return null;
  return pattern.literal === value;
}
