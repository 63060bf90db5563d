import type { Edit } from '../contract/finding.ts';
import type { SimpleCommand } from '../shell/syntax.ts';
import type { ShellSource } from '../startup/evaluate/shell-state.ts';
import type { Origin, Process } from '../startup/process.ts';
import { itemOf } from './list-items.ts';
import type { ShellProcess } from './shell-chain.ts';
import { signalStatus } from './surviving-shell.ts';
import { allEdits, at, ownLineBreak, textEdit } from './text-edit.ts';
import { shortSignal } from './wait-instead.ts';
import { whatIsLeft } from './what-is-left.ts';

/** What a shell that stays above its workload is to do on the stop signal. */
export interface Passing {
  /** `SIGTERM`. */
  readonly signal: string;
  /** What else the trap does when the workload has ended; empty for nothing. */
  readonly after: string;
  /** The shell ends with the first of its programs that does, as bash can; absent: it waits for the last of them. */
  readonly any?: true;
}

/** A program that the shell started, or is to start, in the background. */
interface Started {
  readonly node: SimpleCommand;
  readonly source: ShellSource;
  /** Whether the text is a script, in which commands have lines of their own. */
  readonly inScript: boolean;
  /** Whether it goes to the background already. */
  readonly background: boolean;
  /** A variable that holds its process number. */
  readonly variable: string;
  /** Whether the variable has to be set. */
  readonly sets: boolean;
}

/**
 * A shell's text changed so that it passes the stop signal on and waits: what it waits for in the foreground
 * goes to the background, a trap tells all that runs there, and the shell waits for it.
 *
 * @returns null where that cannot be written: its programs are started by other shells, in pipelines, with
 * here-documents, or from text that stands in no file.
 */
export function passOnAndWait(shell: ShellProcess, passing: Passing): readonly Edit[] | null {
  const { station } = shell.body;
  const living = station.state.jobs.filter(({ process, orphan }) => process.lifetime !== 'short' && !orphan);
  const front = station.blocked.on === 'foreground' ? station.blocked.processes : [];
  if (isNested(shell)) return null;
  const started = startedBy(shell, [...living.map(({ process }) => process), ...front]);
  if (!started || front.length > 1 || station.blocked.on === 'spin') return null;
  return allEdits(started.flatMap((one, index) => startEdit(one, started, index, shell, passing)));
}

/**
 * The command that took a shell's place by `exec` run below the shell instead, which passes the signal on.
 *
 * @param jobs background jobs of the shell, which are to be told as well
 * @returns null for `exec -a` and the like, and where a job cannot be told.
 */
export function waitInsteadOfExec(
  origin: Origin,
  passing: Passing,
  jobs: readonly Process[] = [],
): readonly Edit[] | null {
  const { node, state, context } = origin;
  const [exec, command] = node.words;
  if (exec?.source !== 'exec' || !command || command.source.startsWith('-')) return null;
  const item = itemOf(node, context.program);
  if (item === null || hasDocument(node)) return null;
  const names = freeNames(state.source, jobs.length + 1);
  const variable = names.at(-1) as string;
  const inScript = context.entry === 'script';
  const one: Started = { node, source: state.source, inScript, background: false, variable, sets: true };
  const started = jobs.map((job, index) => startedJob(job, origin, names[index] ?? variable));
  if (started.includes(null)) return null;
  const others = started as readonly Started[];
  const lines = [
    ...waiting([...others, one], passing),
    ...(whatIsLeft(origin).kind === 'nothing' ? [] : ['exit']),
  ];
  return allEdits([
    ...others
      .map((job) => afterAmpersand(job, job.sets ? [`${job.variable}=$!`] : []))
      .filter((edit) => edit !== undefined),
    textEdit(state.source, { start: exec.span.start, end: command.span.start }, ''),
    textEdit(state.source, at(node.span.end), ` &${joined([`${variable}=$!`, ...lines], one)}`),
  ]);
}

/** Whether a shell's text is a word of another shell's text, which would expand `$pid` or end at a quote itself. */
function isNested({ body, origin, replaced }: ShellProcess): boolean {
  return body.context.entry === 'command-string' && (origin !== null || replaced.length > 0);
}

function hasDocument({ redirects }: SimpleCommand): boolean {
  return redirects.some(({ operator }) => operator.startsWith('<<'));
}

/** A background job of the shell that a command took the place of; null where it is not one of the same text. */
function startedJob({ origin, pid }: Process, { context, state }: Origin, name: string): Started | null {
  if (!origin || origin.context.program !== context.program || hasDocument(origin.node)) return null;
  if (origin.context.entry !== 'background' || !itemOf(origin.node, context.program)?.background) return null;
  const known = holder(state.variables, pid);
  const inScript = context.entry === 'script';
  return {
    node: origin.node,
    source: origin.state.source,
    inScript,
    background: true,
    variable: known ?? name,
    sets: !known,
  };
}

