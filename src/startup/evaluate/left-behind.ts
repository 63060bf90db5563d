import { programOf } from '../../knowledge/program-of.ts';
import { programName } from '../../knowledge/programs.ts';
import { literalWord, type ShellNode } from '../../shell/syntax.ts';
import { isToolByName } from '../launch/background-services.ts';
import type { Process } from '../process.ts';
import type { Frame } from './shell-state.ts';

/**
 * A program that may have put itself or others into the background before it ended: one that usually does, one of which
 * nothing is known, or a script that was not read. Null where there is none among what a shell waited for in the foreground.
 */
function mayLeaveSome(process: Process | null): Process | null {
  if (process === null) return null;
  const { body } = process;
  if (body.kind === 'program') {
    return isUnknown(process) || isServer(process.argv) ? process : null;
  }
  if (body.kind === 'forwarder') return mayLeaveSome(body.child);
  const { blocked } = body.station;
  return blocked.on === 'foreground' ? mayLeaveSome(blocked.processes[0] ?? null) : null;
}

/** A server behind which the shell has gone on has gone to the background, or has ended. */
function isServer(argv: readonly string[]): boolean {
  const kind = programOf(argv)?.kind;
  return kind === 'server' || kind === 'supervisor';
}

function isUnknown({ argv, body }: Process): boolean {
  if (body.kind !== 'program' || body.accessory || body.interactive || body.failure) return false;
  const nothingKnown = body.reaction === 'handles' && body.because === null && body.signals === undefined;
  return (body.reaction === 'opaque' || nothingKnown) && !isToolByName(argv);
}

/**
 * A program with what is doubtful about it, where it only keeps the container up after one that may have left others
 * running: `start-servers; sleep infinity`.
 *
 * @param before what the shell stood still on before it
 */
export function keptUpFor(process: Process, before: readonly (Process | null)[]): Process {
  const { body } = process;
  if (body.kind !== 'program' || !body.accessory || process.lifetime !== 'forever') return process;
  const starter = before.map(mayLeaveSome).find((one) => one !== null);
  if (!starter) return process;
  const doubt = `whether \`${text(starter)}\` has left programs running, for which \`${text(process)}\` keeps the container up, cannot be told`;
  return { ...process, body: { ...body, doubt } };
}

/**
 * A program with what is doubtful about it, where nothing is known of it and the shell goes on as if it had put itself into
 * the background: it looks again and again after something (`noip2; while pgrep noip2; do sleep 5; done`), becomes a
 * prompt (`start.sh; bash`), or does anything behind `server.sh start`.
 *
 * @param next what the shell goes on with
 */
export function inBackgroundPerhaps(process: Process, next: Frame | null): Process {
  const { body, argv } = process;
  if (body.kind !== 'program' || !isUnknown(process)) return process;
  const isStart = argv.length > 1 && /^(re)?start$/.test(argv.at(-1) ?? '');
  if (!goesOn(next, isStart)) return process;
  const doubt = `whether \`${text(process)}\` goes to the background, and the shell on behind it, cannot be told`;
  return { ...process, body: { ...body, doubt } };
}

/**
 * Whether behind a command, in the texts that its shell is in, there stands a pause in a loop or a prompt.
 *
 * @param anything whether any other command will do
 */
function goesOn(next: Frame | null, anything: boolean): boolean {
  for (let at = next; at && at.kind !== 'body'; at = at.next) {
    const behind = behindIn(at);
    if (behind && behind.from <= (anything ? behind.parts.length - 1 : lastTelling(behind))) return true;
  }
  return false;
}

/** The parts of a text that a frame is in, and which of them is the first behind the command. */
interface Behind {
  readonly parts: readonly Part[];
  readonly from: number;
}

/** A line of a program, or a command of a list. */
type Part = { readonly node: ShellNode } | { readonly items: readonly { readonly node: ShellNode }[] };

function behindIn(at: Frame): Behind | null {
  if (at.kind === 'list') return { parts: at.list.items, from: at.index + 1 };
  if (at.kind === 'program') return { parts: at.program.lines, from: at.line + 1 };
  return at.kind === 'and-or' ? { parts: at.node.rest, from: at.index } : null;
}

const lastTellings = new WeakMap<readonly Part[], number>();

/** The last part that has a pause in a loop or a prompt in it; -1: none. It is looked for once in each text. */
function lastTelling({ parts }: Behind): number {
  const found = lastTellings.get(parts) ?? parts.findLastIndex(isTelling);
  lastTellings.set(parts, found);
  return found;
}

function isTelling(part: Part): boolean {
  if ('items' in part) return part.items.some(isTelling);
  return pauses(part.node) || isPromptOf(part.node);
}

const shellName = /^(ba|da|a|z|k|mk)?sh$/;

/** A loop that pauses between one look and the next. */
export function pauses(node: ShellNode): boolean {
  if (node.kind === 'and-or') return [node.first, ...node.rest.map((one) => one.node)].some(pauses);
  return node.kind === 'loop' && node.body.items.some(({ node: one }) => isPause(one));
}

/** `bash`, with no script and no options. */
function isPromptOf(node: ShellNode): boolean {
  if (node.kind !== 'simple') return false;
  const words = node.words.map(literalWord);
  const [first, ...rest] = words[0] === 'exec' ? words.slice(1) : words;
  return rest.length === 0 && typeof first === 'string' && shellName.test(programName(first));
}

function isPause(node: ShellNode): boolean {
  return node.kind === 'simple' && node.words[0] !== undefined && literalWord(node.words[0]) === 'sleep';
}

function text({ argv }: Process): string {
  const line = argv.join(' ').replace(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 57)}...` : line;
}
