import { spawn } from 'node:child_process';
import { traceCalls, traceScript } from './trace-script.ts';

/** What the kernel did with processes, in the order in which it did it. */
export type TraceEvent =
  | {
      readonly kind: 'signal';
      readonly thread: number;
      readonly signal: number;
      /** Another process sent it (`kill`), or the kernel did for a reason of its own. */
      readonly sent: boolean;
      /** The sender's number in its receiver's PID namespace; 0 for one outside of it. */
      readonly sender: number;
    }
  | {
      /** Sent to it, and it ended without having seen them. */
      readonly kind: 'pending';
      readonly thread: number;
      readonly signals: readonly number[];
    }
  | {
      readonly kind: 'end';
      readonly thread: number;
      /** Null: it exited. */
      readonly signal: number | null;
      readonly status: number;
    };

/** A running trace. */
export interface Trace {
  /** Waits for the end of all that is traced, at most so many milliseconds, and lets go of what is left. */
  finish(timeout: number): Promise<readonly TraceEvent[]>;
}

/** Follows processes; null with the reason where that is not possible. */
export type StartTrace = (
  threads: readonly number[],
) => Promise<{ readonly trace: Trace } | { readonly trace: null; readonly reason: string }>;

/** {@link StartTrace} with the system's Perl. */
export const perlTrace: StartTrace = async (threads) => {
  const calls = traceCalls[process.arch];
  if (process.platform !== 'linux' || calls === undefined) {
    return { trace: null, reason: 'the processes are not on this machine' };
  }
  const child = spawn('perl', ['-e', traceScript, ...[...calls, ...threads].map(String)], {
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let output = '';
  let wake = (): void => undefined;
  let failure: string | null = null;
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
    child.once('error', () => {
      failure = 'perl, which follows the processes, is not there';
      resolve();
    });
  });
  const firstLine = new Promise<void>((resolve) => {
    wake = resolve;
  });
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    if (output.includes('\n')) wake();
  });
  await Promise.race([firstLine, ended]);
  if (!output.startsWith('ready\n')) {
    child.kill('SIGKILL');
    const said = /^failed (.*)$/m.exec(output)?.[1];
    return { trace: null, reason: failure ?? `the processes may not be followed: ${said ?? 'perl ended'}` };
  }
  const finish = async (timeout: number): Promise<readonly TraceEvent[]> => {
    const timer = setTimeout(() => child.kill('SIGKILL'), timeout);
    await ended;
    clearTimeout(timer);
    return parseTrace(output);
  };
  return { trace: { finish } };
};

/** Reads what the tracer printed; a line that was cut off is left out. */
export function parseTrace(output: string): readonly TraceEvent[] {
  return output
    .split('\n')
    .slice(0, -1)
    .flatMap((line): readonly TraceEvent[] => {
      const [kind, ...rest] = line.split(' ');
      const [thread = 0, signal = 0, third = 0, sender = 0] = rest.map(Number);
      if (kind === 'pending') return [{ kind, thread, signals: signalsIn(rest[1] ?? '') }];
      // si_code of kill, sigqueue and tgkill: 0, -1 and -6.
      if (kind === 'signal') return [{ kind, thread, signal, sent: third <= 0, sender }];
      if (kind === 'end') return [{ kind, thread, signal: signal === 0 ? null : signal, status: third }];
      return [];
    });
}

/** The signals of a mask of /proc/PID/status. */
function signalsIn(mask: string): readonly number[] {
  const bits = BigInt(`0x${mask}`);
  return Array.from({ length: 64 }, (_, index) => index + 1).filter(
    (signal) => ((bits >> BigInt(signal - 1)) & 1n) === 1n,
  );
}
