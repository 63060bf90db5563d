import { conditionText } from '../expand/condition-text.ts';
import { type Forgets, joinStates, joinStatus, sameFrame } from './join-states.ts';
import type { Frame, Status } from './shell-state.ts';
import { isFailure } from './status.ts';
import { type Step, type Task, withCondition } from './step.ts';

/** A way that a shell may go: where it is, and what whoever follows it wants to remember of it. */
export interface Way<T> {
  readonly task: Task;
  readonly carried: T;
  /** What was forgotten where it stands, so that whatever else comes there becomes one with it; absent: nothing. */
  readonly forgot?: Forgets;
}

/** How ways are followed. */
export interface Follower<T> {
  /** One step of the machine. */
  readonly advance: (task: Task) => readonly (Task | Step)[];
  /** Something happened outside the shell: the ways on which it goes on. */
  readonly onStep: (step: Step, carried: T) => readonly Way<T>[];
  /** What is remembered of two ways that become one. */
  readonly join: (a: Way<T>, b: Way<T>, conditions: readonly string[]) => T;
  /** Takes one unit of work; false when there is none left. */
  readonly spend: () => boolean;
  /** Whether enough was found. */
  readonly enough?: () => boolean;
}

/** How many ways at one place may know different things before that is forgotten. */
const mostApart = 8;

/** From how many open ways on what they know differently is forgotten where only two of them are. */
const manyOpen = 16;

/** How many ways may be open at once before they are given up. */
const mostOpen = 64;

/**
 * Follows ways until nothing is left of them. Those that are behind go first, so that ways which meet again at the
 * same command become one where they know the same: a script with many branches stays as long as it is.
 *
 * @returns the way at which it was given up; null when all of them were followed.
 */
export function followWays<T>(start: readonly Way<T>[], follower: Follower<T>): Way<T> | null {
  const open: Way<T>[] = [...start];
  const positions = rememberedPositions();
  while (open.length > 0) {
    const at = earliest(open, positions);
    const [way] = open.splice(at, 1) as [Way<T>];
    if (!follower.spend() || open.length >= mostOpen || follower.enough?.()) return way;
    const next = follower.advance(way.task).flatMap((result) => {
      if (result.kind !== 'task') return follower.onStep(result, way.carried);
      return [{ task: result, carried: way.carried }];
    });
    // In the place of the way that they come from: what was written first is found first.
    let place = at;
    for (const one of next) place = enter(open, place, one, follower);
  }
  return null;
}

/** Puts a way in its place, or makes it one with others that are there already; the place for the next comes back. */
function enter<T>(open: Way<T>[], place: number, way: Way<T>, follower: Follower<T>): number {
  const beside = 'eval' in way.task.control ? [] : waysBeside(open, way);
  for (const index of beside) {
    const other = open[index] as Way<T>;
    const joined = joinWays(other, way, follower, other.forgot ?? 'nothing');
    if (!joined) continue;
    open[index] = joined;
    return place;
  }
  open.splice(place, 0, way);
  const apart = open.length > manyOpen ? 2 : mostApart;
  if (beside.length < apart) return place + 1;
  const there = waysBeside(open, way);
  const joined = joinAll(
    there.map((index) => open[index] as Way<T>),
    follower,
    apart,
  );
  for (const index of there.toReversed()) open.splice(index, 1);
  open.splice(there[0] ?? 0, 0, ...joined);
  return (there[0] ?? 0) + joined.length;
}

/** The open ways that go on with the same, by their places. */
function waysBeside<T>(open: readonly Way<T>[], { task }: Way<T>): readonly number[] {
  return open.flatMap((other, index) =>
    'status' in other.task.control && sameFrame(other.task.frame, task.frame) ? [index] : [],
  );
}

/** As few ways as these can become when what they know differently is forgotten, of variables first. */
function joinAll<T>(ways: readonly Way<T>[], follower: Follower<T>, apart: number): readonly Way<T>[] {
  const left = joinThose(ways, follower, 'variables');
  return left.length > apart ? joinThose(left, follower, 'values') : left;
}

