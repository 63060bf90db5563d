import type { ShellFact } from '../../knowledge/types.ts';
import { atLeast } from '../../shell/implicit-exec.ts';
import type { ShellState, TrapAction } from './shell-state.ts';

/**
 * Whether a trap keeps a shell from replacing itself by its last command. Which traps count, and when
 * they are looked at, differs by shell and version: `knowledge/SHELLS.md`.
 */
export function trapsBlock(state: ShellState, shell: ShellFact): boolean {
  if (shell.implementation === 'busybox ash' && state.everTrapped) return true;
  const looksLate = shell.implementation !== 'bash' || atLeast(shell.version, 5, 1) !== false;
  const traps = looksLate ? state.traps : state.trapsAtLine;
  for (const [name, action] of traps) if (counts(name, action, shell)) return true;
  return false;
}

function counts(name: string, action: TrapAction, shell: ShellFact): boolean {
  if (shell.implementation !== 'bash') return action !== 'ignore';
  if (name === 'DEBUG' || name === 'RETURN') return false;
  const { version } = shell;
  if (atLeast(version, 4, 4) === false) return name === 'EXIT' && action !== 'ignore';
  const since50 = atLeast(version, 5, 0) !== false;
  if (!since50 && (name === 'EXIT' || name === 'ERR')) return false;
  // `trap '' EXIT` was seen to count in 5.2 as well.
  return action !== 'ignore' || name === 'EXIT' || atLeast(version, 5, 2) === false;
}
