import type { ParameterPart } from '../../shell/syntax.ts';
import type { ShellState } from '../evaluate/shell-state.ts';
import { type Items, isCounted, itemAt } from './items.ts';

/** A value as far as it is known: null is "not known", undefined "known to be unset". */
export type Value = string | null | undefined;

/** The command whose output is kept among the variables: whether a script runs as root. */
export const userNumber = 'id -u';

/** What a parameter holds that is a list: `$@`, `${words[@]}`; null for all others. */
export type List = { readonly values: Items; readonly star: boolean };

/** The elements of `$@`, `$*`, `${name[@]}` and `${name[*]}`; null for a parameter that is no list. */
export function listValue(name: string, state: ShellState): List | null {
  if (name === '@' || name === '*') {
    return { values: isLeftOut('@', state) ? null : state.positional, star: name === '*' };
  }
  const match = /^(\w+)\[([@*])\]$/.exec(name);
  if (!match) return null;
  return { values: arrayValue(match[1] as string, state), star: match[2] === '*' };
}

/** An array by its name; a plain variable is an array of one. */
function arrayValue(name: string, state: ShellState): Items {
  if (isLeftOut(name, state)) return null;
  if (name === 'FUNCNAME' && state.implementation === 'bash') return callers(state);
  if (name === 'BASH_SOURCE' && state.implementation === 'bash') {
    return [
      sourcePath(state),
      ...callers(state)
        .slice(1)
        .map(() => null),
    ];
  }
  const array = state.arrays.get(name);
  if (array !== undefined) return array;
  const value = state.variables.get(name);
  return value === undefined ? null : [value];
}

/** bash: the functions that run, the innermost first; empty outside of functions. */
function callers({ callers: all, callDepth }: ShellState): readonly string[] {
  return callDepth > 0 ? all : [];
}

/** The file that the code which runs now stands in, as the shell was given its path. */
function sourcePath({ source, name }: ShellState): string | null {
  return source.path ?? name;
}

/** Whether a value that is only assumed is not to be counted on. */
function isLeftOut(name: string, { certain, assumed }: ShellState): boolean {
  return certain === true && assumed.has(name);
}

/** A plain parameter's value. */
export function parameterValue(name: string, state: ShellState): Value {
  if (isLeftOut(name, state)) return null;
  if (/^\d+$/.test(name)) return positionalValue(Number(name), state);
  if (Object.hasOwn(special, name)) return special[name]?.(state);
  const own = state.variables.get(name);
  if (own !== undefined) return own;
  if (state.unset.has(name) && !state.arrays.has(name)) return undefined;
  const array = state.arrays.get(name);
  if (array !== undefined) return itemAt(array, 0);
  if (name === 'PWD') return state.directory;
  return state.implementation === 'bash' && Object.hasOwn(inBash, name) ? inBash[name]?.(state) : null;
}

function positionalValue(index: number, state: ShellState): Value {
  const { name, positional } = state;
  if (index === 0) return name;
  return isLeftOut('@', state) ? null : itemAt(positional, index - 1);
}

type Reader = (state: ShellState) => Value;

const special: Readonly<Record<string, Reader>> = {
  '!': ({ lastJob }) => (lastJob === null ? undefined : String(lastJob)),
  $: ({ pid }) => String(pid),
  '#': (state) =>
    isCounted(state.positional) && !isLeftOut('@', state) ? String(state.positional.length) : null,
  '?': ({ last }) => (last === 'ok' ? '0' : null),
  '-': () => null,
};

const inBash: Readonly<Record<string, Reader>> = {
  FUNCNAME: (state) => callers(state)[0],
  BASH_SOURCE: sourcePath,
  UID: (state) => state.variables.get(userNumber) ?? null,
  EUID: (state) => state.variables.get(userNumber) ?? null,
  BASHPID: ({ pid }) => String(pid),
};

/** `${name[2]}`: an element of an array by the number of its index; null where that is not known. */
export function elementValue(name: string, index: number | null, state: ShellState): Value {
  const array = arrayValue(name, state);
  if (array === null || index === null) return null;
  if (index >= 0) return itemAt(array, index);
  return isCounted(array) ? array[array.length + index] : null;
}

/**
 * Whether nothing that is known sets a variable: not the image, not the engine, not the script. What no file sets is
 * most probably not set when the container starts, so `${x:-default}` is taken to be the default.
 */
export function isUnset(
  name: string,
  { variables, arrays, unset, implementation, certain }: ShellState,
): boolean {
  if (unset.has(name) && !variables.has(name) && !arrays.has(name)) return true;
  if (certain) return false;
  if (!/^[A-Za-z_]\w*$/.test(name) || setByEngine.has(name)) return false;
  if (
    implementation === 'bash' &&
    (Object.hasOwn(inBash, name) || /^(BASH|SHELLOPTS|RANDOM|LINENO)/.test(name))
  )
    return false;
  return !variables.has(name) && !arrays.has(name);
}

/** Engines set these for every container, and shells PWD and IFS. */
const setByEngine: ReadonlySet<string> = new Set(['PATH', 'HOME', 'HOSTNAME', 'PWD', 'IFS']);

/** The name of a parameter without its index. */
export function baseName({ name }: ParameterPart): string {
  return name.replace(/\[.*$/s, '');
}
