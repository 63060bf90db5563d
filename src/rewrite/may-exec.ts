import type { FixSafety } from '../contract/finding.ts';
import { literalWord, type Word } from '../shell/syntax.ts';
import { isBuiltinSomewhere } from '../startup/evaluate/builtins.ts';
import { hasTraps, type ShellState } from '../startup/evaluate/shell-state.ts';
import { expandWord } from '../startup/expand/expand.ts';
import type { Origin } from '../startup/process.ts';
import { whatIsLeft } from './what-is-left.ts';

/** Shells that run a text or a file of their own; the others are forked parts of one. */
const ownText: ReadonlySet<string> = new Set(['command-string', 'script']);

/**
 * Whether `exec` may be written before a command without changing what the workload sees or what the
 * container does besides: nothing runs after it, no trap is lost, and it is a program.
 *
 * @returns `unsafe` for a command such as `$CMD`, which may turn out to be a builtin; null: no.
 */
export function mayExec(origin: Origin): FixSafety | null {
  if (whyNotExec(origin) !== null) return null;
  const safety = commandSafety(origin);
  const otherStatus =
    origin.context.program.mistake !== undefined || whatIsLeft(origin).kind === 'other-status';
  return safety === 'safe' && otherStatus ? 'unsafe' : safety;
}

/** Why `exec` cannot stand before a command, as a clause; null where it can. */
export function whyNotExec(origin: Origin): string | null {
  const { context, node, state } = origin;
  if (!node.words[0] || !ownText.has(context.entry))
    return placeReasons[context.entry] ?? 'it runs in a subshell';
  if (hasTraps(state)) return 'the traps of the shell would be lost';
  const left = whatIsLeft(origin);
  if (left.kind === 'more') return left.reason;
  return commandSafety(origin) === null ? 'it is no program but a function or builtin of the shell' : null;
}

const placeReasons: Readonly<Record<string, string>> = {
  'pipeline-member': 'it is part of a pipeline, whose other parts the shell has to wait for',
  background: 'it runs in the background',
  substitution: 'the shell takes its output',
};

/** `command app` runs the program that `exec app` runs. */
export function isCommandWord({ node }: Origin): boolean {
  const [first, second] = node.words;
  if (!first || !second || literalWord(first) !== 'command') return false;
  const name = literalWord(second);
  return name === null || !name.startsWith('-');
}

function commandSafety(origin: Origin): FixSafety | null {
  const { node, state } = origin;
  const word = node.words[isCommandWord(origin) ? 1 : 0];
  if (!word) return null;
  if (isListOfWords(word)) return listSafety(word, state);
  return programSafety(word, isCommandWord(origin) ? new Map() : state.functions);
}

/** `"$@"`, `"${@:2}"`, `"${words[@]}"`: a whole command line in a list. */
function isListOfWords({ parts }: Word): boolean {
  const [part] = parts;
  return parts.length === 1 && part?.kind === 'parameter' && /^(@|\*|\w+\[@\])$/.test(part.name);
}

/** What is known of a command line is taken at its word; what else it may be given is a program as well. */
function listSafety(word: Word, state: ShellState): FixSafety | null {
  const [first] = expandWord(word, state);
  if (!first?.known) return 'unsafe';
  return isBuiltinSomewhere(first.text) || state.functions.has(first.text) ? null : 'safe';
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
