import type { ForkedEntry } from '../../shell/implicit-exec.ts';
import type { CommandList, ShellNode, ShellProgram } from '../../shell/syntax.ts';
import { sourceSpan } from '../../text/mapped-text.ts';
import type { Span } from '../../text/span.ts';
import type { Argument } from '../expand/expand.ts';
import type { StartFailure } from '../launch/start-failure.ts';
import type { World } from '../launch/world.ts';
import type { SourcePlace } from '../model.ts';
import type { Alternative, Origin, Process, ShellCode, WaitMode } from '../process.ts';
import type { Frame, ShellContext, ShellState, Status } from './shell-state.ts';

/** What a shell is about to do: run a piece of code, or go on after one that ended. */
export interface Task {
  readonly kind: 'task';
  readonly control: { readonly eval: ShellNode | CommandList } | { readonly status: Status };
  readonly state: ShellState;
  readonly frame: Frame | null;
  /** What had to hold to get here, in words. */
  readonly conditions: readonly string[];
}

/** Whom a `kill` is meant for. */
export type KillTarget =
  | { readonly to: 'pid'; readonly pid: number }
  /** `named`: by `-$$`, which for PID 1 reads `-1` and means everyone else. */
  | { readonly to: 'group'; readonly named: boolean }
  | { readonly to: 'everyone' }
  | { readonly to: 'children' }
  | { readonly to: 'nobody' }
  | { readonly to: 'name'; readonly name: string }
  /** The number that a file holds which is called after a program; whether that is it is not sure. */
  | { readonly to: 'process-file'; readonly name: string; readonly text: string }
  | { readonly to: 'unknown'; readonly text: string };

/** Something that happens outside the shell, or ends it; `state` and `frame` are what it goes on with. */
export type Step = {
  readonly conditions: readonly string[];
  readonly state: ShellState;
  readonly frame: Frame | null;
} & StepBody;

export type StepBody =
  | { readonly kind: 'foreground'; readonly processes: readonly Process[]; readonly span: Span }
  | {
      readonly kind: 'wait';
      readonly pids: readonly number[];
      readonly until: WaitMode;
      /** Asked for by number; a bare `wait` is for every child. */
      readonly named: boolean;
      readonly span: Span;
    }
  | { readonly kind: 'spin'; readonly span: Span }
  | { readonly kind: 'replace'; readonly process: Process }
  /** A file is read into the shell that is not at hand: if nothing lasting follows, it may be what lasts. */
  | { readonly kind: 'unread'; readonly reason: string; readonly span: Span }
  | {
      readonly kind: 'kill';
      readonly signal: string;
      readonly targets: readonly KillTarget[];
      /** Whether the command comes back only when they have ended. */
      readonly waits?: boolean;
      readonly span: Span;
    }
  | { readonly kind: 'exit'; readonly status: Status }
  | { readonly kind: 'stuck'; readonly reason: string; readonly place: SourcePlace | null };

/** What the machine needs of the world beside it: other processes. */
export interface Run {
  readonly world: World;
  /** Parses shell text; the same text gives the same tree. */
  parse(text: string): ShellProgram;
  /** The processes that a command line may become. */
  launch(words: readonly Argument[], from: LaunchContext): readonly Alternative<Process>[];
  /** What a forked shell that runs this code stands still on; null when it just ends. */
  fork(
    code: ShellCode,
    how: ForkedEntry,
    context: ShellContext,
    state: ShellState,
    reads?: boolean,
  ): readonly Alternative<Process | null>[];
}

/** What a new process inherits, and where it is started. */
export interface LaunchContext {
  readonly ignored: ReadonlySet<string>;
  readonly variables: ReadonlyMap<string, string | null>;
  /** Which of these are known only because a variable is taken to be unset; absent: none. */
  readonly assumed?: ReadonlySet<string>;
  /** The command line as far as it holds whatever a run sets; absent: all of it does. */
  readonly certain?: readonly Argument[];
  readonly adopted: readonly Process[];
  readonly origin: Origin | null;
  readonly place: SourcePlace | null;
  /** Whether its standard input is a pipe that somebody writes to. */
  readonly reads: boolean;
  /** The working directory; null or absent: not known. */
  readonly directory?: string | null;
  /** How many scripts started each other so far; absent: none. */
  readonly depth?: number;
  /** Whether it is PID 1: what the engine starts, and what takes its place; absent: it is not. */
  readonly first?: boolean;
  /** The script whose interpreter this is, and what is to be said where the image does not have it. */
  readonly script?: StartFailure;
}

/** A span of the code that a shell runs in this state, as a place in a file. */
export function placeOf({ source }: ShellState, span: Span): SourcePlace | null {
  return source.file === null ? null : { file: source.file, span: sourceSpan(source.text, span) };
}

/** Goes on after something that ended with a status. */
export function ended(
  status: Status,
  state: ShellState,
  frame: Frame | null,
  conditions: readonly string[],
): Task {
  return { kind: 'task', control: { status }, state, frame, conditions };
}

/** Goes on with running a piece of code. */
export function running(
  code: ShellNode | CommandList,
  state: ShellState,
  frame: Frame | null,
  conditions: readonly string[],
): Task {
  return { kind: 'task', control: { eval: code }, state, frame, conditions };
}

/** The shell cannot be followed from here on. */
export function stuckAt(task: Task, reason: string, place: SourcePlace | null): Step {
  const { state, frame, conditions } = task;
  return { kind: 'stuck', reason, place, state, frame, conditions };
}

/** How many conditions of a way are told; a reader has long lost count, and each join of ways looks at all of them. */
const mostConditions = 40;

/** The conditions with one more; what a function that is called again asks again is said once. */
export function withCondition(conditions: readonly string[], text: string): readonly string[] {
  if (conditions.length > mostConditions || conditions.includes(text)) return conditions;
  if (conditions.length === mostConditions) return [...conditions, 'more holds than is told here'];
  const opposite = text.replace(/(succeeds|fails)$/, (word) => (word === 'fails' ? 'succeeds' : 'fails'));
  const again = opposite !== text && conditions.includes(opposite);
  return [...conditions, again ? `${text} when it is asked again` : text];
}
