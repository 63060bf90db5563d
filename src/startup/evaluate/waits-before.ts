import type { CommandList, ShellNode } from '../../shell/syntax.ts';
import type { Replaced } from '../process.ts';
import { pauses } from './left-behind.ts';

/**
 * The first loop in which a shell waits for something (`until pg_isready; do sleep 1; done`) before it is replaced, also one
 * below an `if`; null for none.
 */
export function waitsBefore({ context, origin }: Replaced): ShellNode | null {
  for (const line of context.program.lines) {
    const found = loopBefore(line, origin.node.span.start);
    if (found) return found;
  }
  return null;
}

/** A loop in a list that is over before a place: in the commands in front of it, and in those around it. */
function loopBefore({ items }: CommandList, place: number): ShellNode | null {
  for (const { node, background } of items) {
    if (node.span.start >= place) return null;
    if (background) continue;
    const isOver = node.span.end <= place;
    if (isOver && pauses(node)) return node;
    // Of what stands around the place, only the branch that it is in was taken.
    const lists = listsInside(node).filter(({ span }) => isOver || (span.start < place && span.end > place));
    for (const list of lists) {
      const found = loopBefore(list, place);
      if (found) return found;
    }
  }
  return null;
}

function listsInside(node: ShellNode): readonly CommandList[] {
  if (node.kind === 'group') return [node.body];
  if (node.kind === 'if')
    return [...node.branches.map(({ body }) => body), ...(node.otherwise ? [node.otherwise] : [])];
  return [];
}
