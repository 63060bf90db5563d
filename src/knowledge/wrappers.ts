import wrappers from './data/wrappers.json' with { type: 'json' };

interface OptionShape {
  /** Options whose value is the next word. */
  readonly values: readonly string[];
  /** How many words stand between the options and the program. */
  readonly operands?: number;
  /** Whether `NAME=value` words may stand before the program. */
  readonly assignments?: boolean;
  /** Options with which the rest is no argv. */
  readonly refuse?: readonly string[];
  /** Options with which the signal goes to the child alone, not to its process group. */
  readonly single?: readonly string[];
}

/** A program that starts another one, and what becomes of itself. */
export type Wrapper =
  | { readonly kind: 'execs'; readonly shape: OptionShape; readonly measured: boolean }
  | {
      readonly kind: 'forwards';
      readonly shape: OptionShape;
      readonly forwards: 'child' | 'group' | 'nobody';
      readonly stays: boolean;
      readonly reaps: boolean;
    }
  | { readonly kind: 'unmeasured' };

const execs = new Map<string, OptionShape & { measured: boolean }>(Object.entries(wrappers.execs));
const forwarding = new Map(Object.entries(wrappers.forwards));
const unmeasured: ReadonlySet<string> = new Set(wrappers.unmeasured);

/** What is known of a wrapper by its name; null for a program that is none. */
export function wrapper(name: string): Wrapper | null {
  const shape = execs.get(name);
  if (shape) return { kind: 'execs', shape, measured: shape.measured };
  const entry = forwarding.get(name);
  if (entry) {
    return {
      kind: 'forwards',
      shape: entry,
      forwards: entry.forwards as 'child' | 'group' | 'nobody',
      stays: entry.stays,
      reaps: entry.reaps,
    };
  }
  return unmeasured.has(name) ? { kind: 'unmeasured' } : null;
}

/** An init that was measured. */
export interface Init {
  readonly name: string;
  readonly values: readonly string[];
  readonly forwards: 'child' | 'group';
  /** Options that make it signal the process group, or only the child. */
  readonly group: readonly string[];
  readonly single: readonly string[];
  readonly groupEnv: string | null;
}

/** What is known of an init by its name; null for a program that is none. */
export function init(name: string): Init | null {
  const entry = (wrappers.inits as Record<string, Record<string, unknown>>)[name];
  if (!entry) return null;
  return {
    name,
    values: (entry.values as string[]) ?? [],
    forwards: entry.forwards as 'child' | 'group',
    group: (entry.group as string[]) ?? [],
    single: (entry.single as string[]) ?? [],
    groupEnv: (entry.groupEnv as string) ?? null,
  };
}

/**
 * Where the inner program starts in a wrapper's arguments.
 *
 * @param words the words after the wrapper's name; null for one whose value is not known.
 * @returns the index into `words`, or null when it cannot be told.
 */
export function innerStart(words: readonly (string | null)[], shape: OptionShape): number | null {
  let index = 0;
  while (index < words.length) {
    const word = words[index];
    if (word === null || word === undefined) return null;
    if (word === '--') {
      index += 1;
      break;
    }
    if (!word.startsWith('-') || word === '-') break;
    if (shape.refuse?.includes(word)) return null;
    index += shape.values.includes(word) ? 2 : 1;
  }
  index += shape.operands ?? 0;
  if (shape.assignments) {
    while (/^[A-Za-z_]\w*=/.test(words[index] ?? '')) index += 1;
  }
  return index <= words.length ? index : null;
}
