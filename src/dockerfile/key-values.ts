import type { EscapeCharacter } from './instruction.ts';
import { isSpace, wordSeparator } from './white-space.ts';

/** One `name=value` of ENV, LABEL or ARG, before substitution: quotes and escapes are still there. */
export interface KeyValue {
  readonly key: string;
  /** Null: an ARG without a default. */
  readonly value: string | null;
}

/** What an ENV, LABEL or ARG says, or why BuildKit refuses it. */
export interface KeyValues {
  readonly pairs: readonly KeyValue[];
  readonly error: string | null;
}

/**
 * Reads the arguments of ENV or LABEL: `a=b c="d e"`, or, when the first word has no `=`, the old `name the whole rest`.
 * BuildKit frontend/dockerfile/parser/line_parsers.go, parseNameVal.
 */
export function readKeyValues(keyword: string, text: string, escapeCharacter: EscapeCharacter): KeyValues {
  const words = quotedWords(text, escapeCharacter);
  const first = words[0];
  if (first === undefined) return refuse(`${keyword} requires at least one argument`);
  if (!first.includes('=')) {
    const separator = wordSeparator.exec(text);
    if (separator === null) return refuse(`${keyword} must have two arguments`);
    const value = text.slice(separator.index + separator[0].length);
    return { pairs: [{ key: text.slice(0, separator.index), value }], error: null };
  }
  const bare = words.find((word) => !word.includes('='));
  if (bare !== undefined) {
    return refuse(`Syntax error - can't find = in "${bare}". Must be of the form: name=value`);
  }
  return { pairs: words.map(splitPair), error: null };
}

/** Reads the arguments of ARG: names, each with or without a default. */
export function readBuildArguments(text: string, escapeCharacter: EscapeCharacter): KeyValues {
  const words = quotedWords(text, escapeCharacter);
  return words.length === 0
    ? refuse('ARG requires at least one argument')
    : { pairs: words.map(splitPair), error: null };
}

/** What BuildKit says when a name is missing (`ENV =value`); null when all are there. */
export function blankNameProblem(keyword: string, { pairs }: KeyValues): string | null {
  const isBlank = pairs.some(({ key, value }) => key === '' && value !== null);
  return isBlank ? `${keyword} names can not be blank` : null;
}

function refuse(error: string): KeyValues {
  return { pairs: [], error };
}

function splitPair(word: string): KeyValue {
  const equals = word.indexOf('=');
  return equals === -1
    ? { key: word, value: null }
    : { key: word.slice(0, equals), value: word.slice(equals + 1) };
}

/**
 * The words of a text, split at white space outside quotes; quotes and escapes stay in them. An escape character at
 * the very end is dropped. BuildKit frontend/dockerfile/parser/line_parsers.go, parseWords.
 */
export function quotedWords(text: string, escapeCharacter: EscapeCharacter): string[] {
  const words: string[] = [];
  let word = '';
  let quote = '';
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (quote === '' && isSpace(character)) {
      if (word !== '') words.push(word);
      word = '';
      continue;
    }
    if (character === escapeCharacter && quote !== "'") {
      if (at + 1 < text.length) word += character + text.charAt(at + 1);
      at += 1;
      continue;
    }
    if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    word += character;
  }
  if (word !== '') words.push(word);
  return words;
}
