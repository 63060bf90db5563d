import { programName } from '../knowledge/programs.ts';
import { literalWord, type ShellNode } from '../shell/syntax.ts';
import type { Process } from '../startup/process.ts';
import type { Frame } from '../startup/shell-state.ts';

/** What may stand after a service for the log's sake, or to set the status. */
const remarks: ReadonlySet<string> = new Set([':', 'echo', 'exit', 'false', 'printf', 'true']);

/**
 * Whether what a shell waits for is a step of a batch: `build && deploy` goes on with something that needs
 * it to have succeeded. A service that is stopped never gets there.
 */
export function isBatchStep({ body }: Process): boolean {
  if (body.kind !== 'shell') return false;
  const { next, blocked } = body.station;
  if (goesOnIfItSucceeds(next)) return true;
  return blocked.on === 'foreground' && blocked.processes.some(isBatchStep);
}

function goesOnIfItSucceeds(next: Frame | null): boolean {
  for (let frame = next; frame; frame = frame.next) {
    if (frame.kind !== 'and-or') continue;
    const after = frame.node.rest.slice(frame.index);
    const needed = after.findIndex(({ operator }) => operator === '||');
    if (after.slice(0, needed === -1 ? undefined : needed).some(({ node }) => !isRemark(node))) return true;
  }
  return false;
}

function isRemark(node: ShellNode): boolean {
  const word = node.kind === 'simple' ? node.words[0] : undefined;
  const name = word ? literalWord(word) : null;
  return name !== null && remarks.has(programName(name));
}
