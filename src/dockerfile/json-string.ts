import { fixedMapped, joinMapped, type MappedText, sliceMapped, sourceSpan } from '../text/mapped-text.ts';

/** A JSON string that was read, or the place (in the text it was read from) of what makes it none. */
export type JsonString =
  | { readonly ok: true; readonly value: MappedText; readonly end: number }
  | {
      readonly ok: false;
      readonly problem: 'bad-escape' | 'control' | 'not-closed';
      readonly at: number;
      readonly length: number;
    };

const simpleEscapes: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/**
 * Reads the JSON string whose opening quote stands at `start`, as Go's encoding/json does: control characters are
 * refused, and a surrogate escape without its other half becomes U+FFFD. The value maps to offsets of the source.
 */
export function readJsonString(source: MappedText, start: number): JsonString {
  const { text } = source;
  const parts: MappedText[] = [];
  let plain = start + 1;
  const putPlain = (to: number): void => {
    if (to > plain) parts.push(sliceMapped(source, plain, to));
  };
  const put = (characters: string, from: number, to: number): void => {
    putPlain(from);
    parts.push(fixedMapped(characters, sourceSpan(source, { start: from, end: to })));
    plain = to;
  };
  let at = start + 1;
  while (at < text.length) {
    const character = text.charAt(at);
    if (character === '"') {
      putPlain(at);
      const { start: end } = sourceSpan(source, { start: at, end: at });
      return { ok: true, value: { ...joinMapped(parts), end }, end: at + 1 };
    }
    if (character < ' ') return { ok: false, problem: 'control', at, length: 1 };
    const length = character === '\\' ? putEscape(text, at, put) : 1;
    if (length === 0) return { ok: false, problem: 'bad-escape', at, length: Math.min(2, text.length - at) };
    at += length;
  }
  return { ok: false, problem: 'not-closed', at: start, length: text.length - start };
}

/** Decodes the escape at `at`; its length in the text, 0 when it is none. */
function putEscape(
  text: string,
  at: number,
  put: (character: string, from: number, to: number) => void,
): number {
  const simple = simpleEscapes[text.charAt(at + 1)];
  if (simple !== undefined) {
    put(simple, at, at + 2);
    return 2;
  }
  const unit = unicodeEscape(text, at);
  if (unit === null) return 0;
  const low = isHighSurrogate(unit) ? unicodeEscape(text, at + 6) : null;
  if (low !== null && isLowSurrogate(low)) {
    put(String.fromCharCode(unit), at, at + 6);
    put(String.fromCharCode(low), at + 6, at + 12);
    return 12;
  }
  const alone = isHighSurrogate(unit) || isLowSurrogate(unit);
  put(alone ? '\ufffd' : String.fromCharCode(unit), at, at + 6);
  return 6;
}

function unicodeEscape(text: string, at: number): number | null {
  const sequence = text.slice(at, at + 6);
  return /^\\u[0-9a-fA-F]{4}$/.test(sequence) ? Number.parseInt(sequence.slice(2), 16) : null;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
