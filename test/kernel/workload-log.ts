/** How a process ended, as its parent would see it. */
export type ProcessEnd = { readonly exit: number } | { readonly signal: number };

/** Something that a workload wrote to its log; `at` in seconds since the stop signal. */
export type WorkloadEvent =
  | { readonly event: 'signal'; readonly at: number; readonly signal: number }
  | { readonly event: 'finished'; readonly at: number };

/** What is known of one run of the workload program. */
export interface Workload {
  /** PID inside the namespace. */
  readonly pid: number;
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly uid: number;
  readonly fds: readonly { readonly fd: number; readonly target: string }[];
  /** Signals that it inherited as ignored, by number. */
  readonly ignored: readonly number[];
  /** Signals that it inherited as blocked, by number. */
  readonly blocked: readonly number[];
  /** When it was up, in seconds since the stop signal (negative: before). */
  readonly startedAt: number;
  /** Signals and the end of its clean-up, in the order in which they came. */
  readonly events: readonly WorkloadEvent[];
  /** How it ended; null if it still ran when the observation ended. */
  readonly end: ProcessEnd | null;
}

interface StartLine {
  event: 'start';
  pid: number;
  at: number;
  argv: string[];
  env: string[];
  cwd: string;
  uid: number;
  fds: { fd: number; target: string }[];
  ignored: string;
  blocked: string;
}

type Line =
  | StartLine
  | { event: 'signal'; pid: number; at: number; signal: number }
  | { event: 'finished'; pid: number; at: number };

/**
 * Reads the log that workloads have written together.
 *
 * @param log the text, see app.c for its form; an unfinished last line is left out
 * @param stopAt when the stop signal was sent, in milliseconds since the epoch
 * @param ends how processes ended, by PID inside the namespace
 */
export function parseWorkloadLog(
  log: string,
  stopAt: number,
  ends: ReadonlyMap<number, ProcessEnd>,
): Workload[] {
  const lines = log
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Line);
  const since = (at: number) => (at - stopAt) / 1000;
  return lines.flatMap((line) => (line.event === 'start' ? [workload(line, lines, since, ends)] : []));
}

function workload(
  start: StartLine,
  lines: readonly Line[],
  since: (at: number) => number,
  ends: ReadonlyMap<number, ProcessEnd>,
): Workload {
  const events = lines.flatMap((line): WorkloadEvent[] => {
    if (line.pid !== start.pid || line.event === 'start') return [];
    const at = since(line.at);
    return line.event === 'signal'
      ? [{ event: 'signal', at, signal: line.signal }]
      : [{ event: 'finished', at }];
  });
  return {
    pid: start.pid,
    argv: start.argv,
    env: Object.fromEntries(start.env.map(splitVariable)),
    cwd: start.cwd,
    uid: start.uid,
    fds: start.fds.toSorted((a, b) => a.fd - b.fd),
    ignored: signalsInMask(start.ignored),
    blocked: signalsInMask(start.blocked),
    startedAt: since(start.at),
    events,
    end: ends.get(start.pid) ?? null,
  };
}

function splitVariable(text: string): [string, string] {
  const equals = text.indexOf('=');
  return [text.slice(0, equals), text.slice(equals + 1)];
}

/** The numbers of the signals in a hexadecimal mask of /proc/PID/status. */
function signalsInMask(mask: string): number[] {
  const bits = BigInt(`0x${mask}`);
  return Array.from({ length: 64 }, (_, index) => index + 1).filter(
    (signal) => (bits >> BigInt(signal - 1)) & 1n,
  );
}

const RECORD_SIZE = 64;
const VERSION_MASK = 0x0f;

/**
 * Reads the kernel's process accounting (struct acct_v3 of linux/acct.h):
 * how each process ended, by PID inside the namespace.
 *
 * @throws when the records are not of version 3, the only one that names PIDs
 */
export function parseAccounting(records: Buffer): Map<number, ProcessEnd> {
  const ends = new Map<number, ProcessEnd>();
  for (let at = 0; at + RECORD_SIZE <= records.length; at += RECORD_SIZE) {
    const version = records.readUInt8(at + 1) & VERSION_MASK;
    if (version !== 3) throw new Error(`process accounting is of version ${version}, not 3`);
    const status = records.readUInt32LE(at + 4);
    const signal = status & 0x7f;
    ends.set(records.readUInt32LE(at + 16), signal ? { signal } : { exit: (status >> 8) & 0xff });
  }
  return ends;
}
