import type { Edit, Fix } from '../contract/finding.ts';
import { literalWord, type Word } from '../shell/syntax.ts';
import type { Origin } from '../startup/process.ts';
import type { ShellSource } from '../startup/shell-state.ts';
import { sourceSpan } from '../text/mapped-text.ts';
import type { Span } from '../text/span.ts';
import { childToWorkload, type ShellProcess } from './shell-chain.ts';
import type { TrapFailure } from './trap-failure.ts';
import { shortSignal } from './wait-instead.ts';

/**
 * Candidates that could make a trap work, the least intrusive first; what comes of each is for the model
 * to say. All are unsafe: the script then does what it has never done.
 */
export function trapRewrites(failure: TrapFailure, signal: string): readonly Fix[] {
  const { call, shell } = failure;
  const { source, node } = call;
  if (shell === null || source.file === null) return [];
  const actionAt = literalWord(node.words[1] ?? (node.words[0] as Word)) === '--' ? 2 : 1;
  const action = node.words[actionAt];
  if (!action) return [];
  const names = call.refused === null ? [] : nameEdits(node.words.slice(actionAt + 1), source);
  const actions: readonly (string | null)[] = [
    null,
    lateAction(action),
    withWait(lateAction(action) ?? quotable(action), shell),
  ];
  const children = [[], backgroundEdits(shell, signal, action)].filter((edits) => edits !== null);
  const candidates = children.flatMap((child) =>
    actions.map((text) => [...names, ...replaced(action, text, source), ...child]),
  );
  return candidates
    .filter((edits) => edits.length > 0)
    .map((edits): Fix => ({ title: 'let the trap pass the signal on and wait', safety: 'unsafe', edits }));
}

function edit(source: ShellSource, span: Span, newText: string): Edit {
  return { file: source.file as string, span: sourceSpan(source.text, span), newText };
}

function replaced(word: Word, text: string | null, source: ShellSource): readonly Edit[] {
  return text === null || text === word.source ? [] : [edit(source, word.span, text)];
}

/** `SIGTERM` is `TERM` to every shell. */
function nameEdits(words: readonly Word[], source: ShellSource): readonly Edit[] {
  return words.flatMap((word) => {
    const name = literalWord(word);
    return name && /^SIG[A-Z]/.test(name) ? [edit(source, word.span, name.slice(3))] : [];
  });
}

/** An action in double quotes as one in single quotes, whose variables are replaced when it runs. */
function lateAction({ source, parts }: Word): string | null {
  const inner = /^"((?:[^"\\`']|\\[$])*)"$/.exec(source)?.[1];
  const expands = parts.some(({ kind }) => kind === 'parameter' || kind === 'command');
  return inner === undefined || !expands ? null : `'${inner}'`;
}

/** The action in single quotes as it is. */
function quotable({ source, parts }: Word): string | null {
  if (/^'[^']*'$/.test(source)) return source;
  const [part] = parts;
  if (parts.length !== 1 || part?.kind !== 'literal' || /['\\]/.test(part.value)) return null;
  return `'${part.value}'`;
}

/** The action with a wait in it: before an `exit` at its end, else behind all of it. */
function withWait(quoted: string | null, { body }: ShellProcess): string | null {
  if (quoted === null || /\bwait\b/.test(quoted)) return null;
  const inner = quoted.slice(1, -1);
  const exit = /^(.*?)[;\s]*(\bexit\b[^;&|]*)$/.exec(inner);
  const jobs = body.station.blocked.on === 'wait' || body.station.state.jobs.length > 0;
  if (!jobs) return null;
  return exit ? `'${exit[1]}; wait; ${exit[2]}'` : `'${inner}; wait'`;
}

/** The command that the shell waits for as a background job, which a second trap passes the signal on to. */
function backgroundEdits(shell: ShellProcess, signal: string, action: Word): readonly Edit[] | null {
  const origin = childToWorkload(shell, shell)?.origin;
  if (shell.body.station.blocked.on !== 'foreground' || origin?.context !== shell.body.context) return null;
  const { state, node } = origin;
  const { source } = state;
  if (source.file === null || !endsItsLine(origin)) return null;
  const name = shortSignal(signal);
  const kill = name === 'TERM' ? 'kill' : `kill -${name}`;
  const own = ownAction(action);
  const { text } = source.text;
  const indent = /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', node.span.start - 1) + 1))?.[0] ?? '';
  const newline = `${text.includes('\r\n') ? '\r\n' : '\n'}${indent}`;
  const trap = `trap '${kill} "$pid"; wait "$pid"${own}' ${name}`;
  const lines = [' &', 'pid=$!', trap, 'wait "$pid"'].join(newline).replace(newline, newline);
  return [edit(source, { start: node.span.end, end: node.span.end }, lines)];
}

/** What the trap did so far, to be done when the workload has ended. */
function ownAction(action: Word): string {
  const text = quotable(action);
  const inner = text === null ? '' : text.slice(1, -1).trim();
  return inner === '' || inner === ':' || /\bkill\b/.test(inner) ? '' : `; ${inner}`;
}

/** Whether the command stands alone on its lines, so that further lines can follow it. */
function endsItsLine({ node, state }: Origin): boolean {
  const { text } = state.source.text;
  const before = text.slice(text.lastIndexOf('\n', node.span.start - 1) + 1, node.span.start);
  const after = /^[^\n]*/.exec(text.slice(node.span.end))?.[0] ?? '';
  return (
    before.trim() === '' &&
    after.trim() === '' &&
    !node.redirects.some(({ operator }) => operator.startsWith('<<'))
  );
}
