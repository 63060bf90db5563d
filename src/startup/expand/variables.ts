import { type ShellState, withEntry, withMember, withState } from '../evaluate/shell-state.ts';
import { withAssumed } from './assumptions.ts';

/**
 * The state after a variable was set.
 *
 * @param value null: to something that is not known.
 * @param rests whether the value is known only because a variable is taken to be unset.
 */
export function withVariable(
  state: ShellState,
  name: string,
  value: string | null,
  rests = false,
): ShellState {
  const set = withState(state, { variables: withEntry(state.variables, name, value) });
  return withAssumed(state.allexport ? withExported(set, name, true) : set, name, rests);
}

/** The state after a name was unset: also a run that sets it does not change that. */
export function withoutVariable(state: ShellState, name: string): ShellState {
  const variables = withEntry(state.variables, name, undefined);
  const arrays = withEntry(state.arrays, name, undefined);
  const unset = withMember(state.unset, name, true);
  return withAssumed(withExported(withState(state, { variables, arrays, unset }), name, false), name, false);
}

/** The state in which the programs that are started get a variable, or do not. */
export function withExported(state: ShellState, name: string, isExported: boolean): ShellState {
  const exported = withMember(state.exported, name, isExported);
  return exported === state.exported ? state : withState(state, { exported });
}

/** The state in which what a name stands for is put back when the function is over that runs. */
export function withHidden(state: ShellState, name: string): ShellState {
  if (state.hidden.has(name)) return state;
  const outer = {
    variable: state.variables.get(name),
    array: state.arrays.get(name),
    assumed: state.assumed.has(name),
    unset: state.unset.has(name),
    exported: state.exported.has(name),
  };
  return withState(state, { hidden: withEntry(state.hidden, name, outer) });
}

/** Puts back what the function that runs has hidden. */
export function withoutHidden(state: ShellState): ShellState {
  return [...state.hidden].reduce((current, [name, outer]) => {
    const variables = withEntry(current.variables, name, outer.variable);
    const arrays = withEntry(current.arrays, name, outer.array);
    const unset = withMember(current.unset, name, outer.unset);
    const back = withExported(withState(current, { variables, arrays, unset }), name, outer.exported);
    return withAssumed(back, name, outer.assumed);
  }, state);
}

/** Engines set these for every container. */
const fromEngine: ReadonlySet<string> = new Set(['PATH', 'HOME', 'HOSTNAME']);

/** The variables that a program gets which is started in this state. */
export function environment({ variables, exported }: ShellState): ReadonlyMap<string, string | null> {
  const isOwn = (name: string): boolean => exported.has(name) || fromEngine.has(name);
  if ([...variables.keys()].every(isOwn)) return variables;
  return new Map([...variables].filter(([name]) => isOwn(name)));
}
