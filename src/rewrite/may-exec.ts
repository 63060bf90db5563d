import type { FixSafety } from '../contract/finding.ts';
import { literalWord, type Word } from '../shell/syntax.ts';
import { isBuiltinSomewhere } from '../startup/builtins.ts';
import type { Origin } from '../startup/process.ts';
import { type Frame, hasTraps } from '../startup/shell-state.ts';

/** Shells that run a text or a file of their own; the others are forked parts of one. */
const ownText: ReadonlySet<string> = new Set(['command-string', 'script']);

/**
 * Whether `exec` may be written before a command without changing what the workload sees or what the
 * container does besides: nothing runs after it, no trap is lost, and it is a program.
 *
 * @returns `unsafe` for a command such as `$CMD`, which may turn out to be a builtin; null: no.
 */
export function mayExec({ context, node, state, next }: Origin): FixSafety | null {
  const word = node.words[0];
  if (!word || !ownText.has(context.entry) || hasTraps(state) || !nothingLeft(next, context.program))
    return null;
  return programSafety(word, state.functions);
}

/** Whether a command word names a program: neither a builtin nor a function has a `/` in its name. */
export function programSafety(
  word: Word,
  functions: ReadonlyMap<string, unknown> = new Map(),
): FixSafety | null {
  const name = literalWord(word);
  if (name !== null) return isBuiltinSomewhere(name) || functions.has(name) ? null : 'safe';
  const hasSlash = word.parts.some((part) => part.kind === 'literal' && part.value.includes('/'));
  return hasSlash || word.parts[0]?.kind === 'tilde' ? 'safe' : 'unsafe';
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
