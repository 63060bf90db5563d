import { expandBraces } from './braces.ts';
import type { EscapeCharacter } from './instruction.ts';
import { isSpace } from './white-space.ts';

/** A variable's value; null: it may be set, to what cannot be told; undefined: it is not set. */
export type Variables = (name: string) => string | null | undefined;

/** How the lexer treats what is not a variable. BuildKit's Lex has the same switches. */
export interface SubstituteOptions {
  readonly escape: EscapeCharacter;
  /** Keep quotes in the result. */
  readonly rawQuotes?: boolean;
  /** Keep escape characters in the result. */
  readonly rawEscapes?: boolean;
  /** Leave a variable that is not set as it is written. */
  readonly keepUnset?: boolean;
  /** Collect the words of the result, too. */
  readonly split?: boolean;
  /** Quotes are ordinary characters (the content of a here-document). */
  readonly plainQuotes?: boolean;
}

/** A text with its variables substituted. */
export interface Substitution {
  readonly text: string;
  /** The text as words, split at white space that is not quoted; empty unless asked for. */
  readonly words: readonly string[];
  /** True: a variable has no known value and stands in the text as it is written. */
  readonly uncertain: boolean;
  /** What BuildKit says when it refuses the text; null when it takes it. */
  readonly error: string | null;
}

/** The state of one run over a text; `expandBraces` shares it. */
export interface Lexer {
  readonly source: string;
  readonly variables: Variables;
  readonly options: SubstituteOptions;
  at: number;
  rawEscapes: boolean;
  uncertain: boolean;
  depth: number;
  /** Too long or too deeply nested to go on. */
  gaveUp: boolean;
  error: { readonly message: string; readonly atEnd: boolean } | null;
  /** The word being collected; expanding `${name:-word}` forgets it, as BuildKit's lexer does. */
  word: string;
}

/** A text that grows by more is called uncertain: each `ENV A=$A$A` doubles. Linux takes no longer variable either. */
const maxGrowth = 1 << 17;

/**
 * Substitutes variables, removes quotes and resolves escapes the way BuildKit does for FROM, ENV, WORKDIR, COPY, … (not
 * for CMD, ENTRYPOINT and RUN, which it leaves to the shell). See BuildKit frontend/dockerfile/shell/lex.go: `$name`,
 * `${name}`, and in braces `:-` `-` `:+` `+` `:?` `?` `#` `##` `%` `%%` `/a/b` `//a/b`; single quotes protect everything,
 * double quotes all but variables and the escape character before `"`, `$` and itself.
 */
export function substitute(source: string, variables: Variables, options: SubstituteOptions): Substitution {
  const lexer: Lexer = {
    source,
    variables,
    options,
    at: 0,
    rawEscapes: options.rawEscapes ?? false,
    uncertain: false,
    depth: 0,
    gaveUp: false,
    error: null,
    word: '',
  };
  const { text, words } = lexUntil(lexer, '');
  if (lexer.gaveUp) return { text: source, words: [], uncertain: true, error: null };
  if (lexer.error !== null) {
    return { text: source, words: [], uncertain: lexer.uncertain, error: lexer.error.message };
  }
  return { text, words, uncertain: lexer.uncertain, error: null };
}

/** Ends the run without an answer. */
export function giveUp(lexer: Lexer): string {
  lexer.gaveUp = true;
  lexer.at = lexer.source.length;
  return '';
}

/** Records what BuildKit would refuse and ends the run. */
export function fail(lexer: Lexer, message: string): string {
  lexer.error ??= { message, atEnd: lexer.at >= lexer.source.length };
  lexer.at = lexer.source.length;
  return '';
}

/** Lexes up to `stop` and past it, or to the end when `stop` is empty. */
export function lexUntil(lexer: Lexer, stop: string): { text: string; words: string[] } {
  let text = '';
  const words: string[] = [];
  lexer.word = '';
  const flush = (): void => {
    if (lexer.word !== '') words.push(lexer.word);
    lexer.word = '';
  };
  while (lexer.at < lexer.source.length) {
    if (text.length > lexer.source.length + maxGrowth) {
      giveUp(lexer);
      break;
    }
    const character = lexer.source.charAt(lexer.at);
    if (character === stop && stop !== '') {
      lexer.at += 1;
      flush();
      return { text, words };
    }
    const piece = lexPiece(lexer, character);
    text += piece.text;
    if (lexer.options.split !== true) continue;
    if (piece.splits) {
      for (const one of piece.text) {
        if (isSpace(one)) flush();
        else lexer.word += one;
      }
    } else lexer.word += piece.text;
  }
  if (stop !== '') fail(lexer, `unexpected end of statement while looking for matching ${stop}`);
  flush();
  return { text, words };
}

