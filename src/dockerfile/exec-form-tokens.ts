import type { MappedText } from '../text/mapped-text.ts';
import type { Span } from '../text/span.ts';
import type { NotExecForm } from './instruction.ts';
import { readJsonString } from './json-string.ts';
import { isSpace } from './white-space.ts';

/** A piece of a text that was meant as an exec form. Spans count in that text, not in the file. */
export type ExecFormToken =
  | { readonly kind: 'comma' | 'close'; readonly span: Span }
  | {
      readonly kind: 'word';
      readonly span: Span;
      readonly quoted: boolean;
      /** What JSON does not allow about it; null for a proper JSON string. */
      readonly flaw: { readonly reason: NotExecForm['reason']; readonly span: Span } | null;
      /** The word that was meant; null when there is room for doubt. */
      readonly meant: string | null;
    };

type WordToken = Extract<ExecFormToken, { kind: 'word' }>;

/** How strings open that are not JSON's: what may close them and what they are called. */
const foreignQuotes: Readonly<Record<string, { closing: string; reason: NotExecForm['reason'] }>> = {
  "'": { closing: "'", reason: 'single-quotes' },
  '‘': { closing: "‘’'", reason: 'typographic-quotes' },
  '’': { closing: "‘’'", reason: 'typographic-quotes' },
  '“': { closing: '“”„‟"', reason: 'typographic-quotes' },
  '”': { closing: '“”„‟"', reason: 'typographic-quotes' },
  '„': { closing: '“”„‟"', reason: 'typographic-quotes' },
  '«': { closing: '»', reason: 'typographic-quotes' },
};

/** A word that reads the same for JSON, the shell and a person. */
const plainWord = /^[A-Za-z0-9_./:=@%+-]+$/;
/** A word that is a variable and nothing else. */
const variable = /^\$(?:[A-Z_][A-Z0-9_]*|\{[A-Z_][A-Z0-9_]*\})$/;
const jsonLiteral = /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)$/;

/** The tokens after the opening bracket, up to and with the closing one, or to the end of the text. */
export function readExecFormTokens(source: MappedText): ExecFormToken[] {
  const { text } = source;
  const tokens: ExecFormToken[] = [];
  for (let at = text.indexOf('[') + 1; at < text.length; ) {
    const character = text.charAt(at);
    if (isSpace(character)) {
      at += 1;
      continue;
    }
    const token = readToken(source, at);
    tokens.push(token);
    if (token.kind === 'close') break;
    at = token.span.end;
  }
  return tokens;
}

function readToken(source: MappedText, start: number): ExecFormToken {
  const character = source.text.charAt(start);
  const single: Span = { start, end: start + 1 };
  if (character === ',') return { kind: 'comma', span: single };
  if (character === ']') return { kind: 'close', span: single };
  if (character === '"') return readDoubleQuoted(source, start);
  const foreign = foreignQuotes[character];
  return foreign === undefined ? readBareWord(source.text, start) : readForeign(source.text, start, foreign);
}

function readDoubleQuoted(source: MappedText, start: number): WordToken {
  const string = readJsonString(source, start);
  const word = { kind: 'word', quoted: true } as const;
  if (string.ok) return { ...word, span: { start, end: string.end }, flaw: null, meant: string.value.text };
  const end = closingQuote(source.text, start);
  if (end === null) return unclosed(source.text, start);
  const reason = 'bad-escape';
  const flaw = { reason, span: { start: string.at, end: string.at + string.length } } as const;
  return { ...word, span: { start, end }, flaw, meant: controlsMeant(source.text.slice(start, end)) };
}

/** Past the quote that closes the string, whatever the escapes in it are; null when none does. */
function closingQuote(text: string, start: number): number | null {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at + 1;
  }
  return null;
}

/** The value of a string whose only flaw is that control characters (a tab) stand in it as they are. */
function controlsMeant(string: string): string | null {
  return string.includes('\\') ? null : string.slice(1, -1);
}

function readForeign(
  text: string,
  start: number,
  quote: { closing: string; reason: NotExecForm['reason'] },
): WordToken {
  let at = start + 1;
  while (at < text.length && !quote.closing.includes(text.charAt(at))) at += 1;
  if (at === text.length) return unclosed(text, start);
  const content = text.slice(start + 1, at);
  const span = { start, end: at + 1 };
  const meant = content.includes('\\') ? null : content;
  return { kind: 'word', quoted: true, span, flaw: { reason: quote.reason, span }, meant };
}

function unclosed(text: string, start: number): WordToken {
  const span = { start, end: text.length };
  return { kind: 'word', quoted: true, span, flaw: { reason: 'not-closed', span }, meant: null };
}

function readBareWord(text: string, start: number): WordToken {
  let end = start + 1;
  while (end < text.length && !isWordEnd(text.charAt(end))) end += 1;
  const word = text.slice(start, end);
  const span = { start, end };
  const nested = word.startsWith('[') || word.startsWith('{');
  const reason = nested || jsonLiteral.test(word) ? 'not-strings' : 'unquoted-word';
  const plain = plainWord.test(word) || variable.test(word);
  const meant = plain && word !== 'null' ? word : null;
  return { kind: 'word', quoted: false, span, flaw: { reason, span }, meant };
}

function isWordEnd(character: string): boolean {
  return (
    character === ',' ||
    character === ']' ||
    character === '"' ||
    isSpace(character) ||
    character in foreignQuotes
  );
}
