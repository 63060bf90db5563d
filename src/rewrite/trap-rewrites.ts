import type { Edit, Fix } from '../contract/finding.ts';
import { literalWord, type Word } from '../shell/syntax.ts';
import type { ShellSource } from '../startup/evaluate/shell-state.ts';
import { passOnAndWait, waitInsteadOfExec } from './pass-on-and-wait.ts';
import type { ShellProcess } from './shell-chain.ts';
import { allEdits, textEdit } from './text-edit.ts';
import { lateAction, quotableAction, restOfAction } from './trap-action.ts';
import type { TrapFailure } from './trap-failure.ts';

/**
 * Candidates that could make a trap work, the least intrusive first; what comes of each is for the model
 * to say. All are unsafe: the script then does what it has never done.
 */
export function trapRewrites(failure: TrapFailure, signal: string): readonly Fix[] {
  const { call, shell } = failure;
  const { source, node } = call;
  const actionAt = literalWord(node.words[1] ?? (node.words[0] as Word)) === '--' ? 2 : 1;
  const action = node.words[actionAt];
  if (source.file === null || !action) return [];
  const edits = failure.lostTo
    ? [lostTrap(failure, action, signal)]
    : shell
      ? standingShell(
          shell,
          { action, source, signal },
          call.refused === null ? [] : node.words.slice(actionAt + 1),
        )
      : [];
  return edits
    .filter((one) => one !== null)
    .filter((one) => one.length > 0)
    .map((one): Fix => ({ title: 'let the trap pass the signal on and wait', safety: 'unsafe', edits: one }));
}

interface TrapText {
  readonly action: Word;
  readonly source: ShellSource;
  readonly signal: string;
}

/** The program stays below the shell, whose trap does what it did so far when the program has ended. */
function lostTrap({ lostTo }: TrapFailure, action: Word, signal: string): readonly Edit[] | null {
  const after = restOfAction(action);
  return after === null || lostTo === null ? null : waitInsteadOfExec(lostTo, { signal, after });
}

/** @param names words of the `trap` command that name signals as this shell does not know them. */
function standingShell(
  shell: ShellProcess,
  { action, source, signal }: TrapText,
  names: readonly Word[],
): readonly (readonly Edit[] | null)[] {
  const late = lateAction(action);
  const waits = waitsFor(shell);
  const actions = [null, late, ...waits.map((wait) => withWait(late ?? quotableAction(action), wait))];
  const after = restOfAction(action);
  const children = [[], after === null ? null : inBackground(shell, { signal, after })];
  return children.flatMap((child) =>
    actions.map(
      (text) => child && allEdits([...nameEdits(names, source), ...replaced(action, text, source), ...child]),
    ),
  );
}

/** What the shell waits for as background jobs, which a second trap passes the signal on to. */
function inBackground(
  shell: ShellProcess,
  passing: Parameters<typeof passOnAndWait>[1],
): readonly Edit[] | null {
  const { on } = shell.body.station.blocked;
  return on === 'foreground' || on === 'wait' ? passOnAndWait(shell, passing) : null;
}

function replaced(word: Word, text: string | null, source: ShellSource): readonly (Edit | null)[] {
  return text === null || text === word.source ? [] : [textEdit(source, word.span, text)];
}

/** `SIGTERM` is `TERM` to every shell. */
function nameEdits(words: readonly Word[], source: ShellSource): readonly (Edit | null)[] {
  return words.flatMap((word) => {
    const name = literalWord(word);
    return name && /^SIG[A-Z]/.test(name) ? [textEdit(source, word.span, name.slice(3))] : [];
  });
}

/** How the shell can wait for its jobs: for all, or for those whose numbers it keeps. */
function waitsFor({ body }: ShellProcess): readonly string[] {
  const { blocked, state } = body.station;
  if (blocked.on !== 'wait' && state.jobs.length === 0) return [];
  const pids = new Set(state.jobs.map(({ pid }) => String(pid)));
  const kept = [...state.variables].filter(([, value]) => value !== null && pids.has(value));
  return ['wait', ...kept.map(([name]) => `wait "$${name}"`)];
}

/** The action with a wait in it: before an `exit` at its end, else behind all of it. */
function withWait(quoted: string | null, wait: string): string | null {
  if (quoted === null || /\bwait\b/.test(quoted)) return null;
  const inner = quoted.slice(1, -1);
  const exit = /^(.*?)[;\s]*(\bexit\b[^;&|]*)$/.exec(inner);
  return exit ? `'${exit[1]}; ${wait}; ${exit[2]}'` : `'${inner}; ${wait}'`;
}
