import type { ReplacementSites, ShellEntry } from '../shell/implicit-exec.ts';
import type { MappedText } from '../text/mapped-text.ts';
import type { AndOr, CaseItem, CommandList, If, Loop, ShellNode, ShellProgram } from '../shell/syntax.ts';
import type { ShellFact } from '../knowledge/types.ts';
import type { SourcePlace } from './model.ts';
import type { Process } from './process.ts';

/** What does not change while one shell process runs. */
export interface ShellContext {
  readonly argv: readonly string[];
  readonly shell: ShellFact;
  /** bash started as `sh`, or with `--posix`. */
  readonly posix: boolean;
  readonly interactive: boolean;
  /** What the shell was given to run; forked shells run a part of it. */
  readonly program: ShellProgram;
  readonly entry: ShellEntry;
  /** Where the shell replaces itself by a command without being told to. */
  readonly sites: ReplacementSites;
  /** The text its program stands in, and the file; null when it has no place in a file. */
  readonly source: ShellSource | null;
}

export interface ShellSource {
  readonly file: string;
  readonly text: MappedText;
}

/** `ignore` is `trap ''`; a program is what runs; `unreadable` an action whose text is not known. */
export type TrapAction = 'ignore' | 'unreadable' | ShellProgram;

/** A background job of a shell. */
export interface Job {
  readonly pid: number;
  readonly process: Process;
}

/** What changes while a shell runs. Never mutated: every step makes a new one. */
export interface ShellState {
  readonly pid: number;
  /** By signal name, `EXIT`, `ERR` or `DEBUG`. */
  readonly traps: ReadonlyMap<string, TrapAction>;
  /** Signals ignored since before this shell started; a shell cannot trap those. */
  readonly ignored: ReadonlySet<string>;
  /** Null: set to something that is not known. Absent: not known to be set. */
  readonly variables: ReadonlyMap<string, string | null>;
  readonly positional: readonly (string | null)[] | null;
  readonly functions: ReadonlyMap<string, ShellNode>;
  readonly jobs: readonly Job[];
  readonly lastJob: number | null;
  /** `set -m`: jobs have process groups of their own. */
  readonly monitor: boolean;
  readonly callDepth: number;
  /** How often this shell has stood still on something that lasts: tells a loop that works from one that spins. */
  readonly stood: number;
  /** What a person should know of how this state came about. */
  readonly notes: readonly ShellNote[];
}

/** Something that the model assumed or noticed while it followed the shell, and where. */
export interface ShellNote {
  readonly text: string;
  readonly place: SourcePlace | null;
}

/**
 * The outcome of a command as far as the model knows it. `likely`: an ordinary command, meant to
 * succeed. `unknown`: run for its status, so that both outcomes are expected.
 */
export type Status = 'ok' | 'likely' | 'unknown' | 'unlikely' | 'fail';

/** What is left to do, innermost first. */
export type Frame = { readonly next: Frame | null } & FrameBody;

export type FrameBody =
  | { readonly kind: 'program'; readonly program: ShellProgram; readonly line: number }
  | { readonly kind: 'list'; readonly list: CommandList; readonly index: number }
  | { readonly kind: 'and-or'; readonly node: AndOr; readonly index: number }
  | { readonly kind: 'if'; readonly node: If; readonly branch: number }
  | { readonly kind: 'condition'; readonly node: Loop }
  | { readonly kind: 'body'; readonly node: Loop; readonly endless: boolean; readonly stood: number }
  | { readonly kind: 'case'; readonly items: readonly CaseItem[] }
  | { readonly kind: 'negate' }
  | { readonly kind: 'call'; readonly positional: ShellState['positional'] }
  | { readonly kind: 'source' }
  /** The end of a trap's action: go back to what was interrupted, with the status that had. */
  | { readonly kind: 'trap'; readonly status: Status }
  /** The end of the EXIT trap: the shell ends. */
  | { readonly kind: 'exit' };

/** The state with some of it replaced. */
export function withState(state: ShellState, change: Partial<ShellState>): ShellState {
  return { ...state, ...change };
}

/** A copy of a map with one entry set, or removed when the value is undefined. */
export function withEntry<K, V>(map: ReadonlyMap<K, V>, key: K, value: V | undefined): ReadonlyMap<K, V> {
  const copy = new Map(map);
  if (value === undefined) copy.delete(key);
  else copy.set(key, value);
  return copy;
}

/** Whether a trap is set that does something: then shells do not replace themselves by themselves. */
export function hasTraps(state: ShellState): boolean {
  for (const action of state.traps.values()) if (action !== 'ignore') return true;
  return false;
}
