import type { Fix } from '../contract/finding.ts';
import type { Origin, Process } from '../startup/process.ts';
import { insertExec } from './insert-exec.ts';
import { joinFixes } from './join-fixes.ts';
import { foregroundOrigins } from './start-origins.ts';

/**
 * `exec` in every shell that wrappers below a process start: in the start command, or in the file that holds their text.
 * Null where there is none, or where one of them must not be told to.
 */
export function execBelow(process: Process): Fix | null {
  const shells = shellsBelow(process);
  const origins = shells.map(foregroundOrigins);
  if (origins.length === 0 || origins.includes(null)) return null;
  const outer = shells.flatMap(({ replaced }) => replaced.map(({ origin }) => origin));
  return insertExec(origins.flat() as readonly Origin[], outer);
}

/** The outermost shell below each wrapper on the way down. */
function shellsBelow(process: Process): readonly Process[] {
  const { body } = process;
  if (body.kind === 'program') return [];
  if (body.kind === 'shell') {
    const { blocked } = body.station;
    const [only, ...others] = blocked.on === 'foreground' ? blocked.processes : [];
    return only && others.length === 0 ? shellsBelow(only) : [];
  }
  const { child } = body;
  return child.body.kind === 'shell' ? [child, ...shellsBelow(child)] : shellsBelow(child);
}

/** Fixes of the shells above a wrapper, each together with `exec` in the shells below it. */
export function withExecBelow(fixes: readonly Fix[], process: Process): readonly Fix[] {
  const below = fixes.length > 0 ? execBelow(process) : null;
  if (below === null) return [];
  return fixes.map((fix) => joinFixes(fix, below));
}
