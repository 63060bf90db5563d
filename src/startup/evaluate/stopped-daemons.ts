import { isNamed } from './kill-target.ts';
import { type ShellState, withState } from './shell-state.ts';
import type { KillTarget } from './step.ts';

/** The state without the daemons that a command ends by their names, before the container is up. */
export function withoutStopped(
  state: ShellState,
  { targets }: { readonly targets: readonly KillTarget[] },
): ShellState {
  const names = targets.flatMap((target) =>
    target.to === 'name' || target.to === 'process-file' ? [target.name] : [],
  );
  if (names.length === 0) return state;
  const jobs = state.jobs.filter(
    ({ process }) => !process.detached || !names.some((name) => isNamed(process, name)),
  );
  return withState(state, { jobs });
}
