import type { SimpleCommand } from '../../shell/syntax.ts';
import type { Argument } from '../expand/expand.ts';
import type { ShellContext, ShellState, Status } from './shell-state.ts';
import { withState } from './shell-state.ts';
import { ended, placeOf, type Run, type Step, type Task } from './step.ts';

/** A simple command on its way to being run: what builtins and programs are given. */
export interface Call {
  readonly node: SimpleCommand;
  /** The words after expansion, the command's name first. */
  readonly words: readonly Argument[];
  /** The words as far as they are known whatever a run sets. */
  readonly certain: () => readonly Argument[];
  readonly task: Task;
  readonly context: ShellContext;
  readonly run: Run;
  /** Whether a function of that name is meant first; not after `command`. */
  readonly functions: boolean;
}

/** What a builtin does, as far as processes are concerned. */
export type Handler = (call: Call) => readonly (Task | Step)[];

/** The words after the command's name. */
export function operands(call: Call): readonly Argument[] {
  return call.words.slice(1);
}

/** A call of the words behind the first ones. */
export function callFrom(call: Call, index: number): Call {
  return { ...call, words: call.words.slice(index), certain: () => call.certain().slice(index) };
}

/** The command is over: go on. */
export function done(call: Call, result: Status, state: ShellState = call.task.state): Task {
  return ended(result, state, call.task.frame, call.task.conditions);
}

/** The command cannot be followed. */
export function stuck(call: Call, reason: string): Step {
  const { state, frame, conditions } = call.task;
  return { kind: 'stuck', reason, place: placeOf(state, call.node.span), state, frame, conditions };
}

/** The state with something a person should know. */
export function withNote({ task, node }: Call, text: string): ShellState {
  const { state } = task;
  return withState(state, { notes: [...state.notes, { text, place: placeOf(state, node.span) }] });
}