/** Commands behind the `&` of a background job; undefined for none, null where the `&` is not found. */
function afterAmpersand(one: Started, commands: readonly string[]): Edit | null | undefined {
  if (commands.length === 0) return undefined;
  const end = ampersandEnd(one);
  return end === null ? null : textEdit(one.source, at(end), joined(commands, one, end));
}

/** Where each of these processes is started in the shell's own text; null where one of them is not. */
function startedBy({ body }: ShellProcess, processes: readonly Process[]): readonly Started[] | null {
  const { context, station } = body;
  const { state } = station;
  const names = freeNames(state.source, processes.length);
  const all = processes.map(({ origin, pid }, index): Started | null => {
    if (!origin || origin.context.program !== context.program || hasDocument(origin.node)) return null;
    const background = origin.context.entry === 'background' && context.entry !== 'background';
    if (origin.context !== context && !background) return null;
    if (background && !itemOf(origin.node, context.program)?.background) return null;
    const known = background ? holder(state.variables, pid) : undefined;
    const variable = known ?? names[index] ?? 'pid';
    const inScript = context.entry === 'script';
    return { node: origin.node, source: origin.state.source, inScript, background, variable, sets: !known };
  });
  return all.length === 0 || all.includes(null) ? null : (all as readonly Started[]);
}

/** The variable that holds a process number. */
function holder(variables: ReadonlyMap<string, string | null>, pid: number): string | undefined {
  return [...variables].find(([, value]) => value === String(pid))?.[0];
}

/** Names that the text does not have yet. */
function freeNames({ text }: ShellSource, count: number): readonly string[] {
  const candidates = ['pid', 'child', 'workload', 'started'].flatMap((name) =>
    count === 1 ? [name] : [Array.from({ length: count }, (_, index) => `${name}${index + 1}`)].flat(),
  );
  const isFree = (name: string) => !new RegExp(`\\b${name}\\b`).test(text.text);
  const free = candidates.filter(isFree);
  return free.length >= count ? free.slice(0, count) : candidates.slice(0, count);
}

/** The trap that tells them, and the wait for the last of them. */
function waiting(all: readonly Started[], { signal, after, any }: Passing): readonly string[] {
  const name = shortSignal(signal);
  const kill = name === 'TERM' ? 'kill' : `kill -${name}`;
  const pids = all.map(value).join(' ');
  const trap = `trap '${kill} ${pids}; wait ${pids}${after && `; ${after}`}' ${name}`;
  const last = all.at(-1);
  if (any) return [trap, 'wait -n'];
  return last && !last.background ? [trap, `wait ${value(last)}`] : [trap];
}

/** In a script the variable is quoted; inside another text quotes might end that, and a number needs none. */
function value({ variable, inScript }: Started): string {
  return inScript ? `"$${variable}"` : `$${variable}`;
}

function startEdit(
  one: Started,
  all: readonly Started[],
  index: number,
  { body }: ShellProcess,
  passing: Passing,
): readonly (Edit | null)[] {
  const set = one.sets ? [`${one.variable}=$!`] : [];
  const more = index === all.length - 1 ? waiting(all, passing) : [];
  const commands = [...set, ...more];
  const { node, source, background } = one;
  if (commands.length === 0) return [];
  if (background) return [afterAmpersand(one, commands) ?? null];
  const standsAlone = itemOf(node, body.context.program) !== null;
  const text = ` &${joined(commands, one)}`;
  if (standsAlone) return [textEdit(source, at(node.span.end), text)];
  return [textEdit(source, at(node.span.start), '{ '), textEdit(source, at(node.span.end), `${text}; }`)];
}

/** Where the `&` after a background job ends. */
function ampersandEnd({ node, source }: Started): number | null {
  const after = /^\s*&(?![&>])/.exec(source.text.text.slice(node.span.end));
  return after && node.span.end + after[0].length;
}

/** Commands to follow one: on lines of their own where that is alone on its own, else on the same line. */
function joined(
  commands: readonly string[],
  { node, source, inScript, background }: Started,
  end = node.span.end,
): string {
  const { text } = source.text;
  const lineBreak = inScript ? ownLineBreak(text, { start: node.span.start, end }) : null;
  if (lineBreak !== null) return commands.map((command) => `${lineBreak}${command}`).join('');
  // What follows the `&` goes on in the same list.
  const goesOn = background && /^[^\n]*\S/.test(text.slice(end));
  return ` ${commands.join('; ')}${goesOn ? ';' : ''}`;
}

/**
 * The ways to write it: the shell goes on afterwards, or ends, as it has to where it would start all again.
 *
 * @param first commands that the trap runs besides
 */
export function passings(signal: string, first: readonly string[] = []): readonly Passing[] {
  const status = signalStatus(signal);
  const ends = status === null ? [] : [[...first, `exit ${status}`]];
  return [[...first], ...ends].map((commands) => ({ signal, after: commands.join('; ') }));
}
