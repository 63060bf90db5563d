import { literalWord } from '../shell/syntax.ts';
import { isBuiltinSomewhere } from '../startup/builtins.ts';
import type { Origin } from '../startup/process.ts';
import { type Frame, hasTraps } from '../startup/shell-state.ts';

/**
 * Whether `exec` may be written before a command without changing what the workload sees or what the
 * container does besides: nothing runs after it, no trap is lost, and it is a program.
 */
export function mayExec({ context, node, state, next }: Origin): boolean {
  const name = node.words[0] ? literalWord(node.words[0]) : null;
  if (name === null || isBuiltinSomewhere(name) || state.functions.has(name)) return false;
  return context.entry === 'command-string' && !hasTraps(state) && nothingLeft(next, context.program);
}

/** Whether the shell ends with the status of what runs now, and does nothing more. */
function nothingLeft(next: Frame | null, program: Origin['context']['program']): boolean {
  for (let frame = next; frame; frame = frame.next) {
    switch (frame.kind) {
      case 'program':
        // The code of an `eval` stands nowhere in the file.
        if (frame.program !== program || frame.line + 1 < program.lines.length) return false;
        break;
      case 'list':
        if (frame.index + 1 < frame.list.items.length) return false;
        break;
      case 'and-or':
        if (frame.index < frame.node.rest.length) return false;
        break;
      default:
        return false;
    }
  }
  return true;
}
