import { setTimeout as wait } from 'node:timers/promises';
import { hostProcesses, type ProcessTable } from './host-processes.ts';
import { machinePrograms, type RunProgram } from './run-program.ts';
import { perlTrace, type StartTrace } from './trace.ts';

/** What verifying needs of the world; tests pass a world of their own. */
export interface Machine {
  readonly run: RunProgram;
  readonly processes: ProcessTable;
  readonly trace: StartTrace;
  /** In milliseconds. */
  readonly now: () => number;
  /** @throws the reason of the abort */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/** The machine that we run on. */
export function thisMachine(env: Readonly<Record<string, string | undefined>>): Machine {
  return {
    run: machinePrograms(env),
    processes: hostProcesses,
    trace: perlTrace,
    now: () => performance.now(),
    sleep: async (milliseconds, signal) => {
      try {
        await wait(milliseconds, undefined, { signal });
      } catch (error) {
        throw signal.aborted ? signal.reason : error;
      }
    },
  };
}
