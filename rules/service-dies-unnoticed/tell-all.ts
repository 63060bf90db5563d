import type { Fix } from '../../src/contract/finding.ts';
import type { ShellFact } from '../../src/knowledge/types.ts';
import { type Passing, passOnAndWait, waitInsteadOfExec } from '../../src/rewrite/pass-on-and-wait.ts';
import { isShell, type ShellProcess } from '../../src/rewrite/shell-chain.ts';
import { atLeast } from '../../src/shell/implicit-exec.ts';
import type { Process } from '../../src/startup/process.ts';
import { everyProcess } from '../../src/startup/stop/every-process.ts';
import { startPath } from '../../src/startup/stop/start-path.ts';

/**
 * bash left above the services that one of its texts starts: its trap tells all of them, and it ends with the first that ends.
 * None for other shells, which can only wait for all, and where a daemon has left the shell.
 */
export function tellAll(root: Process, signal: string): readonly Fix[] {
  const { last } = startPath(root);
  if (everyProcess(last).some(({ detached }) => detached)) return [];
  const passing = { signal, after: '', any: true } as const;
  const edits = isShell(last) ? instead(last, passing) : insteadOfExec(last, passing);
  const title = 'let bash pass the signal on to all of them, and end with the first that ends';
  return edits ? [{ title, safety: 'unsafe', edits }] : [];
}

/** Behind a `wait` of its own the shell would go on with that one. */
function instead(shell: ShellProcess, passing: Passing): ReturnType<typeof passOnAndWait> {
  const { station, context } = shell.body;
  const inFront = station.blocked.on === 'foreground';
  return inFront && waitsForAny(context.shell) ? passOnAndWait(shell, passing) : null;
}

function insteadOfExec(
  { replaced, adopted }: Process,
  passing: Passing,
): ReturnType<typeof waitInsteadOfExec> {
  const by = replaced.at(-1);
  if (by?.by !== 'exec' || !waitsForAny(by.context.shell)) return null;
  const jobs = adopted.filter(({ lifetime }) => lifetime !== 'short');
  return waitInsteadOfExec(by.origin, passing, jobs);
}

/** Whether it has `wait -n`. */
function waitsForAny({ implementation, version }: ShellFact): boolean {
  return implementation === 'bash' && atLeast(version, 4, 3) === true;
}
