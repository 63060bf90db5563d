import type { ShellFact } from '../../knowledge/types.ts';
import type { HereDocument, Word } from '../../shell/syntax.ts';
import {
  addedAfter,
  filterMapped,
  fixedMapped,
  joinMapped,
  type MappedText,
  sliceMapped,
  sourceSpan,
} from '../../text/mapped-text.ts';

/** The value of a variable of the shell: null when it is not known. */
export type Lookup = (name: string) => string | null;

/** Text, or what in it is not known. */
export type KnownText = { readonly text: MappedText } | { readonly unknown: string };

/** The characters of a word whose value is known, each where it stands when the quoting allows to tell. */
export function wordText(word: Word, value: string, program: MappedText): MappedText {
  const { start, end } = word.span;
  const raw = sliceMapped(program, start, end);
  const kept = keptCharacters(raw.text);
  const plain = filterMapped(raw, (at) => kept.has(at));
  return plain.text === value ? plain : fixedMapped(value, sourceSpan(program, word.span));
}

/** Which characters of a word are left when its quotes and escapes are gone. */
function keptCharacters(raw: string): ReadonlySet<number> {
  const kept = new Set<number>();
  let quote = '';
  for (let at = 0; at < raw.length; at += 1) {
    const character = raw.charAt(at);
    const escapes = quote === '' || (quote === '"' && /["\\$`\n]/.test(raw.charAt(at + 1)));
    if (character === '\\' && escapes) {
      at += 1;
      if (raw.charAt(at) !== '\n') kept.add(at);
    } else if (character === quote) quote = '';
    else if (quote === '' && (character === "'" || character === '"')) quote = character;
    else kept.add(at);
  }
  return kept;
}

/** The text without the carriage returns at the ends of its lines. */
export function withUnixLines(text: MappedText): MappedText {
  if (!text.text.includes('\r')) return text;
  return filterMapped(text, (at) => text.text[at] !== '\r' || text.text[at + 1] !== '\n');
}

/** The body of a here-document as the command reads it. */
export function documentText(document: HereDocument, program: MappedText, lookUp: Lookup): KnownText {
  const body = sliceMapped(program, document.span.start, document.span.end);
  const text = document.dropsTabs ? withoutTabs(body, document.quoted) : body;
  return document.quoted ? { text } : expandDocument(text, lookUp);
}

/** A line that goes on after a `\\` is one with the next, whose tabs then stay: all shells were seen to do so. */
function withoutTabs(body: MappedText, quoted: boolean): MappedText {
  let inFront = true;
  const dropped = new Set<number>();
  for (let at = 0; at < body.text.length; at += 1) {
    const character = body.text[at];
    if (inFront && character === '\t') dropped.add(at);
    else
      inFront =
        character === '\n' &&
        (quoted || !/(^|[^\\])(\\\\)*\\$/.test(body.text.slice(Math.max(0, at - 20), at)));
  }
  return filterMapped(body, (at) => !dropped.has(at));
}

const reference = /^\$(?:(\w+|[@*#?$!-])|\{(\w+)(?::?([-+])([^{}$`"'\\]*))?\})/;

/** The shell that writes the file expands what is in the body, long before the container starts. */
function expandDocument(body: MappedText, lookUp: Lookup): KnownText {
  const parts: MappedText[] = [];
  let plain = 0;
  const { text } = body;
  for (let at = 0; at < text.length; ) {
    const character = text.charAt(at);
    if (character === '`') return { unknown: 'a command substitution' };
    if (character === '\\' && /[\\$`\n]/.test(text.charAt(at + 1))) {
      const kept = text.charAt(at + 1) === '\n' ? at + 2 : at + 1;
      parts.push(sliceMapped(body, plain, at));
      plain = kept;
      at += 2;
    } else if (character === '$' && /[\w{(@*#?$!-]/.test(text.charAt(at + 1))) {
      const match = reference.exec(text.slice(at, at + 400));
      const value = match === null ? null : referenceValue(match, lookUp);
      if (match === null)
        return { unknown: text.startsWith('$(', at) ? 'a command substitution' : 'an expansion' };
      if (value === null) return { unknown: `${match[0]}, whose value is not known` };
      const end = at + match[0].length;
      parts.push(sliceMapped(body, plain, at), fixedMapped(value, sourceSpan(body, { start: at, end })));
      plain = end;
      at = end;
    } else at += 1;
  }
  return { text: joinMapped([...parts, sliceMapped(body, plain, text.length)]) };
}

function referenceValue(match: RegExpExecArray, lookUp: Lookup): string | null {
  const [, plain, braced, operator, operand = ''] = match;
  const name = plain ?? braced ?? '';
  // `$12` is `$1` and a 2, which nobody writes.
  const value = /^\d+$|^[@*]$/.test(name) ? '' : name === '#' ? '0' : lookUp(name);
  if (operator === undefined) return value;
  if (value === null) return null;
  if (operator === '-') return value === '' ? operand : value;
  return value === '' ? '' : operand;
}

const letters: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  '"': '"',
  "'": "'",
};

/** Decodes `\n`, `\t`, `\\`, `\0101`, `\x41`; an escape that is none stays. `\c` ends the text. */
export function decodeEscapes(mapped: MappedText): MappedText {
  const { text } = mapped;
  const parts: MappedText[] = [];
  let plain = 0;
  for (let at = text.indexOf('\\'); at !== -1; at = text.indexOf('\\', at)) {
    const number = /^\\(?:0?([0-7]{1,3})|x([0-9a-fA-F]{1,2}))/.exec(text.slice(at, at + 5));
    const letter = letters[text.charAt(at + 1)];
    if (text.startsWith('\\c', at)) return joinMapped([...parts, sliceMapped(mapped, plain, at)]);
    const length = number?.[0].length ?? 2;
    const value = number ? code(number) : letter;
    if (value !== undefined) {
      const span = sourceSpan(mapped, { start: at, end: at + length });
      parts.push(sliceMapped(mapped, plain, at), fixedMapped(value, span));
      plain = at + length;
    }
    at += value === undefined ? 1 : length;
  }
  return joinMapped([...parts, sliceMapped(mapped, plain, text.length)]);
}

function code(match: RegExpExecArray): string {
  return String.fromCharCode(
    match[1] === undefined ? Number.parseInt(match[2] as string, 16) : Number.parseInt(match[1], 8),
  );
}

/** What `echo` of a shell writes; which of them decode escapes differs. */
export function echoText(words: readonly MappedText[], { implementation }: ShellFact): KnownText {
  const dash = implementation === 'dash';
  const always = dash || implementation === 'zsh' || implementation === 'mksh';
  let rest = words;
  let ends = true;
  let decodes = always;
  while (rest[0] && (dash ? /^-n$/ : /^-[neE]+$/).test(rest[0].text)) {
    for (const letter of rest[0].text.slice(1)) {
      if (letter === 'n') ends = false;
      else decodes = letter === 'e';
    }
    rest = rest.slice(1);
  }
  const joined = joinMapped(
    rest.flatMap((word, index) =>
      index === 0 ? [word] : [addedAfter(rest[index - 1] as MappedText, ' '), word],
    ),
  );
  if (
    (implementation === 'unknown' || implementation === 'ksh93') &&
    (decodes || joined.text.includes('\\'))
  ) {
    return { unknown: 'an `echo` that differs from shell to shell' };
  }
  const text = decodes ? decodeEscapes(joined) : joined;
  return { text: ends ? joinMapped([text, addedAfter(text, '\n')]) : text };
}

/** What `printf` writes; conversions other than `%s`, `%b` and `%%` are not followed. */
export function printfText(words: readonly MappedText[]): KnownText {
  const [format, ...given] = words[0]?.text === '--' ? words.slice(1) : words;
  if (format === undefined) return { unknown: 'a `printf` without a format' };
  const conversions = format.text.match(/%./gs) ?? [];
  if (conversions.some((one) => !['%s', '%b', '%%'].includes(one))) {
    return { unknown: 'a `printf` whose format is not followed' };
  }
  const takes = conversions.filter((one) => one !== '%%').length;
  const parts: MappedText[] = [];
  let rest = given;
  do {
    parts.push(...formatOnce(format, rest));
    rest = rest.slice(takes);
  } while (takes > 0 && rest.length > 0);
  return { text: joinMapped(parts) };
}

function formatOnce(format: MappedText, values: readonly MappedText[]): readonly MappedText[] {
  const parts: MappedText[] = [];
  let index = 0;
  let plain = 0;
  for (const match of format.text.matchAll(/%(.)/gs)) {
    parts.push(decodeEscapes(sliceMapped(format, plain, match.index)));
    plain = match.index + 2;
    if (match[1] === '%') {
      parts.push(sliceMapped(format, match.index, match.index + 1));
      continue;
    }
    const value = values[index];
    index += 1;
    if (value) parts.push(match[1] === 'b' ? decodeEscapes(value) : value);
  }
  return [...parts, decodeEscapes(sliceMapped(format, plain, format.text.length))];
}