function joinThose<T>(ways: readonly Way<T>[], follower: Follower<T>, forgets: Forgets): readonly Way<T>[] {
  const left: Way<T>[] = [];
  for (const way of ways) {
    let joined: Way<T> | null = null;
    const index = left.findIndex((other) => {
      joined = joinWays(other, way, follower, forgets);
      return joined !== null;
    });
    if (index === -1 || !joined) left.push(way);
    else left[index] = joined;
  }
  return left;
}

function joinWays<T>(a: Way<T>, b: Way<T>, follower: Follower<T>, forgets: Forgets): Way<T> | null {
  const { frame } = a.task;
  const status = joinStatus(statusOf(a), statusOf(b), frame, forgets);
  const state = status && joinStates(a.task.state, b.task.state, frame, forgets);
  if (!status || !state) return null;
  const conditions = withDecided(
    commonConditions(a.task.conditions, b.task.conditions),
    status,
    a.task,
    b.task,
  );
  const task: Task = { kind: 'task', control: { status }, state, frame, conditions };
  return {
    task,
    carried: follower.join(a, b, conditions),
    ...(forgets !== 'nothing' && { forgot: forgets }),
  };
}

/** Ways that meet behind the condition of an `if` have all of it in common, also where they decided parts of it differently. */
function withDecided(shared: readonly string[], status: Status, a: Task, b: Task): readonly string[] {
  const { frame, state } = a;
  const lost = shared.length < Math.max(a.conditions.length, b.conditions.length);
  const span = frame?.kind === 'if' ? frame.node.branches[frame.branch]?.condition.span : undefined;
  if (!lost || !span || !(status === 'ok' || isFailure(status))) return shared;
  return withCondition(shared, conditionText(span, status === 'ok', state));
}

function statusOf({ task }: Way<unknown>): Status {
  return 'status' in task.control ? task.control.status : 'unknown';
}

/** What holds on both ways; they mostly begin alike. */
export function commonConditions(a: readonly string[], b: readonly string[]): readonly string[] {
  if (a === b) return a;
  let same = 0;
  while (same < a.length && a[same] === b[same]) same += 1;
  const rest = new Set(b.slice(same));
  return [...a.slice(0, same), ...a.slice(same).filter((text) => rest.has(text))];
}

/** The way that is furthest behind: the one in front of what the others have done. */
function earliest(open: readonly Way<unknown>[], positions: Positions): number {
  let best = 0;
  for (let index = 1; index < open.length; index += 1) {
    if (isBefore((open[index] as Way<unknown>).task, (open[best] as Way<unknown>).task, positions))
      best = index;
  }
  return best;
}

function isBefore(a: Task, b: Task, positions: Positions): boolean {
  const [left, right] = [positions(a.frame), positions(b.frame)];
  for (let index = 0; index < left.length && index < right.length; index += 1) {
    const [x, y] = [left[index] as number, right[index] as number];
    if (x !== y) return x < y;
  }
  if (left.length !== right.length) return left.length > right.length;
  return 'eval' in a.control && !('eval' in b.control);
}

/** Where continuations stand in the text, from the outside in. */
type Positions = (frame: Frame | null) => readonly number[];

function rememberedPositions(): Positions {
  const known = new WeakMap<Frame, readonly number[]>();
  const positions: Positions = (frame) => {
    if (!frame) return [];
    const found = known.get(frame) ?? [...positions(frame.next), positionOf(frame)];
    known.set(frame, found);
    return found;
  };
  return positions;
}

function positionOf(frame: Frame): number {
  switch (frame.kind) {
    case 'program':
      return frame.line;
    case 'list':
    case 'and-or':
    case 'substitutions':
    case 'case':
      return frame.index;
    case 'if':
      return frame.branch;
    case 'body':
      return -(frame.words?.length ?? 0);
    default:
      return 0;
  }
}
