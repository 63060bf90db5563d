import { atLeast, isBash50 } from '../../shell/implicit-exec.ts';
import type { ShellContext } from '../evaluate/shell-state.ts';
import type { ActingShell } from './stop-scene.ts';

/** Where shells and versions part ways in a manner that was measured but not worked out. */
export function trapDoubt({ state, next, blocked }: ActingShell, { shell }: ShellContext): string | null {
  if (next?.kind === 'substitutions' && blocked.on === 'foreground')
    return 'when a trap runs during a command substitution differs by shell';
  const forked = state.jobs.some(({ process }) => process.body.kind === 'shell');
  const recent = shell.implementation === 'bash' && atLeast(shell.version, 5, 3) === true;
  if (forked && (recent || isBash50(shell)))
    return `what bash ${shell.version} does with a trap and a forked shell was not worked out`;
  const rare =
    shell.implementation !== 'bash' &&
    shell.implementation !== 'dash' &&
    shell.implementation !== 'busybox ash';
  return rare && forked
    ? `what ${shell.implementation} does with a trap and a forked shell was not worked out`
    : null;
}

export function mayEndBeforeTrap({ shell }: ShellContext): boolean {
  if (shell.implementation === 'mksh' || shell.implementation === 'ksh93') return true;
  const patch = /^0\.5\.(\d+)/.exec(shell.version ?? '');
  return shell.implementation === 'dash' && (patch === null || Number(patch[1]) < 11);
}

/** Shells and versions whose signals to their own group were measured and not worked out. */
export function groupDoubt({ shell }: ShellContext): string | null {
  const { implementation, version } = shell;
  const known =
    implementation === 'dash' ||
    (implementation === 'bash' && atLeast(version, 4, 3) !== false) ||
    (implementation === 'busybox ash' && atLeast(version, 1, 28) !== false);
  return known
    ? null
    : `what ${implementation} ${version ?? ''} does with a signal to its own group was not worked out`;
}
