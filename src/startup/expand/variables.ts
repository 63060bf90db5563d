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

/** The variables that a program gets which is started in this state. Most programs are asked for one or two of them. */
export function environment(state: ShellState): ReadonlyMap<string, string | null> {
  return new Environment(state);
}

/** The exported ones among the variables; looked through only by who wants all of them. */
class Environment implements ReadonlyMap<string, string | null> {
  readonly #state: ShellState;
  #all: ReadonlyMap<string, string | null> | null = null;

  constructor(state: ShellState) {
    this.#state = state;
  }

  has(name: string): boolean {
    return this.#isOwn(name) && this.#state.variables.has(name);
  }

  get(name: string): string | null | undefined {
    return this.#isOwn(name) ? this.#state.variables.get(name) : undefined;
  }

  get size(): number {
    return this.#listed().size;
  }

  entries(): MapIterator<[string, string | null]> {
    return this.#listed().entries();
  }

  keys(): MapIterator<string> {
    return this.#listed().keys();
  }

  values(): MapIterator<string | null> {
    return this.#listed().values();
  }

  [Symbol.iterator](): MapIterator<[string, string | null]> {
    return this.entries();
  }

  forEach(each: (value: string | null, name: string, map: ReadonlyMap<string, string | null>) => void): void {
    for (const [name, value] of this) each(value, name, this);
  }

  #isOwn(name: string): boolean {
    return this.#state.exported.has(name) || fromEngine.has(name);
  }

  #listed(): ReadonlyMap<string, string | null> {
    this.#all ??= new Map([...this.#state.variables].filter(([name]) => this.#isOwn(name)));
    return this.#all;
  }
}
