import {
  literalWord,
  type ParameterPart,
  type ShellProgram,
  type Word,
  type WordPart,
} from '../shell/syntax.ts';
import { knownSubstitution } from './known-substitution.ts';
import type { ShellSource, ShellState } from './shell-state.ts';

/** One word of a command line after expansion, as far as it is known. */
export interface Argument {
  /** The value, or, when it is not known, the word as written without its outer quotes. */
  readonly text: string;
  readonly known: boolean;
  /** Where the value stands as it is in a file; null when it does not, or was put together. */
  readonly source?: ShellSource | null;
}

/**
 * The fields that a word expands to. A word whose value is not known gives one unknown argument.
 *
 * @param splits whether the shell splits what came from a variable at blanks; zsh does not.
 */
export function expandWord(word: Word, state: ShellState, splits = true): readonly Argument[] {
  const all = allPositional(word);
  if (all !== null) {
    if (state.positional === null) return [unknownArgument(word)];
    return state.positional.map((value) => ({ text: value ?? all, known: value !== null }));
  }
  const list = listOf(word, state);
  if (list !== null) return list.map((value) => ({ text: value ?? word.source, known: value !== null }));
  const jobs = jobNumbers(word, state);
  if (jobs !== null) return jobs;
  const value = expandParts(word.parts, state);
  if (value === null) return [unknownArgument(word)];
  return splits ? splitFields(word, value) : [{ text: value, known: true }];
}

/** The word as one string, without field splitting, as an assignment takes it; null when not known. */
export function expandText(word: Word, state: ShellState): string | null {
  return expandParts(word.parts, state);
}

function unknownArgument(word: Word): Argument {
  return { text: word.source.replace(/^"([^"]*)"$/, '$1'), known: false };
}

/** `$(jobs -p)`: the numbers of the background jobs. */
function jobNumbers(word: Word, state: ShellState): readonly Argument[] | null {
  const part = word.parts[0];
  if (word.parts.length !== 1 || part?.kind !== 'command' || !part.program) return null;
  if (!/^\s*jobs\s+-l?p\s*$/.test(word.source.replace(/^"?(\$\(|`)|(\)|`)"?$/g, ''))) return null;
  const jobs = state.jobs.filter(({ orphan }) => !orphan).map(({ pid }) => pid);
  return [...jobs, ...state.front].map((pid) => ({ text: String(pid), known: true }));
}

/** `"${@:2}"` and `"${words[@]}"` as their elements; null for any other word, and where they are not known. */
function listOf({ parts }: Word, state: ShellState): readonly (string | null)[] | null {
  const [part] = parts;
  if (parts.length !== 1 || part?.kind !== 'parameter' || part.prefix !== null) return null;
  const array = /^(\w+)\[[@*]\]$/.exec(part.name)?.[1];
  if (array !== undefined && part.operator === null) return state.arrays.get(array) ?? null;
  if (part.name !== '@' || part.operator !== ':' || !part.slice || state.positional === null) return null;
  const [offset, length] = part.slice;
  if (offset === null || offset < 0) return null;
  // Counted from `$0`.
  return [state.name, ...state.positional].slice(offset, length === null ? undefined : offset + length);
}

/** `"$@"` or `$@`, `$*` alone: the parameter as written; null for any other word. */
function allPositional(word: Word): string | null {
  const part = word.parts[0];
  if (word.parts.length !== 1 || part?.kind !== 'parameter' || part.operator || part.prefix) return null;
  return part.name === '@' || (part.name === '*' && !part.quoted) ? `$${part.name}` : null;
}

