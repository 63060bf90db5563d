import type { Items } from '../expand/items.ts';
import { PersistentMap } from '../expand/persistent-map.ts';
import { PersistentSet } from '../expand/persistent-set.ts';
import { sameProcess } from './same-process.ts';
import {
  type Frame,
  type Hidden,
  type Job,
  type ShellFunction,
  type ShellSource,
  type ShellState,
  type Status,
  type TrapAction,
  withEntry,
} from './shell-state.ts';

/**
 * What may be forgotten where two ways become one: nothing that is known, what they know of variables, or everything
 * that is only a value.
 */
export type Forgets = 'nothing' | 'variables' | 'values';

/**
 * One state for two ways that go on with the same: what holds for both.
 *
 * @param frame what they go on with.
 * @param forgets what the ways may know differently. With `nothing`, they are only joined where all that differs is not
 * known on either way, or of no consequence.
 * @returns null where they cannot be joined.
 */
export function joinStates(
  a: ShellState,
  b: ShellState,
  frame: Frame | null,
  forgets: Forgets,
): ShellState | null {
  if (a === b) return a;
  if (!sameBehaviour(a, b)) return null;
  if (a.stood !== b.stood && inLoop(frame)) return null;
  const lossy = forgets !== 'nothing';
  const given = { a: a.assumed, b: b.assumed };
  const variables = joinMaps(a.variables, b.variables, (x, y) => x === y, lossy, given);
  const arrays = variables && joinMaps(a.arrays, b.arrays, sameList, lossy, given);
  if (!variables || !arrays) return null;
  const places =
    forgets === 'values' || (a.directory === b.directory && sameList(a.positional, b.positional));
  if (!places) return null;
  return {
    ...a,
    variables,
    arrays,
    positional: sameList(a.positional, b.positional) ? a.positional : null,
    directory: a.directory === b.directory ? a.directory : null,
    unset: sharedMembers(a.unset, b.unset),
    exported: sharedMembers(a.exported, b.exported),
    assumed: joinSets(a.assumed, b.assumed),
    last: a.last === b.last ? a.last : 'unknown',
    pause: a.pause ?? b.pause,
    worked: a.worked || b.worked,
    stood: Math.max(a.stood, b.stood),
    trapCalls: a.trapCalls === b.trapCalls ? a.trapCalls : new Map([...a.trapCalls, ...b.trapCalls]),
    notes: a.notes === b.notes ? a.notes : [...new Set([...a.notes, ...b.notes])],
  };
}

/** One status for two ways; null where they are not joined. */
export function joinStatus(a: Status, b: Status, frame: Frame | null, forgets: Forgets): Status | null {
  if (a === b) return a;
  const pair = new Set([a, b]);
  if (pair.has('ok') && pair.has('likely')) return 'likely';
  // In the middle of a list only a failure under `set -e` is looked at.
  if (!pair.has('fail') && goesOnAnyway(frame)) return 'likely';
  return forgets === 'nothing' ? null : 'unknown';
}

function goesOnAnyway(frame: Frame | null): boolean {
  if (frame?.kind === 'list') return true;
  return frame?.kind === 'program' && frame.line + 1 < frame.program.lines.length;
}

/** Whether what these shells do from here on is the same but for the values of their variables. */
function sameBehaviour(a: ShellState, b: ShellState): boolean {
  return (
    a.pid === b.pid &&
    a.errexit === b.errexit &&
    a.nounset === b.nounset &&
    a.monitor === b.monitor &&
    a.callDepth === b.callDepth &&
    a.lastJob === b.lastJob &&
    a.everTrapped === b.everTrapped &&
    a.calledTrap === b.calledTrap &&
    a.allexport === b.allexport &&
    a.name === b.name &&
    sameSource(a.source, b.source) &&
    sameMap(a.traps, b.traps, sameAction) &&
    sameMap(a.trapsAtLine, b.trapsAtLine, sameAction) &&
    sameMap(a.functions, b.functions, sameFunction) &&
    sameMap(a.hidden, b.hidden, sameHidden) &&
    sameSet(a.ignored, b.ignored) &&
    sameItems(a.callers, b.callers) &&
    sameItems(a.front, b.front) &&
    a.jobs.length === b.jobs.length &&
    a.jobs.every((job, index) => sameJob(job, b.jobs[index] as Job))
  );
}

/** A child that nobody can name may be another process, as long as it is the same program. */
function sameJob(a: Job, b: Job): boolean {
  if (a.process === b.process) return true;
  return a.orphan === true && b.orphan === true && sameProcess(a.process, b.process);
}

function sameSource(a: ShellSource, b: ShellSource): boolean {
  return a === b || (a.file === b.file && a.path === b.path && a.text.text === b.text.text);
}

function sameAction(a: TrapAction, b: TrapAction): boolean {
  if (a === b) return true;
  return typeof a === 'object' && typeof b === 'object' && a.text === b.text;
}

function sameHidden(a: Hidden, b: Hidden): boolean {
  return (
    a.variable === b.variable &&
    a.array === b.array &&
    a.assumed === b.assumed &&
    a.unset === b.unset &&
    a.exported === b.exported
  );
}

