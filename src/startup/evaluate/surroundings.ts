import { mayBeLeft } from './may-be-left.ts';
import type { Frame } from './shell-state.ts';

/** Whether what goes on with this stands in a loop. */
export function inLoop(frame: Frame | null): boolean {
  return innermostLoop(frame) !== null;
}

/** Whether the loop around it has a command that leaves it. */
export function isLeftElsewhere(frame: Frame | null): boolean {
  const loop = innermostLoop(frame);
  return loop !== null && mayBeLeft(loop.node.body);
}

function innermostLoop(frame: Frame | null): Extract<Frame, { kind: 'body' }> | null {
  for (let at = frame; at; at = at.next) if (at.kind === 'body') return at;
  return null;
}

/** Whether it is a part of what the shell does when it ends. */
export function isInExitTrap(frame: Frame | null): boolean {
  for (let at = frame; at; at = at.next) if (at.kind === 'exit') return true;
  return false;
}
