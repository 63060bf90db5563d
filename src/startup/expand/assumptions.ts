import type { ParameterPart, TestExpression, Word, WordPart } from '../../shell/syntax.ts';
import type { Span } from '../../text/span.ts';
import { type ShellState, type Status, withEntry, withMember, withState } from '../evaluate/shell-state.ts';
import { ended, type Task, withCondition } from '../evaluate/step.ts';
import { conditionText } from './condition-text.ts';
import { expandText } from './expand.ts';
import { baseName, isUnset, parameterValue } from './parameter-value.ts';

// A variable that no file sets may be set by whoever runs the image. `${X:-default}` is taken to be the default, and
// what rests on that is remembered (`ShellState.assumed`): where it decides a branch, both ways are followed.

/** The positional parameters among the names of `ShellState.assumed`. */
export const parameters = '@';

/** The state in which only that is known which holds whatever a run sets. */
export function withoutAssumptions(state: ShellState): ShellState {
  return withState(state, { certain: true });
}

/** Whether what a word expands to is known only because a variable is taken to be unset. */
export function isAssumed(word: Word, state: ShellState): boolean {
  if (word.parts.every((part) => part.kind === 'literal' || isCertainList(part, state))) return false;
  return expandText(word, state) !== null && expandText(word, withoutAssumptions(state)) === null;
}

/** `$@` and `${A[@]}` that rest on nothing; they may be long. */
function isCertainList(part: WordPart, { assumed }: ShellState): boolean {
  if (part.kind !== 'parameter' || part.operator !== null || part.prefix) return false;
  const name = /^[@*]$/.test(part.name) ? parameters : /^(\w+)\[[@*]\]$/.exec(part.name)?.[1];
  return name !== undefined && !assumed.has(name);
}

/** Whether what a word expands to rests on whether a run sets a variable: it is a default, or what the run has given. */
export function restsOnRun(word: Word, state: ShellState): boolean {
  if (isAssumed(word, state)) return true;
  return (
    assumedNames([word], state).some((name) => state.assumed.has(name)) && expandText(word, state) === null
  );
}

/** The state in which the value of a name rests on an assumption, or does not. */
export function withAssumed(state: ShellState, name: string, rests: boolean): ShellState {
  const assumed = withMember(state.assumed, name, rests);
  return assumed === state.assumed ? state : withState(state, { assumed });
}

/**
 * The ways on from a test: one where it is decided, and both where that rests on a default, the default's first.
 *
 * @param status what it says if every default counts.
 * @param certain what it says whatever a run sets.
 * @param words what it looks at.
 */
export function decide(
  status: Status,
  certain: Status,
  words: readonly Word[],
  span: Span,
  { state, frame, conditions }: Task,
): readonly Task[] {
  if (status === certain || status === 'unknown') return [ended(status, state, frame, conditions)];
  const holds = status === 'ok';
  const given = withGiven(state, words);
  return [
    ended(status, state, frame, withCondition(conditions, conditionText(span, holds, state))),
    ended(holds ? 'fail' : 'ok', given, frame, withCondition(conditions, conditionText(span, !holds, state))),
  ];
}

/** The state in which the run has set what these words take to be unset, to something that is not known. */
export function withGiven(state: ShellState, words: readonly Word[]): ShellState {
  let { variables, arrays, positional, assumed } = state;
  for (const name of assumedNames(words, state)) {
    if (name === parameters) positional = null;
    else if (arrays.has(name)) arrays = withEntry(arrays, name, null);
    else variables = withEntry(variables, name, null);
    assumed = withMember(assumed, name, true);
  }
  return withState(state, { variables, arrays, positional, assumed });
}

/** The words of `[[ … ]]`. */
export function wordsOfTest(expression: TestExpression): readonly Word[] {
  switch (expression.kind) {
    case 'unary':
      return [expression.operand];
    case 'binary':
      return [expression.left, expression.right];
    case 'not':
      return wordsOfTest(expression.operand);
    default:
      return expression.operands.flatMap(wordsOfTest);
  }
}

function assumedNames(words: readonly Word[], state: ShellState): readonly string[] {
  return words.flatMap(({ parts }) => parts.flatMap((part) => namesIn(part, state)));
}

function namesIn(part: WordPart, state: ShellState): readonly string[] {
  if (part.kind === 'arithmetic') {
    const names = part.expression?.source.match(/[A-Za-z_]\w*/g) ?? [];
    return names.filter((name) => state.assumed.has(name));
  }
  if (part.kind !== 'parameter') return [];
  const { operand, replacement, slice } = part;
  const inner = [operand, replacement, slice?.offset, slice?.length].flatMap((word) => word ?? []);
  return [...nameOf(part, state), ...assumedNames(inner, state)];
}

function nameOf(part: ParameterPart, state: ShellState): readonly string[] {
  const written = baseName(part);
  const name = /^(\d+|[@*#])$/.test(written) ? parameters : written;
  const own = state.assumed.has(name) ? [name] : [];
  const meant = part.prefix === '!' ? (parameterValue(written, state) ?? '') : written;
  const isDefault = /^:?[-=]$/.test(part.operator ?? '') && isUnset(meant, state);
  return isDefault || state.assumed.has(meant) ? [...own, meant] : own;
}
