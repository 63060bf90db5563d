import { type Arithmetic, evaluateArithmetic } from '../shell/arithmetic.ts';
import { type Pattern, type PatternCharacter, patternCharacters, readPattern } from '../shell/pattern.ts';
import { literalWord, type ShellProgram, type Word, type WordPart } from '../shell/syntax.ts';
import { expandParameter, type WordReader } from './expand-parameter.ts';
import { knownSubstitution } from './known-substitution.ts';
import { parameterValue, userNumber } from './parameter-value.ts';
import type { ShellSource, ShellState } from './shell-state.ts';
import { type Field, type Segment, splitFields } from './split-fields.ts';

/** One word of a command line after expansion, as far as it is known. */
export interface Argument {
  /** The value, or, when it is not known, the word as written without its outer quotes. */
  readonly text: string;
  readonly known: boolean;
  /** Where the value stands as it is in a file; null when it does not, or was put together. */
  readonly source?: ShellSource | null;
}

/** The fields that a word expands to. A word whose value is not known gives one unknown argument. */
export function expandWord(word: Word, state: ShellState): readonly Argument[] {
  const jobs = jobNumbers(word, state);
  if (jobs !== null) return jobs;
  const segments = expandParts(word.parts, state, 'fields');
  const fields = splitFields(
    state.implementation === 'zsh' ? segments.map((one) => ({ ...one, expanded: false })) : segments,
    separators(state),
  );
  const single = fields.length === 1;
  return fields.map((field) => argumentOf(field, word, single));
}

/** The word as one string, without field splitting, as an assignment takes it; null when not known. */
export function expandText(word: Word, state: ShellState): string | null {
  return joined(expandParts(word.parts, state, 'text'));
}

/**
 * The word as a pattern: what is quoted means itself; null when not known.
 *
 * @param extended whether `@(a|b)` and its kind are patterns here.
 */
export function expandPattern(word: Word, state: ShellState, extended: boolean): Pattern | null {
  const characters: PatternCharacter[] = [];
  for (const { text, quoted } of expandParts(word.parts, state, 'pattern')) {
    if (text === null) return null;
    characters.push(...patternCharacters(text, quoted));
  }
  return readPattern(characters, extended);
}

/** The value of an arithmetic expression, and the variables that it sets. */
export function expandArithmetic(
  expression: Word | null,
  state: ShellState,
): { readonly value: Arithmetic; readonly assigned: ReadonlyMap<string, string | null> } {
  const assigned = new Map<string, string | null>();
  const text = expression && expandText(expression, state);
  if (text === null) return { value: null, assigned };
  const get = (name: string): string | null | undefined =>
    assigned.has(name) ? assigned.get(name) : parameterValue(name, state);
  const value = evaluateArithmetic(
    text,
    { get, set: (name, to) => assigned.set(name, to) },
    { rich: state.implementation !== 'dash' },
  );
  return { value, assigned };
}

function separators(state: ShellState): string | null {
  const value = state.variables.get('IFS');
  return value === undefined ? ' \t\n' : value;
}

function joined(segments: readonly Segment[]): string | null {
  let value = '';
  for (const { text, breaks } of segments) {
    if (text === null) return null;
    value += breaks ? ` ${text}` : text;
  }
  return value;
}

function argumentOf(field: Field, word: Word, single: boolean): Argument {
  const wild = field.some(
    ({ text, quoted, expanded }) => expanded && !quoted && text !== null && /[*?[]/.test(text),
  );
  const text = field.map((one) => one.text).includes(null) ? null : field.map((one) => one.text).join('');
  if (text !== null) return { text, known: !wild };
  const shown = field.find((one) => one.shown !== undefined)?.shown;
  return { text: single || shown === undefined ? written(word) : shown, known: false };
}

function written(word: Word): string {
  return word.source.replace(/^"([^"]*)"$/, '$1');
}

/** `$(jobs -p)`: the numbers of the background jobs. */
function jobNumbers(word: Word, state: ShellState): readonly Argument[] | null {
  const part = word.parts[0];
  if (word.parts.length !== 1 || part?.kind !== 'command' || !part.program) return null;
  if (!/^\s*jobs\s+-l?p\s*$/.test(word.source.replace(/^"?(\$\(|`)|(\)|`)"?$/g, ''))) return null;
  const jobs = state.jobs.filter(({ orphan }) => !orphan).map(({ pid }) => pid);
  return [...jobs, ...state.front].map((pid) => ({ text: String(pid), known: true }));
}

