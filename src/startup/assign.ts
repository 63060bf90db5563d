import type { Assignment, SimpleCommand, Word } from '../shell/syntax.ts';
import { isAssumed, withAssumed } from './assumptions.ts';
import { expandArithmetic, expandText, expandWord } from './expand.ts';
import { type ShellState, withEntry, withState } from './shell-state.ts';

/** The state after the assignments in front of a command. */
export function assign({ assignments }: SimpleCommand, state: ShellState): ShellState {
  return assignments.reduce((current, assignment) => assignOne(assignment, current), state);
}

function assignOne({ name, value, index, elements, append }: Assignment, state: ShellState): ShellState {
  if (elements) return assignArray(name, elements, append, state);
  const text = value ? expandText(value, state) : null;
  if (index) return assignElement(name, index, append ? null : text, state);
  if (state.arrays.has(name)) return assignElement(name, null, append ? null : text, state);
  const before = append ? (state.variables.get(name) ?? null) : '';
  const known = text !== null && before !== null ? before + text : null;
  const rests = (value !== null && isAssumed(value, state)) || (append && state.assumed.has(name));
  const after = withState(state, { variables: withEntry(state.variables, name, known) });
  return withAssumed(after, name, rests);
}

/** `name[index]=value`; without an index it is the first element. */
function assignElement(name: string, index: Word | null, text: string | null, state: ShellState): ShellState {
  const array = state.arrays.get(name) ?? (state.arrays.has(name) || state.variables.has(name) ? null : []);
  const at = index ? expandArithmetic(index, state).value : 0n;
  const plain = typeof at === 'bigint' && array !== null && at >= 0n && at <= BigInt(array.length);
  const changed = plain ? [...array.slice(0, Number(at)), text, ...array.slice(Number(at) + 1)] : null;
  return withState(state, { arrays: withEntry(state.arrays, name, changed) });
}

/** `name=(words)` and `name+=(words)`. */
function assignArray(
  name: string,
  elements: readonly Word[],
  append: boolean,
  state: ShellState,
): ShellState {
  const before = append ? (state.arrays.get(name) ?? (state.arrays.has(name) ? null : [])) : [];
  const indexed = elements.some(({ source }) => /^\[[^\]]*\]\+?=/.test(source));
  const words = elements
    .flatMap((word) => expandWord(word, state))
    .map(({ text, known }) => (known ? text : null));
  const value = before === null || indexed ? null : [...before, ...words];
  const rests = elements.some((word) => isAssumed(word, state)) || (append && state.assumed.has(name));
  return withAssumed(withState(state, { arrays: withEntry(state.arrays, name, value) }), name, rests);
}