/** Splits on blanks what came from an unquoted expansion; a word of literals alone is never split. */
function splitFields(word: Word, value: string): readonly Argument[] {
  const splits = word.parts.some((part) => part.kind === 'parameter' && !part.quoted);
  if (!splits) return [{ text: value, known: true }];
  if (/[*?[]/.test(value)) return [{ text: value, known: false }];
  return value
    .split(/[ \t\n]+/)
    .filter((field) => field !== '')
    .map((text) => ({ text, known: true }));
}

/** The command whose output is kept among the variables: whether a script runs as root. */
export const userNumber = 'id -u';

function asksForUser(program: ShellProgram | null): boolean {
  const node = program?.lines.length === 1 ? program.lines[0]?.items[0]?.node : undefined;
  return node?.kind === 'simple' && node.words.map(literalWord).join(' ') === userNumber;
}

function expandParts(parts: readonly WordPart[], state: ShellState): string | null {
  let text = '';
  for (const part of parts) {
    const value =
      part.kind === 'literal'
        ? part.value
        : part.kind === 'parameter'
          ? expandParameter(part, state)
          : part.kind === 'command'
            ? expandSubstitution(part.program, state)
            : null;
    if (value === null) return null;
    text += value;
  }
  return text;
}

function expandSubstitution(program: ShellProgram | null, state: ShellState): string | null {
  if (asksForUser(program)) return state.variables.get(userNumber) ?? null;
  return knownSubstitution(program, state.directory, ({ parts }) => expandParts(parts, state));
}

/** A plain value: null is "not known", undefined "known to be unset". */
function parameterValue(name: string, state: ShellState): string | null | undefined {
  if (/^\d+$/.test(name)) {
    if (name === '0') return state.name;
    if (state.positional === null) return null;
    const value = state.positional[Number(name) - 1];
    return value;
  }
  switch (name) {
    case '!':
      return state.lastJob === null ? undefined : String(state.lastJob);
    case 'BASH_SOURCE':
    case 'BASH_SOURCE[0]':
      return state.name;
    case '$':
      return String(state.pid);
    case '#':
      return state.positional === null ? null : String(state.positional.length);
    case '@':
    case '*':
      return state.positional === null || state.positional.includes(null) ? null : state.positional.join(' ');
    default:
      return state.variables.get(name) ?? null;
  }
}

function expandParameter(part: ParameterPart, state: ShellState): string | null {
  const value = parameterValue(part.name, state);
  if (part.prefix === '#') return typeof value === 'string' ? String(value.length) : null;
  if (part.prefix !== null) return null;
  if (part.operator === null) return value === undefined ? '' : value;
  return applyOperator(part, value, state);
}

function applyOperator(
  part: ParameterPart,
  value: string | null | undefined,
  state: ShellState,
): string | null {
  const operand = (): string | null => (part.operand ? expandParts(part.operand.parts, state) : '');
  // What no file sets is most probably not set when the container starts.
  if (value === null && /^:?[-=]$/.test(part.operator ?? '') && isUnset(part.name, state)) return operand();
  if (value === null) return null;
  if (part.operator === ':' && /^[@*]$/.test(part.name)) return null;
  if (part.operator === ':' && part.slice) return slice(value ?? '', part.slice);
  const empty = value === undefined || value === '';
  switch (part.operator) {
    case ':-':
    case ':=':
      return empty ? operand() : value;
    case '-':
    case '=':
      return value === undefined ? operand() : value;
    case ':+':
      return empty ? '' : operand();
    case '+':
      return value === undefined ? '' : operand();
    case ':?':
    case '?':
      return empty ? null : value;
    case '#':
    case '##':
    case '%':
    case '%%':
      return removeAffix(value ?? '', part.operator, operand());
    default:
      return null;
  }
}

function isUnset(name: string, { variables }: ShellState): boolean {
  return /^[A-Za-z_]\w*$/.test(name) && !variables.has(name);
}

/** `${name:offset:length}`. */
function slice(value: string, [offset, length]: readonly [number | null, number | null]): string | null {
  if (offset === null) return null;
  const start = offset < 0 ? Math.max(value.length + offset, 0) : offset;
  return length === null ? value.slice(start) : value.slice(start, start + length);
}

/** Removes a prefix or suffix without wildcards; null where the pattern has some. */
function removeAffix(value: string, operator: string, pattern: string | null): string | null {
  if (pattern === null || /[*?[\\]/.test(pattern)) return null;
  if (operator.startsWith('#')) return value.startsWith(pattern) ? value.slice(pattern.length) : value;
  return value.endsWith(pattern) ? value.slice(0, value.length - pattern.length) : value;
}
