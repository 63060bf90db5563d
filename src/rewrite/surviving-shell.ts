import type { ShellNode, Subshell } from '../shell/syntax.ts';
import { hasTraps, type ShellContext } from '../startup/evaluate/shell-state.ts';
import type { Process, ShellBody, Station } from '../startup/process.ts';
import type { Insertion } from './insertion.ts';
import { everyNode } from './list-items.ts';

/** A shell that stands still above the workload. */
type StandingShell = Process & { readonly body: ShellBody };

/** Shells that run a text or a file of their own; a trap does not reach into forked parts of them. */
const ownText: ReadonlySet<string> = new Set(['command-string', 'script']);

/** The shells that wait for something in the foreground, PID 1 or what is below an init first. */
export function standingShells(process: Process): readonly StandingShell[] {
  const { body } = process;
  if (body.kind === 'forwarder') return standingShells(body.child);
  if (body.kind !== 'shell') return [];
  const { blocked } = body.station;
  const below = blocked.on === 'foreground' ? blocked.processes.flatMap(standingShells) : [];
  return [process as StandingShell, ...below];
}

/** What a shell is told to do on the stop signal, so that it outlives it. */
export type Survival = ':' | 'wait' | 'exit';

/**
 * A trap at the start of each standing shell, so that a signal to the whole group ends what it runs and not
 * the shell itself.
 *
 * @returns null for a shell with traps of its own, or one whose text stands in no file.
 */
export function survivingShells(
  process: Process,
  action: Survival,
  signals: readonly string[],
): readonly Insertion[] | null {
  const all = standingShells(process).flatMap(({ body: { context, station } }) => {
    // A forked part of a shell that is told already.
    if (context.entry === 'pipeline-member') return [];
    const at = context.entry === 'subshell' ? subshellStart(context, station) : textStart(context);
    const { source } = station.state;
    if (at === null || hasTraps(station.state) || source.text.text !== context.program.text) return [null];
    const end = context.entry === 'script' ? '\n' : '; ';
    return [{ source, at, text: `trap ${actionText(action, signals)} ${signals.join(' ')}${end}` }];
  });
  return all.includes(null) ? null : (all as readonly Insertion[]);
}

/** Where the first command of a text stands; null in forked parts of one. */
function textStart({ entry, program }: ShellContext): number | null {
  return ownText.has(entry) ? (program.lines[0]?.items[0]?.node.span.start ?? null) : null;
}

/** Where the first command of the subshell stands that a shell was forked for: the innermost around what it waits for. */
function subshellStart({ program }: ShellContext, { blocked, state }: Station): number | null {
  const child = blocked.on === 'foreground' ? blocked.processes[0] : state.jobs[0]?.process;
  const waitsFor = child?.origin?.node.span;
  if (!waitsFor) return null;
  const around = everyNode(program).filter(
    (node): node is Subshell =>
      node.kind === 'subshell' && node.span.start <= waitsFor.start && node.span.end >= waitsFor.end,
  );
  return around.at(-1)?.body.items[0]?.node.span.start ?? null;
}

/** Signal numbers as the exit status that the engine would report: 128 and the number. */
const statuses: Readonly<Record<string, number>> = {
  HUP: 129,
  INT: 130,
  QUIT: 131,
  USR1: 138,
  USR2: 140,
  TERM: 143,
};

/** The exit status of what dies of a signal; null for one without a name that every shell knows. */
export function signalStatus(signal: string): number | null {
  return statuses[signal.replace(/^SIG/, '')] ?? null;
}

function actionText(action: Survival, [signal = '']: readonly string[]): string {
  return action === 'exit' ? `'exit ${statuses[signal] ?? 1}'` : action;
}

/**
 * What reads the workload's output is told to leave the signal alone: it ends when the workload closes the
 * pipe, and not before the workload's last words.
 */
export function shieldedReaders(process: Process, signals: readonly string[]): readonly Insertion[] {
  return standingShells(process).flatMap(({ body: { context, station } }) => {
    const { source } = station.state;
    if (!ownText.has(context.entry) || source.text.text !== context.program.text) return [];
    const members = context.program.lines
      .flatMap(({ items }) => items.map(({ node }) => node))
      .flatMap(readers);
    return members.flatMap(({ span }) => [
      { source, at: span.start, text: `(trap '' ${signals.join(' ')}; ` },
      { source, at: span.end, text: ')' },
    ]);
  });
}

function readers(node: ShellNode): readonly ShellNode[] {
  if (node.kind === 'pipeline') return node.members.slice(1);
  if (node.kind === 'and-or') return [node.first, ...node.rest.map((one) => one.node)].flatMap(readers);
  if (node.kind === 'group') return node.body.items.flatMap((item) => readers(item.node));
  return [];
}

/** The signals that a surviving shell traps: the stop signal, and that of Ctrl-C; null for one without a name. */
export function trappedSignals(stopSignal: string): readonly string[] | null {
  const name = stopSignal.replace(/^SIG/, '');
  if (!(name in statuses)) return null;
  return name === 'INT' ? [name] : [name, 'INT'];
}
