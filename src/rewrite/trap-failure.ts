import { literalWord, type ShellNode, type ShellProgram } from '../shell/syntax.ts';
import type { ShellState, TrapCall } from '../startup/evaluate/shell-state.ts';
import { placeOf } from '../startup/evaluate/step.ts';
import type { SourcePlace, Startup } from '../startup/model.ts';
import type { Origin, Process } from '../startup/process.ts';
import { type ShellProcess, shellChain } from './shell-chain.ts';
import { replacedOrigins } from './start-origins.ts';

/**
 * Why a trap for the stop signal is of no use:
 * - `foreground`: it runs only when the foreground command has ended.
 * - `early`: a variable in it was replaced before it was set.
 * - `no-wait`: the shell ends before the workload has finished.
 * - `not-passed-on`: the shell ends, and the workload was not told.
 * - `goes-on`: the trap runs, and nothing ends.
 * - `not-set`: this shell does not know the name of the signal.
 * - `lost`: the shell was replaced by `exec`, and its traps with it.
 */
export type TrapFailureKind =
  | 'foreground'
  | 'early'
  | 'no-wait'
  | 'not-passed-on'
  | 'goes-on'
  | 'not-set'
  | 'lost';

export interface TrapFailure {
  readonly kind: TrapFailureKind;
  readonly call: TrapCall;
  /** The `trap` command; null where it stands in no file. */
  readonly place: SourcePlace | null;
  /** The shell that has the trap; null where it is gone. */
  readonly shell: ShellProcess | null;
  /** For a lost trap: the command that the shell was replaced by. */
  readonly lostTo: Origin | null;
}

const bad: ReadonlySet<string> = new Set(['ignored', 'unnotified', 'cut-short']);

/** The traps for the stop signal that cannot work in a startup: at most one for each shell, the outermost first. */
export function trapFailures({ root, stop }: Startup, signal: string): readonly TrapFailure[] {
  if (root === null) return [];
  const found = bad.has(stop) ? shellChain(root).flatMap((shell) => failureOf(shell, stop, signal)) : [];
  return [...found, ...lostTraps(root, signal)];
}

function failureOf(shell: ShellProcess, stop: string, signal: string): readonly TrapFailure[] {
  const { state, blocked } = shell.body.station;
  const call = state.trapCalls.get(signal);
  if (!call) return [];
  const failure = (kind: TrapFailureKind): TrapFailure[] => [
    { kind, call, place: placeOfCall(call, state), shell, lostTo: null },
  ];
  const action = state.traps.get(signal);
  if (call.refused !== null && action === undefined) return failure('not-set');
  if (action === undefined || typeof action === 'string') return [];
  if (blocked.on === 'foreground' || (blocked.on === 'wait' && blocked.until === 'fg'))
    return failure('foreground');
  if (call.early !== null) return failure('early');
  if (stop === 'cut-short') return failure('no-wait');
  return failure(stop === 'unnotified' ? 'not-passed-on' : 'goes-on');
}

/** Traps that an `exec` threw away although they were there for more than the time until then. */
function lostTraps(root: Process, signal: string): readonly TrapFailure[] {
  return replacedOrigins(root).flatMap(({ by, origin, context }, index) => {
    const { state } = origin;
    const call = state.trapCalls.get(signal);
    const action = state.traps.get(signal);
    if (by !== 'exec' || !call || !action || typeof action === 'string') return [];
    if (!doesSomething(action, state)) return [];
    const place = placeOfCall(call, state);
    // A text inside another shell's text cannot be given variables of its own.
    const lostTo = index > 0 && context.entry === 'command-string' ? null : origin;
    return [{ kind: 'lost' as const, call, place, shell: null, lostTo }];
  });
}

function placeOfCall({ node, source }: TrapCall, state: ShellState): SourcePlace | null {
  return placeOf({ ...state, source }, node.span);
}

/** Commands that a trap may hold for the time before `exec`, when there is no workload yet. */
const untilExec: ReadonlySet<string> = new Set([
  ':',
  'echo',
  'exit',
  'false',
  'printf',
  'return',
  'trap',
  'true',
]);

/** Whether a trap cleans up or passes the signal on, rather than only end the script. */
function doesSomething(action: ShellProgram, state: ShellState, depth = 0): boolean {
  return action.lines.some(({ items }) => items.some(({ node }) => actsOn(node, state, depth)));
}

function actsOn(node: ShellNode, state: ShellState, depth: number): boolean {
  switch (node.kind) {
    case 'simple': {
      const name = node.words[0] ? literalWord(node.words[0]) : null;
      if (node.words.length === 0) return false;
      if (name === null || depth > 5) return true;
      const called = state.functions.get(name);
      return called ? actsOn(called.body, state, depth + 1) : !untilExec.has(name);
    }
    case 'group':
      return node.body.items.some((item) => actsOn(item.node, state, depth));
    case 'and-or':
      return [node.first, ...node.rest.map((one) => one.node)].some((one) => actsOn(one, state, depth));
    case 'test':
      return false;
    default:
      return true;
  }
}
