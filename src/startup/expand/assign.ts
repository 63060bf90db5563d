import type { Assignment, SimpleCommand, Word } from '../../shell/syntax.ts';
import { type ShellState, withEntry, withState } from '../evaluate/shell-state.ts';
import { isAssumed, restsOnRun, withAssumed } from './assumptions.ts';
import { expandArithmetic, expandText, expandWord, itemOf } from './expand.ts';
import { isCounted } from './items.ts';
import { withVariable } from './variables.ts';

/** The state after the assignments in front of a command. */
export function assign({ assignments }: SimpleCommand, state: ShellState): ShellState {
  return assignments.reduce((current, assignment) => assignOne(assignment, current), state);
}

function assignOne({ name, value, index, elements, append }: Assignment, state: ShellState): ShellState {
  if (elements) return assignArray(name, elements, append, state);
  const text = value ? expandText(value, state) : null;
  const rests = (value !== null && restsOnRun(value, state)) || (append && state.assumed.has(name));
  if (index || state.arrays.has(name)) {
    const after = assignElement(name, index ?? null, append ? null : text, state);
    return withAssumed(after, name, rests || state.assumed.has(name));
  }
  const before = append ? (state.variables.get(name) ?? null) : '';
  return withVariable(state, name, text !== null && before !== null ? before + text : null, rests);
}

/** `name[index]=value`; without an index it is the first element. */
function assignElement(name: string, index: Word | null, text: string | null, state: ShellState): ShellState {
  const array = state.arrays.get(name) ?? (state.arrays.has(name) || state.variables.has(name) ? null : []);
  const at = index ? expandArithmetic(index, state).value : 0n;
  const plain = typeof at === 'bigint' && isCounted(array) && at >= 0n && at <= BigInt(array.length);
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
  const words = elements.flatMap((word) => expandWord(word, state)).map(itemOf);
  const value = before === null || indexed ? null : [...before, ...words];
  const rests = elements.some((word) => isAssumed(word, state)) || (append && state.assumed.has(name));
  return withAssumed(withState(state, { arrays: withEntry(state.arrays, name, value) }), name, rests);
}
