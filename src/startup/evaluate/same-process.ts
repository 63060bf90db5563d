import { type Process, type Station, startedBy } from '../process.ts';
import type { Frame, TrapAction } from './shell-state.ts';

/** Whether two processes are the same for every purpose of the model: what they are and stand still on. */
export function sameProcess(a: Process | null, b: Process | null): boolean {
  return a === b || (a !== null && b !== null && isAlike(a, b, true));
}

/** Whether two processes do the same, whatever words they were started with. */
export function behavesAlike(a: Process, b: Process): boolean {
  return isAlike(a, b, false);
}

/** Process numbers play no part; `exactly`: the words do. */
function isAlike(a: Process, b: Process, exactly: boolean): boolean {
  if (a === b) return true;
  const areAlike = (x: readonly Process[], y: readonly Process[]): boolean =>
    isEach(x, y, (one, other) => isAlike(one, other, exactly));
  return (
    a.lifetime === b.lifetime &&
    (!exactly || isEach(a.argv, b.argv)) &&
    a.ignored.size === b.ignored.size &&
    [...a.ignored].every((signal) => b.ignored.has(signal)) &&
    areAlike(a.adopted, b.adopted) &&
    // Equal processes that different commands start are mended at different places.
    a.origin?.state.source.file === b.origin?.state.source.file &&
    a.origin?.node.span.start === b.origin?.node.span.start &&
    isBodyAlike(a.body, b.body, exactly, areAlike)
  );
}

type AreAlike = (a: readonly Process[], b: readonly Process[]) => boolean;

function isBodyAlike(a: Process['body'], b: Process['body'], exactly: boolean, areAlike: AreAlike): boolean {
  if (a.kind === 'program') {
    return (
      b.kind === 'program' &&
      a.reaction === b.reaction &&
      a.accessory === b.accessory &&
      a.interactive === b.interactive &&
      a.doubt === b.doubt &&
      (!exactly || a.because === b.because) &&
      JSON.stringify(a.signals) === JSON.stringify(b.signals)
    );
  }
  if (a.kind === 'forwarder') {
    const isSpecAlike = b.kind === 'forwarder' && JSON.stringify(a.spec) === JSON.stringify(b.spec);
    return isSpecAlike && areAlike(startedBy(a), startedBy(b));
  }
  return b.kind === 'shell' && isStationAlike(a.station, b.station, areAlike);
}

function isStationAlike(a: Station, b: Station, areAlike: AreAlike): boolean {
  return (
    isEach([...a.state.traps], [...b.state.traps], isTrapAlike) &&
    areAlike(jobsOf(a), jobsOf(b)) &&
    isBlockedAlike(a.blocked, b.blocked, areAlike) &&
    isEach(remaining(a.next), remaining(b.next))
  );
}

function jobsOf({ state }: Station): readonly Process[] {
  return state.jobs.map(({ process }) => process);
}

type Trap = readonly [string, TrapAction];

function isTrapAlike([name, action]: Trap, [other, second]: Trap): boolean {
  const [text, otherText] = [action, second].map((one) => (typeof one === 'string' ? one : one.text));
  return name === other && typeof action === typeof second && text === otherText;
}

function isBlockedAlike(a: Station['blocked'], b: Station['blocked'], areAlike: AreAlike): boolean {
  switch (a.on) {
    case 'foreground':
      return b.on === 'foreground' && areAlike(a.processes, b.processes);
    case 'wait':
      return b.on === 'wait' && a.until === b.until && a.pids.length === b.pids.length;
    case 'spin':
      return b.on === 'spin' && a.span.start === b.span.start && a.span.end === b.span.end;
  }
}

function isEach<T>(
  a: readonly T[],
  b: readonly T[],
  isSame: (x: T, y: T) => boolean = (x, y) => x === y,
): boolean {
  return a === b || (a.length === b.length && a.every((one, index) => isSame(one, b[index] as T)));
}

/** Where a continuation stands, without what it points into. */
export function remaining(frame: Frame | null): readonly string[] {
  const keys: string[] = [];
  for (let at = frame; at; at = at.next) keys.push(frameKey(at));
  return keys;
}

function frameKey(frame: Frame): string {
  switch (frame.kind) {
    case 'program':
      return `program${frame.line}`;
    case 'list':
      return `list${frame.list.span.start}+${frame.index}`;
    case 'and-or':
      return `and-or${frame.node.span.start}+${frame.index}`;
    case 'if':
      return `if${frame.node.span.start}+${frame.branch}`;
    case 'condition':
      return `condition${frame.node.span.start}`;
    case 'body':
      return `body${frame.node.span.start}-${frame.words?.length ?? 0}`;
    default:
      return frame.kind;
  }
}
