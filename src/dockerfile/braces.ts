import {
  parsePattern,
  removePrefix,
  removeSuffix,
  replacePattern,
  type ShellPattern,
} from './shell-pattern.ts';
import { fail, giveUp, type Lexer, lexName, lexUntil, lookUp } from './substitute.ts';

/** Nobody nests deeper; more would overflow the stack. */
const maxDepth = 200;

/** Expands `${…}`; the lexer stands behind the brace, `start` is where the `$` is. */
export function expandBraces(lexer: Lexer, start: number): string {
  lexer.depth += 1;
  const result = lexer.depth > maxDepth ? giveUp(lexer) : expand(lexer, start);
  lexer.depth -= 1;
  return result;
}

function expand(lexer: Lexer, start: number): string {
  const { source } = lexer;
  if (lexer.at >= source.length) return fail(lexer, "syntax error: missing '}'");
  if ('{}:'.includes(source.charAt(lexer.at))) return fail(lexer, 'syntax error: bad substitution');
  const name = lexName(lexer);
  const operator = source.charAt(lexer.at);
  lexer.at += 1;
  if (operator === '') return fail(lexer, "syntax error: missing '}'");
  if (operator === '}') return lookUp(lexer, name, source.slice(start, lexer.at));
  if (operator === '/') return replaceIn(lexer, start, name);
  if (operator === ':') {
    const second = source.charAt(lexer.at);
    lexer.at += 1;
    return '+-?'.includes(second) && second !== ''
      ? chooseWord(lexer, start, name, second, true)
      : fail(lexer, `unsupported modifier (:${second}) in substitution`);
  }
  if ('+-?'.includes(operator)) return chooseWord(lexer, start, name, operator, false);
  if (operator === '#' || operator === '%') return trimWith(lexer, start, name, operator);
  return fail(lexer, `unsupported modifier (${operator}) in substitution`);
}

/** `${name:-word}` and its like; with `emptyIsUnset` (a colon) an empty value counts as none. */
function chooseWord(
  lexer: Lexer,
  start: number,
  name: string,
  operator: string,
  emptyIsUnset: boolean,
): string {
  const word = lexPart(lexer, '}', false);
  const value = lexer.variables(name);
  if (lexer.error !== null) return '';
  if (value === null) return unknown(lexer, start);
  if (value === undefined && lexer.options.keepUnset === true) return lexer.source.slice(start, lexer.at);
  const isSet = value !== undefined && !(emptyIsUnset && value === '');
  if (operator === '-') return isSet ? value : word;
  if (operator === '+') return isSet ? word : '';
  if (isSet) return value;
  const complaint = value === undefined ? 'is not allowed to be unset' : 'is not allowed to be empty';
  return fail(lexer, `${name}: ${word === '' ? complaint : word}`);
}

/** `${name#pattern}`, `##`, `%`, `%%` */
function trimWith(lexer: Lexer, start: number, name: string, operator: '#' | '%'): string {
  const word = lexPart(lexer, '}', true);
  const greedy = word.startsWith(operator);
  const remove = operator === '#' ? removePrefix : removeSuffix;
  return withPattern(lexer, start, name, greedy ? word.slice(1) : word, (value, pattern) =>
    remove(value, pattern, greedy),
  );
}

/** `${name/pattern/replacement}` and, with a second `/`, of every match */
function replaceIn(lexer: Lexer, start: number, name: string): string {
  const all = lexer.source[lexer.at] === '/';
  if (all) lexer.at += 1;
  const pattern = lexPart(lexer, '/', true);
  if (lexer.error !== null) return '';
  const replacement = lexPart(lexer, '}', true);
  return withPattern(lexer, start, name, pattern, (value, parsed) =>
    // BuildKit gives this to Go's regexp, where a `$` that was protected so far names a group of the match.
    all && replacement.includes('$') ? null : replacePattern(value, parsed, replacement, all),
  );
}

function withPattern(
  lexer: Lexer,
  start: number,
  name: string,
  pattern: string,
  apply: (value: string, pattern: ShellPattern) => string | null,
): string {
  if (lexer.error !== null) return '';
  const value = lexer.variables(name);
  if (value === null) return unknown(lexer, start);
  if (value === undefined && lexer.options.keepUnset === true) return lexer.source.slice(start, lexer.at);
  const parsed = parsePattern(pattern);
  if (parsed === null) return fail(lexer, `invalid pattern (${pattern}) in substitution`);
  return apply(value ?? '', parsed) ?? unknown(lexer, start);
}

/** The text up to `stop`; where that is missing, BuildKit names the `stop`, whatever else was open. */
function lexPart(lexer: Lexer, stop: '}' | '/', rawEscapes: boolean): string {
  const outer = lexer.rawEscapes;
  lexer.rawEscapes = rawEscapes;
  const { text } = lexUntil(lexer, stop);
  lexer.rawEscapes = outer;
  if (lexer.error?.atEnd === true) {
    const message = stop === '}' ? "syntax error: missing '}'" : `syntax error: missing '/' in \${}`;
    lexer.error = { message, atEnd: true };
  }
  return text;
}

function unknown(lexer: Lexer, start: number): string {
  lexer.uncertain = true;
  return lexer.source.slice(start, lexer.at);
}
