import { type Arithmetic, evaluateArithmetic } from '../../shell/arithmetic.ts';
import { type Pattern, type PatternCharacter, patternCharacters, readPattern } from '../../shell/pattern.ts';
import { literalWord, type ShellProgram, type Word, type WordPart } from '../../shell/syntax.ts';
import type { ShellSource, ShellState } from '../evaluate/shell-state.ts';
import { expandParameter, type WordReader } from './expand-parameter.ts';
import { type Item, isKnown, several } from './items.ts';
import { knownSubstitution } from './known-substitution.ts';
import { parameterValue, userNumber } from './parameter-value.ts';
import { type Field, type Segment, splitFields } from './split-fields.ts';

/** One word of a command line after expansion, as far as it is known. */
export interface Argument {
  /** The value, or, when it is not known, the word as written without its outer quotes. */
  readonly text: string;
  readonly known: boolean;
  /** Where it is not known: the part of the value in front of what is not. */
  readonly begins?: string;
  /** Likewise, the part behind what is not. */
  readonly ends?: string;
  /** Where it is not known: it may be any number of fields. */
  readonly many?: true;
  /** Where the value stands as it is in a file; null when it does not, or was put together. */
  readonly source?: ShellSource | null;
}

/** A word of a command line as an element of a list. */
export function itemOf({ text, known, many }: Argument): Item {
  if (known) return text;
  return many ? several : null;
}

/** The fields that a word expands to. A word whose value is not known gives one unknown argument. */
export function expandWord(word: Word, state: ShellState): readonly Argument[] {
  const whole = elements(word, state) ?? jobNumbers(word, state);
  if (whole !== null) return whole;
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

/** A text that is longer, which only one doubled over and over is, counts as not known: it would outgrow the memory. */
const longestText = 2 ** 20;

function joined(segments: readonly Segment[]): string | null {
  let value = '';
  for (const { text, breaks } of segments) {
    if (text === null) return null;
    value += breaks ? ` ${text}` : text;
    if (value.length > longestText) return null;
  }
  return value;
}

function argumentOf(field: Field, word: Word, single: boolean): Argument {
  const wild = field.some(
    ({ text, quoted, expanded }) => expanded && !quoted && text !== null && /[*?[]/.test(text),
  );
  const unknownAt = field.findIndex((one) => one.text === null);
  const begins = joinedText(field.slice(0, unknownAt === -1 ? undefined : unknownAt));
  if (unknownAt === -1)
    return wild ? { text: begins, known: false, many: true } : { text: begins, known: true };
  const shown = field.find((one) => one.shown !== undefined)?.shown;
  const many = field.some((one) => one.text === null && one.many);
  const text = single || shown === undefined ? written(word) : shown;
  const ends = joinedText(field.slice(field.findLastIndex((one) => one.text === null) + 1));
  return {
    text,
    known: false,
    ...(begins !== '' && { begins }),
    ...(ends !== '' && { ends }),
    ...(many && { many }),
  };
}

function joinedText(field: Field): string {
  return field.map(({ text }) => text).join('');
}

function written(word: Word): string {
  return word.source.replace(/^"([^"]*)"$/, '$1');
}

/** `"$@"`, `"${A[@]}"` where all elements are known: the elements as they are, also without quotes where nothing splits. */
function elements(word: Word, state: ShellState): readonly Argument[] | null {
  const part = word.parts[0];
  if (word.parts.length !== 1 || part?.kind !== 'parameter') return null;
  if (!/^(@|\w+\[@\])$/.test(part.name)) return null;
  const expanded = expandParameter(part, state, wordReader(state));
  if (expanded.kind !== 'list' || !isKnown(expanded.values)) return null;
  if (!part.quoted && (state.variables.has('IFS') || !expanded.values.every(isOneField))) return null;
  return expanded.values.map((text) => ({ text, known: true }));
}

/** Whether a text stays one field without quotes: nothing in it splits, and nothing is a wildcard. */
function isOneField(text: string): boolean {
  return /^[^\s*?[\\]+$/.test(text);
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
const unknownFields: Segment = { ...unknown, many: true };

/** What an expansion to one text gives: without quotes, a value that is not known is split into any number of fields. */
function textSegment(text: string | null, quoted: boolean): Segment {
  return { text, quoted, expanded: true, ...(text === null && !quoted && { many: true }) };
}

function expandPart(part: WordPart, state: ShellState, purpose: Purpose): readonly Segment[] {
  switch (part.kind) {
    case 'literal':
      if (part.dollar && state.implementation === 'dash') return [unknown];
      return [{ text: part.value, quoted: part.quoted, expanded: false }];
    case 'parameter':
      return parameterSegments(part, state, purpose);
    case 'command': {
      return [textSegment(expandSubstitution(part.program, state), part.quoted)];
    }
    case 'arithmetic': {
      const { value } = expandArithmetic(part.expression, state);
      const text = typeof value === 'bigint' ? String(value) : null;
      return [{ text, quoted: part.quoted, expanded: true }];
    }
    case 'glob':
      return purpose === 'fields' ? [unknownFields] : globSegments(part.text);
    case 'brace':
      return purpose === 'fields' && state.implementation !== 'dash'
        ? [unknownFields]
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
    if (!expanded.operand) return [textSegment(expanded.value, quoted)];
    const inner = expandParts(expanded.operand.parts, state, purpose === 'fields' ? 'text' : purpose);
    if (inner.length === 0) return [{ text: '', quoted, expanded: true }];
    return inner.map((one) => ({ ...one, quoted: quoted || one.quoted, expanded: true }));
  }
  const { values, star } = expanded;
  const shown = /^[@*]$/.test(part.name) ? `$${part.name}` : undefined;
  const isOne = quoted && star;
  if (values === null)
    return [{ ...(isOne ? unknown : unknownFields), ...(shown !== undefined && { shown }) }];
  if (isOne) {
    const separator = separators(state);
    const isJoined = isKnown(values) && (separator !== null || values.length <= 1);
    return [textSegment(isJoined ? values.join((separator ?? '').charAt(0)) : null, quoted)];
  }
  return values.map((item, index) => ({
    ...(item === several ? unknownFields : textSegment(item, quoted)),
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
