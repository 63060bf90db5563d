import { type Process, startedBy } from './process.ts';
import type { Frame } from './shell-state.ts';

/** Whether two processes are the same for every purpose of the model: what they are and stand still on. */
export function sameProcess(a: Process | null, b: Process | null): boolean {
  if (a === null || b === null) return a === b;
  return a === b || signature(a) === signature(b);
}

/** Processes are never changed, so what was worked out for one stays. */
const signatures = new WeakMap<Process, string>();

/** A text that is equal for equal processes; process numbers play no part. */
function signature(process: Process): string {
  const known = signatures.get(process) ?? describe(process);
  signatures.set(process, known);
  return known;
}

function describe(process: Process): string {
  const { argv, lifetime, ignored, adopted, body, origin } = process;
  // Equal processes that different commands start are mended at different places.
  const from = origin && [origin.state.source.file, origin.node.span.start];
  const head = [argv, lifetime, [...ignored].sort(), adopted.map(signature), from];
  if (body.kind === 'program')
    return JSON.stringify([...head, body.reaction, body.signals, body.because, body.accessory, body.doubt]);
  if (body.kind === 'forwarder')
    return JSON.stringify([...head, body.spec, ...startedBy(body).map(signature)]);
  const { state, blocked, next } = body.station;
  const traps = [...state.traps].map(([name, action]) => [
    name,
    typeof action === 'string' ? action : action.text,
  ]);
  const jobs = state.jobs.map((job) => signature(job.process));
  const on =
    blocked.on === 'foreground'
      ? blocked.processes.map(signature)
      : blocked.on === 'wait'
        ? [blocked.until, blocked.pids.length]
        : [blocked.span];
  return JSON.stringify([...head, traps, jobs, blocked.on, on, remaining(next)]);
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