function sameFunction(a: ShellFunction, b: ShellFunction): boolean {
  return a.body === b.body;
}

function sameMap<V>(
  a: ReadonlyMap<string, V>,
  b: ReadonlyMap<string, V>,
  same: (x: V, y: V) => boolean,
): boolean {
  if (a === b) return true;
  if (a.size !== b.size) return false;
  return PersistentMap.from(a).differences(
    PersistentMap.from(b),
    (_, value, other) => value !== undefined && other !== undefined && same(value, other),
  );
}

function sameSet<T>(a: ReadonlySet<T>, b: ReadonlySet<T>): boolean {
  return a === b || (a.size === b.size && [...a].every((one) => b.has(one)));
}

function sameItems<T>(a: readonly T[], b: readonly T[]): boolean {
  return a === b || (a.length === b.length && a.every((one, index) => one === b[index]));
}

function sameList(a: Items, b: Items): boolean {
  return a === b || (a !== null && b !== null && sameItems(a, b));
}

function sharedMembers(a: ReadonlySet<string>, b: ReadonlySet<string>): ReadonlySet<string> {
  if (a === b) return a;
  const all = PersistentSet.from(a);
  const apart = all.differences(PersistentSet.from(b));
  return apart.reduce((shared, [name, isOurs]) => (isOurs ? shared.with(name, false) : shared), all);
}

function joinSets(a: ReadonlySet<string>, b: ReadonlySet<string>): ReadonlySet<string> {
  if (a === b) return a;
  const all = PersistentSet.from(a);
  const apart = all.differences(PersistentSet.from(b));
  return apart.reduce((joined, [name, isOurs]) => (isOurs ? joined : joined.with(name, true)), all);
}

/** The names whose values rest on an assumption, on both sides. */
interface Assumed {
  readonly a: ReadonlySet<string>;
  readonly b: ReadonlySet<string>;
}

/**
 * Values by name, null where the two differ; null for all where that would lose something and must not. A variable that
 * one way takes to be unset, and the other to be given by the run, is again assumed to be unset.
 */
function joinMaps<V>(
  a: ReadonlyMap<string, V | null>,
  b: ReadonlyMap<string, V | null>,
  same: (x: V | null, y: V | null) => boolean,
  lossy: boolean,
  assumed: Assumed,
): ReadonlyMap<string, V | null> | null {
  if (a === b) return a;
  let joined = a;
  const whole = PersistentMap.from(a).differences(PersistentMap.from(b), (name, value, other) => {
    if (value !== undefined && other !== undefined && same(value, other)) return true;
    if (value === null && assumed.a.has(name)) joined = withEntry(joined, name, other);
    else if (other !== null || !assumed.b.has(name)) {
      if (!lossy && ((value ?? null) !== null || (other ?? null) !== null)) return false;
      joined = withEntry(joined, name, null);
    }
    return true;
  });
  return whole ? joined : null;
}

/** Whether a loop that may go round again looks at whether something lasted in this round. */
function inLoop(frame: Frame | null): boolean {
  for (let at = frame; at; at = at.next) if (at.kind === 'body' && at.endless) return true;
  return false;
}

/** Whether two continuations are the same piece of work. */
export function sameFrame(a: Frame | null, b: Frame | null): boolean {
  let [left, right] = [a, b];
  while (left !== right) {
    if (!left || !right || !sameBody(left, right)) return false;
    [left, right] = [left.next, right.next];
  }
  return true;
}

function sameBody(a: Frame, b: Frame): boolean {
  switch (a.kind) {
    case 'program':
      return b.kind === 'program' && a.program === b.program && a.line === b.line;
    case 'list':
      return b.kind === 'list' && a.list === b.list && a.index === b.index;
    case 'and-or':
      return b.kind === 'and-or' && a.node === b.node && a.index === b.index;
    case 'if':
      return b.kind === 'if' && a.node === b.node && a.branch === b.branch;
    case 'condition':
      return (
        b.kind === 'condition' &&
        a.node === b.node &&
        (a.idle === b.idle || a.idle?.number === b.idle?.number)
      );
    case 'body':
      return (
        b.kind === 'body' &&
        a.node === b.node &&
        a.endless === b.endless &&
        (a.stood === b.stood || !a.endless) &&
        a.round?.number === b.round?.number &&
        sameItems(a.words ?? [], b.words ?? [])
      );
    case 'case':
      return b.kind === 'case' && a.node === b.node && a.index === b.index && a.value === b.value;
    case 'substitutions':
      return b.kind === 'substitutions' && a.node === b.node && a.index === b.index;
    case 'call':
      return (
        b.kind === 'call' &&
        a.name === b.name &&
        sameList(a.positional, b.positional) &&
        sameSource(a.source, b.source) &&
        sameMap(a.hidden, b.hidden, sameHidden) &&
        a.assumed === b.assumed
      );
    case 'source':
      return b.kind === 'source' && sameSource(a.source, b.source) && a.positional === b.positional;
    case 'trap':
      return b.kind === 'trap' && a.status === b.status && sameSource(a.source, b.source);
    case 'negate':
    case 'exit':
      return a.kind === b.kind;
  }
}
