import type { Edit } from '../contract/finding.ts';
import { type ListItem, literalWord, type ShellProgram, type SimpleCommand } from '../shell/syntax.ts';
import { hasTraps } from '../startup/evaluate/shell-state.ts';
import { programSafety } from './may-exec.ts';
import type { ShellProcess } from './shell-chain.ts';
import { allEdits, textEdit } from './text-edit.ts';
import { whatIsLeft } from './what-is-left.ts';

/**
 * `app & wait` as `exec app`: where the shell does nothing but wait for one program that it put into the
 * background, and ends with it. What the program reads from is another thing then, and it no longer ignores
 * SIGINT and SIGQUIT, as background jobs do.
 */
export function execInsteadOfWait({ body }: ShellProcess): readonly Edit[] | null {
  const { context, station } = body;
  const { state, blocked, next } = station;
  const living = state.jobs.filter(({ process }) => process.lifetime !== 'short');
  const [job] = living;
  const origin = job?.process.origin;
  if (blocked.on !== 'wait' || living.length !== 1 || !origin || hasTraps(state)) return null;
  if (origin.context.program !== context.program || whatIsLeft({ next, state }).kind === 'more') return null;
  const [name] = origin.node.words;
  const wait = waitBehind(origin.node, context.program);
  if (wait === null || !name || programSafety(name, state.functions) === null) return null;
  const { end } = origin.node.span;
  return allEdits([
    textEdit(origin.state.source, { start: name.span.start, end: name.span.start }, 'exec '),
    textEdit(origin.state.source, { start: end, end: wait.span.end }, ''),
  ]);
}

/** The `wait` that follows a background job on the same level, with nothing but `pid=$!` between them. */
function waitBehind(node: SimpleCommand, { lines }: ShellProgram): SimpleCommand | null {
  const items = lines.flatMap((line) => line.items);
  const at = items.findIndex((item) => item.node === node && item.background);
  const rest = at === -1 ? [] : items.slice(at + 1);
  const wait = rest.find((item) => !keepsNumber(item))?.node;
  return wait?.kind === 'simple' && isPlainWait(wait) ? wait : null;
}

function keepsNumber({ node, background }: ListItem): boolean {
  if (node.kind !== 'simple' || background || node.words.length + node.redirects.length > 0) return false;
  return node.assignments.every(({ value }) => value !== null && /^"?\$!"?$/.test(value.source));
}

function isPlainWait({ words, assignments, redirects }: SimpleCommand): boolean {
  const [name, ...operands] = words;
  if (!name || literalWord(name) !== 'wait' || assignments.length + redirects.length > 0) return false;
  return operands.every(({ source }) => /^"?\$(\w+|\{\w+\}|!)"?$/.test(source));
}
