import type { HostProcess } from '../../src/engine/host-processes.ts';
import type { Machine } from '../../src/engine/machine.ts';
import { ProgramMissing, type ProgramResult } from '../../src/engine/run-program.ts';
import type { TraceEvent } from '../../src/engine/trace.ts';

/** An engine as tests want it to behave. */
export interface FakeEngine {
  /** What the image's configuration is; fields as `inspect` names them. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** The container's processes while it runs; null: not on this machine. */
  readonly tree?: HostProcess | null;
  /** What the tracer sees; null: it cannot. */
  readonly events?: readonly TraceEvent[] | null;
  /** How long the stop takes, in milliseconds, and with what the container ends. */
  readonly stopTakes?: number;
  readonly exitStatus?: number;
  /** The container ends by itself at once. */
  readonly endsAtOnce?: boolean;
  /** What `top` prints. */
  readonly top?: string;
  /** Answers by the first words of the arguments, such as `build`, in the place of what the fake does. */
  readonly answers?: Readonly<Record<string, (args: readonly string[]) => Partial<ProgramResult> | Error>>;
  /** The programs that are not installed. */
  readonly missing?: readonly string[];
}

/** A machine with a clock of its own, and everything that was run on it. */
export interface FakeMachine extends Machine {
  readonly calls: readonly (readonly string[])[];
  /** The calls without the run's random name, as lines. */
  readonly lines: () => readonly string[];
}

/** A process of a container; PID 1 has the number 1000 on the host, its descendants 1002 and so on. */
export function fakeProcess(
  pid: number,
  command: string,
  disposition: ReturnType<HostProcess['disposition']> = 'default',
  children: readonly HostProcess[] = [],
): HostProcess {
  const hostPid = 999 + pid;
  return {
    hostPid,
    pid,
    argv: command.split(' '),
    zombie: false,
    disposition: (signal) => (signal === 15 ? disposition : 'default'),
    threads: [hostPid],
    children,
  };
}

/** A machine on which one engine runs one container. */
export function fakeMachine(engine: FakeEngine = {}): FakeMachine {
  const { config = {}, tree = null, events = null, stopTakes = 100, exitStatus = 0 } = engine;
  const calls: (readonly string[])[] = [];
  let clock = 0;
  let running = false;
  const respond = async ([program = '', ...args]: readonly string[]): Promise<Partial<ProgramResult>> => {
    if (engine.missing?.includes(program)) throw new ProgramMissing('ENOENT');
    const [first = '', second = ''] = args;
    const answer = engine.answers?.[`${first} ${second}`] ?? engine.answers?.[first];
    if (answer !== undefined) {
      const given = answer(args);
      if (given instanceof Error) throw given;
      return given;
    }
    switch (first) {
      case 'version':
        return { stdout: '4.3.1\n' };
      case 'run':
        running = !engine.endsAtOnce;
        return {};
      case 'image':
        return { stdout: JSON.stringify([{ Os: 'linux', Config: config }]) };
      case 'container':
        return {
          stdout: JSON.stringify([
            { State: { Running: running, Pid: running ? 1000 : 0, ExitCode: exitStatus } },
          ]),
        };
      case 'stop':
        clock += stopTakes;
        running = false;
        return {};
      case 'top':
        return { stdout: engine.top ?? '' };
      default:
        return {};
    }
  };
  return {
    calls,
    lines: () => calls.map((call) => call.join(' ').replaceAll(/pid1-lint-[0-9a-f]{12}/g, 'NAME')),
    run: async (argv, { signal } = {}) => {
      signal?.throwIfAborted();
      calls.push(argv);
      const result = await respond(argv);
      signal?.throwIfAborted();
      return { status: 0, stdout: '', stderr: '', ...result };
    },
    processes: { container: () => (running ? tree : null), isAlive: () => running },
    trace: async () =>
      events === null
        ? { trace: null, reason: 'nobody may look' }
        : { trace: { finish: async () => events } },
    now: () => clock,
    sleep: async (milliseconds, signal) => {
      signal.throwIfAborted();
      clock += milliseconds;
    },
  };
}