/** The next character, quoted string, escape or variable; `splits`: white space in it separates words. */
function lexPiece(lexer: Lexer, character: string): { text: string; splits: boolean } {
  const { escape: escapeCharacter, plainQuotes } = lexer.options;
  if (character === '$') return { text: lexDollar(lexer), splits: true };
  if (character === '<') return { text: lexHeredocOperator(lexer), splits: false };
  if (character === "'" && plainQuotes !== true) return { text: lexSingleQuotes(lexer), splits: false };
  if (character === '"' && plainQuotes !== true) return { text: lexDoubleQuotes(lexer), splits: false };
  if (character === escapeCharacter) {
    const escaped = codePoint(lexer.source, lexer.at + 1);
    lexer.at += 1 + escaped.length;
    return { text: lexer.rawEscapes ? escapeCharacter + escaped : escaped, splits: false };
  }
  lexer.at += 1;
  return { text: character, splits: true };
}

function lexSingleQuotes(lexer: Lexer): string {
  const start = lexer.at;
  const end = lexer.source.indexOf("'", start + 1);
  if (end === -1) {
    lexer.at = lexer.source.length;
    return fail(lexer, 'unexpected end of statement while looking for matching single-quote');
  }
  lexer.at = end + 1;
  return lexer.options.rawQuotes ? lexer.source.slice(start, end + 1) : lexer.source.slice(start + 1, end);
}

function lexDoubleQuotes(lexer: Lexer): string {
  const { source, options } = lexer;
  let text = '';
  lexer.at += 1;
  while (lexer.at < source.length) {
    if (text.length > source.length + maxGrowth) return giveUp(lexer);
    const character = source.charAt(lexer.at);
    if (character === '"') {
      lexer.at += 1;
      return options.rawQuotes ? `"${text}"` : text;
    }
    text += character === '$' ? lexDollar(lexer) : lexDoubleQuoted(lexer, character);
  }
  return fail(lexer, 'unexpected end of statement while looking for matching double-quote');
}

/** A character between double quotes; the escape character only escapes `"`, `$` and itself there. */
function lexDoubleQuoted(lexer: Lexer, character: string): string {
  lexer.at += 1;
  if (character !== lexer.options.escape) return character;
  const next = lexer.source.charAt(lexer.at);
  if (next === '') return lexer.rawEscapes ? character : '';
  const raw = lexer.rawEscapes ? character : '';
  if (next !== '"' && next !== '$' && next !== character) return raw + character;
  lexer.at += 1;
  return raw + next;
}

/** `<<` takes the white space after it into the word, so that `<< EOF` is one. */
function lexHeredocOperator(lexer: Lexer): string {
  const start = lexer.at;
  lexer.at += 1;
  if (lexer.source[lexer.at] !== '<') return '<';
  lexer.at += 1;
  while (' \t\r'.includes(lexer.source[lexer.at] ?? '-')) lexer.at += 1;
  return lexer.source.slice(start, lexer.at);
}

function lexDollar(lexer: Lexer): string {
  const start = lexer.at;
  lexer.at += 1;
  if (lexer.source[lexer.at] === '{') {
    lexer.at += 1;
    return expandBraces(lexer, start);
  }
  const name = lexName(lexer);
  return name === '' ? '$' : lookUp(lexer, name, `$${name}`);
}

/** The value of a variable; as it is written when it is not known or, if asked for, not set. */
export function lookUp(lexer: Lexer, name: string, written: string): string {
  const value = lexer.variables(name);
  if (value === null) lexer.uncertain = true;
  if (value === null || (value === undefined && lexer.options.keepUnset === true)) return written;
  return value ?? '';
}

/** Go's digits and letters. Those beyond ASCII are patterns that take long to make, and few names have them. */
const characters = {
  digits: { ascii: /[0-9]+/y, all: () => /\p{Nd}+/uy },
  letters: { ascii: /\w+/y, all: () => /[\p{L}\p{Nd}_]+/uy },
} as const;

/** A name, a positional parameter's digits, or one special parameter (`$@`, `$?`, …); empty when there is none. */
export function lexName(lexer: Lexer): string {
  const special = lexer.source.charAt(lexer.at);
  const name =
    matchAt('digits', lexer) ||
    (special !== '' && '@*#?-$!'.includes(special) ? special : matchAt('letters', lexer));
  lexer.at += name.length;
  return name;
}

function matchAt(kind: keyof typeof characters, { source, at }: Lexer): string {
  const { ascii, all } = characters[kind];
  const found = matchFrom(ascii, source, at);
  return source.charCodeAt(at + found.length) > 0x7f ? matchFrom(all(), source, at) : found;
}

function matchFrom(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}

function codePoint(text: string, at: number): string {
  const point = text.codePointAt(at);
  return point === undefined ? '' : String.fromCodePoint(point);
}
