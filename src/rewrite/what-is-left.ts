import { type ListItem, literalWord, type ShellNode } from '../shell/syntax.ts';
import type { Frame } from '../startup/evaluate/shell-state.ts';
import type { Origin } from '../startup/process.ts';

/** What a shell still does when a command is over. */
export type Left =
  /** Nothing: it ends with the status of the command. */
  | { readonly kind: 'nothing' }
  /** It ends with a status of its own. */
  | { readonly kind: 'other-status' }
  | { readonly kind: 'more'; readonly reason: string };

const nothing: Left = { kind: 'nothing' };

/** What the shell does after the command that a process comes from. */
export function whatIsLeft({ next, state }: Pick<Origin, 'next' | 'state'>): Left {
  for (let frame = next; frame && frame.kind !== 'call'; frame = frame.next) {
    if (frame.kind === 'body') return { kind: 'more', reason: 'the shell starts it in a loop' };
  }
  for (let frame = next; frame; frame = frame.next) {
    const left = atFrame(frame, state.source.text.text);
    if (left === 'goes-on') continue;
    return left;
  }
  return nothing;
}

function atFrame(frame: Frame, text: string): Left | 'goes-on' {
  switch (frame.kind) {
    case 'program':
      return afterwards(frame.program.lines.slice(frame.line + 1).flatMap(({ items }) => items));
    case 'list':
      return afterwards(frame.list.items.slice(frame.index + 1));
    case 'and-or': {
      const [rest, ...more] = frame.node.rest.slice(frame.index);
      if (!rest) return 'goes-on';
      const exit = more.length === 0 && rest.operator === '||' ? exitOf(rest.node) : null;
      if (exit === null)
        return { kind: 'more', reason: `what follows \`${rest.operator}\` would no longer run` };
      return exit === 'same' ? 'goes-on' : { kind: 'other-status' };
    }
    case 'call':
      return callsOf(frame.name, text) > 1
        ? { kind: 'more', reason: `the function ${frame.name} is called more than once` }
        : 'goes-on';
    case 'source':
      return 'goes-on';
    case 'if':
    case 'condition':
      return { kind: 'more', reason: 'the shell needs its status' };
    case 'negate':
      return { kind: 'more', reason: 'the shell turns its status round' };
    case 'substitutions':
      return { kind: 'more', reason: 'the shell takes its output' };
    default:
      return { kind: 'more', reason: 'the shell has more to do afterwards' };
  }
}

/** Commands after it: none, only the end of the script, or something that has to run. */
function afterwards(items: readonly ListItem[]): Left | 'goes-on' {
  const [first] = items;
  if (!first) return 'goes-on';
  const exit = first.background ? null : exitOf(first.node);
  if (exit === 'same') return nothing;
  if (exit === 'other') return { kind: 'other-status' };
  return { kind: 'more', reason: 'what follows it would no longer run' };
}

/** `exit` and `exit $?` end with the status of the command before; `exit 0` does not. */
function exitOf(node: ShellNode): 'same' | 'other' | null {
  if (node.kind !== 'simple' || node.assignments.length > 0) return null;
  const [name, status, ...more] = node.words;
  if (!name || literalWord(name) !== 'exit' || more.length > 0) return null;
  return !status || /^"?\$\{?\?\}?"?$/.test(status.source) ? 'same' : 'other';
}

/** How often a function's name stands in a text where a command could, its definition left out. */
function callsOf(name: string, text: string): number {
  const plain = name.replace(/[^\w]/g, '\\$&');
  const code = text.replace(/^[ \t]*#.*$/gm, '');
  const all = code.match(new RegExp(`(?<![\\w./-])${plain}(?![\\w-])`, 'g'))?.length ?? 0;
  const definitions = code.match(
    new RegExp(`(?<![\\w-])(?:function\\s+)?${plain}\\s*\\(\\s*\\)|function\\s+${plain}(?![\\w-])`, 'g'),
  );
  return all - (definitions?.length ?? 0);
}
