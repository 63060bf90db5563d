import { defaultAction } from '../knowledge/signals.ts';
import { atLeast } from '../shell/implicit-exec.ts';
import type { ShellContext, ShellState } from './shell-state.ts';
import { hasTraps } from './shell-state.ts';

/** Signals that an interactive shell ignores. */
const ignoredByInteractive: ReadonlySet<string> = new Set([
  'SIGTERM',
  'SIGQUIT',
  'SIGTSTP',
  'SIGTTIN',
  'SIGTTOU',
]);

/**
 * Whether a shell that has no trap for a signal ends because of it. `after-exit-trap`: its EXIT trap
 * runs first. The surprises are measured: `knowledge/SHELLS.md`.
 */
export function diesOf(
  signal: string,
  context: ShellContext,
  state: ShellState,
  where: { readonly pid1: boolean; readonly waiting: boolean },
): 'no' | 'at-once' | 'after-exit-trap' | 'unknown' {
  if (context.interactive && ignoredByInteractive.has(signal)) return 'no';
  if (defaultAction(signal) !== 'terminate') return 'no';
  const exitTrap = state.traps.has('EXIT') && state.traps.get('EXIT') !== 'ignore';
  const { implementation, version } = context.shell;
  if (implementation === 'mksh' || implementation === 'yash')
    return where.pid1 && !where.waiting ? 'no' : 'unknown';
  const catches = (implementation === 'bash' || implementation === 'ksh93') && exitTrap;
  if (!where.pid1) return catches ? 'after-exit-trap' : 'at-once';
  if (implementation === 'bash' && exitTrap && atLeast(version, 5, 0) !== false) return 'after-exit-trap';
  if (implementation === 'ksh93' && hasTraps(state)) return 'after-exit-trap';
  return 'no';
}
