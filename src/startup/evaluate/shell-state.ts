import type { ShellFact } from '../../knowledge/types.ts';
import type { ReplacementSites, ShellEntry } from '../../shell/implicit-exec.ts';
import type {
  AndOr,
  Case,
  CommandList,
  If,
  Loop,
  ShellNode,
  ShellProgram,
  SimpleCommand,
} from '../../shell/syntax.ts';
import { looseMapped, type MappedText } from '../../text/mapped-text.ts';
import type { Items } from '../expand/items.ts';
import { PersistentMap } from '../expand/persistent-map.ts';
import { PersistentSet } from '../expand/persistent-set.ts';
import type { SourcePlace } from '../model.ts';
import type { Process } from '../process.ts';

/** What does not change while one shell process runs. */
export interface ShellContext {
  readonly argv: readonly string[];
  readonly shell: ShellFact;
  /** bash started as `sh`, or with `--posix`. */
  readonly posix: boolean;
  readonly interactive: boolean;
  /** Whether its standard input is a pipe that somebody writes to. */
  readonly reads: boolean;
  /** What the shell was given to run; forked shells run a part of it. */
  readonly program: ShellProgram;
  readonly entry: ShellEntry;
  /** How many scripts started each other up to this one. */
  readonly depth: number;
  /** Where the shell replaces itself by a command without being told to. */
  readonly sites: ReplacementSites;
}

/** The text that a program was parsed from. */
export interface ShellSource {
  /** The file it stands in; null for text that was put together, such as what `eval` is given. */
  readonly file: string | null;
  readonly text: MappedText;
  /** The path that a shell which reads it was given; absent for the script that it runs, whose path is `$0`. */
  readonly path?: string;
}

/** A text that stands in no file. */
export function looseSource(text: string): ShellSource {
  return { file: null, text: looseMapped(text) };
}

/** `ignore` is `trap ''`; a program is what runs; `unreadable` an action whose text is not known. */
export type TrapAction = 'ignore' | 'unreadable' | ShellProgram;

/** A `trap` command that was run for a condition. */
export interface TrapCall {
  readonly node: SimpleCommand;
  readonly source: ShellSource;
  /** A variable that was expanded when the trap was set, although it is set only later. */
  readonly early: string | null;
  /** The name of the condition that this shell does not know: the trap is not set. */
  readonly refused: string | null;
}

/** A function's body and where it was defined. */
export interface ShellFunction {
  readonly body: ShellNode;
  readonly source: ShellSource;
}

/** What a name stood for outside of the function that made it local; undefined: nothing. */
export interface Hidden {
  readonly variable: string | null | undefined;
  readonly array: Items | undefined;
  readonly assumed: boolean;
  readonly unset: boolean;
  readonly exported: boolean;
}

/** A background job of a shell. */
export interface Job {
  readonly pid: number;
  readonly process: Process;
  /** Left behind by a forked shell, or disowned: a child of nobody here, which `wait` does not know. */
  readonly orphan?: boolean;
}

/** What changes while a shell runs. Never mutated: every step makes a new one. */
export interface ShellState {
  readonly pid: number;
  /** Which shell runs it: what expansions mean differs. */
  readonly implementation: ShellFact['implementation'];
  /** Where the code that runs now stands. */
  readonly source: ShellSource;
  /** By signal name, `EXIT`, `ERR` or `DEBUG`. */
  readonly traps: ReadonlyMap<string, TrapAction>;
  /** The traps as they were when the line that runs now began. */
  readonly trapsAtLine: ReadonlyMap<string, TrapAction>;
  /** The last `trap` for each condition, also one that this shell refused. */
  readonly trapCalls: ReadonlyMap<string, TrapCall>;
  /** Whether a trap that does something was ever set. */
  readonly everTrapped: boolean;
  /** Whether `trap` was called at all. */
  readonly calledTrap: boolean;
  /** `set -e`. */
  readonly errexit: boolean;
  /** `set -u`. */
  readonly nounset: boolean;
  /** `$?` as far as it is known. */
  readonly last: Status;
  /** The last short pause (`sleep 1`) that ran: what a loop of short commands mostly stands in. */
  readonly pause: Process | null;
  /** Signals ignored since before this shell started; a shell cannot trap those. */
  readonly ignored: ReadonlySet<string>;
  /** Null: set to something that is not known. Absent: not known to be set. */
  readonly variables: ReadonlyMap<string, string | null>;
  /** What of the names that stand for no value is known to be unset, whatever a run sets. */
  readonly unset: ReadonlySet<string>;
  /** The names whose variables the programs get that it starts. */
  readonly exported: ReadonlySet<string>;
  /** `set -a`: what is assigned is exported. */
  readonly allexport: boolean;
  /** Arrays by name; null: set to something that is not known. */
  readonly arrays: ReadonlyMap<string, Items>;
  /**
   * What of these, and `@` for the positional parameters, is known only because a variable that no file sets is taken
   * to be unset: `mode=${MODE:-web}`. A run may set it.
   */
  readonly assumed: ReadonlySet<string>;
  /** Whether what is assumed counts as not known; absent: it counts as known. */
  readonly certain?: boolean;
  /** `$0`; null when it is not known. */
  readonly name: string | null;
  readonly positional: Items;
  readonly functions: ReadonlyMap<string, ShellFunction>;
  readonly jobs: readonly Job[];
  readonly lastJob: number | null;
  /** What bash was waiting for when its EXIT trap began: `jobs -p` lists it. */
  readonly front: readonly number[];
  /** `set -m`: jobs have process groups of their own. */
  readonly monitor: boolean;
  readonly callDepth: number;
  /** bash's FUNCNAME: the functions and sourced files that run, the innermost first. */
  readonly callers: readonly string[];
  /** What the local variables of the function that runs hide: put back when it is over. */
  readonly hidden: ReadonlyMap<string, Hidden>;
  /** The working directory; null: not known. */
  readonly directory: string | null;
  /** Whether a program has run since the last background job was started: it may be what the job is there for. */
  readonly worked: boolean;
  /** How often this shell has stood still on something that lasts: tells a loop that works from one that spins. */
  readonly stood: number;
  /** What a person should know of how this state came about. */
  readonly notes: readonly ShellNote[];
}

