import type { Status } from './shell-state.ts';

const opposites: Readonly<Record<Status, Status>> = {
  ok: 'excused',
  likely: 'unlikely',
  unknown: 'unknown',
  unlikely: 'likely',
  excused: 'ok',
  fail: 'ok',
};

/** Whether a command failed for certain. */
export function isFailure(status: Status): boolean {
  return status === 'fail' || status === 'excused';
}

/** The status after `!`, a failure of which `set -e` lets pass. */
export function opposite(status: Status): Status {
  return opposites[status];
}

/** Which ways a decision on a status may go. An ordinary command is taken to succeed. */
export function ways(status: Status): readonly ('yes' | 'no')[] {
  if (status === 'unknown') return ['yes', 'no'];
  return status === 'ok' || status === 'likely' ? ['yes'] : ['no'];
}

/** As `ways`, where both were written down to be taken: a branch. */
export function branchWays(status: Status): readonly ('yes' | 'no')[] {
  if (status === 'ok') return ['yes'];
  return isFailure(status) ? ['no'] : ['yes', 'no'];
}