/** What a word is expanded for: in fields wildcards and braces name files, which are not known. */
type Purpose = 'fields' | 'text' | 'pattern';

function expandParts(parts: readonly WordPart[], state: ShellState, purpose: Purpose): readonly Segment[] {
  return parts.flatMap((part) => expandPart(part, state, purpose));
}

const unknown: Segment = { text: null, quoted: true, expanded: true };

function expandPart(part: WordPart, state: ShellState, purpose: Purpose): readonly Segment[] {
  switch (part.kind) {
    case 'literal':
      if (part.dollar && state.implementation === 'dash') return [unknown];
      return [{ text: part.value, quoted: part.quoted, expanded: false }];
    case 'parameter':
      return parameterSegments(part, state, purpose);
    case 'command': {
      const text = expandSubstitution(part.program, state);
      return [{ text, quoted: part.quoted, expanded: true }];
    }
    case 'arithmetic': {
      const { value } = expandArithmetic(part.expression, state);
      const text = typeof value === 'bigint' ? String(value) : null;
      return [{ text, quoted: part.quoted, expanded: true }];
    }
    case 'glob':
      return purpose === 'fields' ? [unknown] : globSegments(part.text);
    case 'brace':
      return purpose === 'fields' && state.implementation !== 'dash'
        ? [unknown]
        : [{ text: part.text, quoted: false, expanded: false }];
    case 'tilde':
    case 'process':
      return [unknown];
  }
}

/** A wildcard as it is written; quotes and escapes inside of its brackets are taken off. */
function globSegments(text: string): readonly Segment[] {
  if (/[$`'"]/.test(text)) return [unknown];
  const pieces = text.split(/(\\.)/s).filter((piece) => piece !== '');
  return pieces.map((piece) => ({
    text: piece.replace(/^\\(.)$/s, '$1'),
    quoted: /^\\.$/s.test(piece),
    expanded: false,
  }));
}

function parameterSegments(
  part: Extract<WordPart, { kind: 'parameter' }>,
  state: ShellState,
  purpose: Purpose,
): readonly Segment[] {
  const expanded = expandParameter(part, state, wordReader(state));
  const { quoted } = part;
  if (expanded.kind === 'text') {
    if (!expanded.operand) return [{ text: expanded.value, quoted, expanded: true }];
    const inner = expandParts(expanded.operand.parts, state, purpose === 'fields' ? 'text' : purpose);
    if (inner.length === 0) return [{ text: '', quoted, expanded: true }];
    return inner.map((one) => ({ ...one, quoted: quoted || one.quoted, expanded: true }));
  }
  const { values, star } = expanded;
  const shown = /^[@*]$/.test(part.name) ? `$${part.name}` : undefined;
  if (values === null) return [{ ...unknown, ...(shown !== undefined && { shown }) }];
  if (quoted && star) {
    const separator = separators(state);
    const text =
      values.includes(null) || (separator === null && values.length > 1)
        ? null
        : values.join((separator ?? '').charAt(0));
    return [{ text, quoted, expanded: true }];
  }
  return values.map((text, index) => ({
    text,
    quoted,
    expanded: true,
    ...(index > 0 && { breaks: true }),
    ...(shown !== undefined && { shown }),
  }));
}

/** How the words inside of `${…}` are read in this state. */
function wordReader(state: ShellState): WordReader {
  return {
    text: (word) => expandText(word, state),
    pattern: (word) => expandPattern(word, state, knowsGroups(state)),
    number: (expression) => {
      const { value } = expandArithmetic(expression, state);
      return typeof value === 'bigint' ? value : null;
    },
  };
}

/** Whether `@(a|b)` is a pattern everywhere; bash knows it in `[[` only, before `shopt -s extglob`. */
function knowsGroups({ implementation }: ShellState): boolean {
  return implementation === 'mksh' || implementation === 'ksh93';
}

function asksForUser(program: ShellProgram | null): boolean {
  const node = program?.lines.length === 1 ? program.lines[0]?.items[0]?.node : undefined;
  return node?.kind === 'simple' && node.words.map(literalWord).join(' ') === userNumber;
}

function expandSubstitution(program: ShellProgram | null, state: ShellState): string | null {
  if (asksForUser(program)) return state.variables.get(userNumber) ?? null;
  return knownSubstitution(program, state.directory, (word) => expandText(word, state));
}
