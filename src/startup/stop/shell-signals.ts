import { defaultAction } from '../../knowledge/signals.ts';
import type { ShellFact } from '../../knowledge/types.ts';
import { atLeast, isBash50 } from '../../shell/implicit-exec.ts';
import type { ShellContext, ShellState } from '../evaluate/shell-state.ts';

/** Signals that an interactive shell ignores. */
const ignoredByInteractive: ReadonlySet<string> = new Set([
  'SIGTERM',
  'SIGQUIT',
  'SIGTSTP',
  'SIGTTIN',
  'SIGTTOU',
]);

/** What a signal without a trap does to a shell. */
export type Death = 'no' | 'at-once' | 'after-exit-trap' | 'unknown';

/** Where the shell is when the signal comes. */
export interface Situation {
  readonly pid1: boolean;
  /** In `wait` or between commands, not waiting for a foreground child. */
  readonly waiting: boolean;
}

/**
 * Whether a shell that has no trap for a signal ends because of it. `after-exit-trap`: its EXIT trap
 * runs first. The surprises are measured: `knowledge/SHELLS.md`.
 */
export function diesOf(signal: string, context: ShellContext, state: ShellState, where: Situation): Death {
  if (context.interactive && ignoredByInteractive.has(signal)) return 'no';
  if (defaultAction(signal) !== 'terminate') return 'no';
  const { shell } = context;
  if (shell.implementation === 'mksh' || shell.implementation === 'yash') {
    return where.pid1 && !where.waiting ? 'no' : 'unknown';
  }
  if (where.pid1 && state.calledTrap && isBash50(shell)) return 'unknown';
  const exitTrap = state.traps.has('EXIT') && state.traps.get('EXIT') !== 'ignore';
  if (exitTrap) {
    const death = withExitTrap(signal, shell, where, state);
    if (death !== null) return death;
  }
  return where.pid1 ? asPid1(signal, shell, where) : belowInit(signal, shell, where);
}

/** bash and ksh93 handle the signals that end processes once an EXIT trap is set, also as PID 1. */
function withExitTrap(signal: string, shell: ShellFact, where: Situation, state: ShellState): Death | null {
  if (shell.implementation === 'ksh93') return 'after-exit-trap';
  if (shell.implementation !== 'bash') return null;
  if (signal === 'SIGINT' && !where.waiting) return null;
  if (!where.pid1) return isBash50(shell) && !where.waiting ? 'unknown' : 'after-exit-trap';
  if (atLeast(shell.version, 5, 1) === true) return 'after-exit-trap';
  // Before 5.0 the trap runs, and the shell goes on.
  return state.lastJob !== null ? 'unknown' : 'no';
}

/** For PID 1 only a signal that the shell handles of itself counts. */
function asPid1(signal: string, { implementation, version }: ShellFact, { waiting }: Situation): Death {
  if (signal === 'SIGHUP') return implementation === 'zsh' ? 'at-once' : 'no';
  if (signal !== 'SIGINT' || !waiting) return 'no';
  if (implementation === 'dash' || implementation === 'busybox ash') return 'at-once';
  const mortalBash = atLeast(version, 4, 3) === false || atLeast(version, 5, 3) === true;
  return implementation === 'bash' && mortalBash ? 'at-once' : 'no';
}

function belowInit(signal: string, { implementation }: ShellFact, { waiting }: Situation): Death {
  if (signal === 'SIGINT') return waiting ? 'at-once' : 'no';
  const deaf = implementation === 'bash' || implementation === 'busybox ash' || implementation === 'zsh';
  return signal === 'SIGQUIT' && deaf ? 'no' : 'at-once';
}
