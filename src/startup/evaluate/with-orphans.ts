import type { Process } from '../process.ts';
import type { Job, ShellState } from './shell-state.ts';
import { withState } from './shell-state.ts';

/** What a forked shell leaves running belongs to nobody here, and `wait` does not know it. */
export function withOrphans(state: ShellState, left: readonly Process[] | undefined): ShellState {
  if (!left || left.length === 0) return state;
  return withState(state, {
    jobs: [...state.jobs, ...left.map(orphanJob)],
    worked: false,
  });
}

function orphanJob(process: Process): Job {
  return { pid: process.pid, process: { ...process, orphaned: true }, orphan: true };
}