/** Something that the model assumed or noticed while it followed the shell, and where. */
export interface ShellNote {
  readonly text: string;
  readonly place: SourcePlace | null;
  readonly mistake?: MetMistake;
}

/** What a shell could not read of its text. */
export interface MetMistake {
  /** In words: `a syntax error (expected 'fi' to close 'if')`. */
  readonly what: string;
  readonly shell: ShellFact['implementation'];
  /** The status with which the shell ends; null where only a file that it reads, or what `eval` is given, is over. */
  readonly status: number | null;
  readonly source: ShellSource;
}

/**
 * The outcome of a command as far as the model knows it. `likely`: an ordinary command, meant to
 * succeed. `unknown`: run for its status, so that both outcomes are expected. `excused`: a failure that a list has dealt
 * with, so that `set -e` lets it pass.
 */
export type Status = 'ok' | 'likely' | 'unknown' | 'unlikely' | 'excused' | 'fail';

/** A round of a loop that did nothing that lasts: which one it is, and what it began with. */
export interface Round {
  readonly number: number;
  readonly variables: ShellState['variables'];
  readonly arrays: ShellState['arrays'];
  readonly positional: ShellState['positional'];
}

/** What is left to do, innermost first. */
export type Frame = { readonly next: Frame | null } & FrameBody;

export type FrameBody =
  | { readonly kind: 'program'; readonly program: ShellProgram; readonly line: number }
  | { readonly kind: 'list'; readonly list: CommandList; readonly index: number }
  | { readonly kind: 'and-or'; readonly node: AndOr; readonly index: number }
  /** `conditions`: those under which the branch's condition began. */
  | {
      readonly kind: 'if';
      readonly node: If;
      readonly branch: number;
      readonly conditions: readonly string[];
    }
  /** `idle`: the round before did nothing that lasts, and the condition held. */
  | { readonly kind: 'condition'; readonly node: Loop; readonly idle?: Round }
  | {
      readonly kind: 'body';
      readonly node: Loop;
      readonly endless: boolean;
      readonly stood: number;
      /** The round that this is, of a loop with a condition. */
      readonly round?: Round;
      /** The values that a `for` has yet to go through. */
      readonly words?: readonly (string | null)[];
    }
  /** A body of a `case` that does not end it; `value` is the word's. */
  | { readonly kind: 'case'; readonly node: Case; readonly index: number; readonly value: string | null }
  | { readonly kind: 'negate' }
  /** The end of a function. */
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly positional: ShellState['positional'];
      readonly source: ShellSource;
      readonly callers: ShellState['callers'];
      readonly hidden: ShellState['hidden'];
      /** Whether the positional parameters rested on an assumption. */
      readonly assumed: boolean;
    }
  /** The end of a sourced file, or of what `eval` ran. */
  | {
      readonly kind: 'source';
      readonly source: ShellSource;
      readonly callers: ShellState['callers'];
      /** The parameters to put back where the file was given its own. */
      readonly positional?: ShellState['positional'];
    }
  /** A command's substitutions run before it; `index` is the next one. */
  | { readonly kind: 'substitutions'; readonly node: SimpleCommand; readonly index: number }
  /** The end of a trap's action: go back to what was interrupted, with the status that had. */
  | { readonly kind: 'trap'; readonly status: Status; readonly source: ShellSource }
  /** The end of the EXIT trap: the shell ends. */
  | { readonly kind: 'exit' };

/** The state with some of it replaced. */
export function withState(state: ShellState, change: Partial<ShellState>): ShellState {
  return { ...state, ...change };
}

/** The map with one entry set, or removed when the value is undefined. */
export function withEntry<V>(
  map: ReadonlyMap<string, V>,
  key: string,
  value: V | undefined,
): ReadonlyMap<string, V> {
  const entries = PersistentMap.from(map);
  return value === undefined ? entries.without(key) : entries.with(key, value);
}

/** The set with a name, or without it; the same set where that changes nothing. */
export function withMember(set: ReadonlySet<string>, name: string, isIn: boolean): ReadonlySet<string> {
  return PersistentSet.from(set).with(name, isIn);
}

/** Whether a trap is set that does something. */
export function hasTraps(state: ShellState): boolean {
  for (const action of state.traps.values()) if (action !== 'ignore') return true;
  return false;
}
