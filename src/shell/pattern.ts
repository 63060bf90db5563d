/** A character of a pattern, and whether quotes take its meaning from it. */
export interface PatternCharacter {
  readonly character: string;
  readonly quoted: boolean;
}

/** What a pattern is made of, in order. */
type Token =
  | { readonly kind: 'one'; readonly matches: (character: string) => boolean }
  | { readonly kind: 'any' }
  | { readonly kind: 'group'; readonly operator: string; readonly ways: readonly Pattern[] };

/** A wildcard pattern as `case`, `[[` and `${x#…}` read it. */
export type Pattern = readonly Token[];

/** Texts and patterns longer than this are not matched: the answer is "not known". */
export const longestMatch = 2000;

/** The characters of a text that all mean themselves, or that all mean what they mean in a pattern. */
export function patternCharacters(text: string, quoted: boolean): readonly PatternCharacter[] {
  return [...text].map((character) => ({ character, quoted }));
}

/**
 * Reads a pattern: `*`, `?`, `[…]` with ranges and classes and, where the shell knows them, `@(a|b)` and its kind.
 *
 * @param extended whether the shell knows `?( *( +( @( !(`; bash does so in `[[` always, elsewhere after `shopt -s extglob`.
 */
export function readPattern(characters: readonly PatternCharacter[], extended: boolean): Pattern {
  const tokens: Token[] = [];
  for (let at = 0; at < characters.length; ) {
    const group = extended ? readGroup(characters, at) : null;
    const bracket = group ? null : readBracket(characters, at);
    const read = group ?? bracket ?? { token: single(characters[at] as PatternCharacter), end: at + 1 };
    tokens.push(read.token);
    at = read.end;
  }
  return tokens;
}

interface Read {
  readonly token: Token;
  readonly end: number;
}

function single({ character, quoted }: PatternCharacter): Token {
  if (!quoted && character === '*') return { kind: 'any' };
  if (!quoted && character === '?') return { kind: 'one', matches: () => true };
  return { kind: 'one', matches: (other) => other === character };
}

function isBare(characters: readonly PatternCharacter[], at: number, character: string): boolean {
  const found = characters[at];
  return found !== undefined && !found.quoted && found.character === character;
}

/** `[…]`; null where no bracket is closed: a `[` then means itself. */
function readBracket(characters: readonly PatternCharacter[], start: number): Read | null {
  if (!isBare(characters, start, '[')) return null;
  const negated = isBare(characters, start + 1, '!') || isBare(characters, start + 1, '^');
  const members: ((character: string) => boolean)[] = [];
  let at = start + (negated ? 2 : 1);
  for (let first = true; first || !isBare(characters, at, ']'); first = false) {
    const low = characters[at];
    if (low === undefined) return null;
    const named = readClass(characters, at);
    if (named) {
      members.push(named.matches);
      at = named.end;
      continue;
    }
    const high = characters[at + 2];
    if (isBare(characters, at + 1, '-') && high !== undefined && !isBare(characters, at + 2, ']')) {
      members.push((other) => low.character <= other && other <= high.character);
      at += 3;
    } else {
      members.push((other) => other === low.character);
      at += 1;
    }
  }
  const matches = (other: string): boolean => members.some((member) => member(other)) !== negated;
  return { token: { kind: 'one', matches }, end: at + 1 };
}

const classes: Readonly<Record<string, RegExp>> = {
  alnum: /[A-Za-z0-9]/,
  alpha: /[A-Za-z]/,
  blank: /[ \t]/,
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what the class is
  cntrl: /[\u0000-\u001F\u007F-\u009F]/,
  digit: /[0-9]/,
  graph: /[!-~]/,
  lower: /[a-z]/,
  print: /[ -~]/,
  punct: /[!-/:-@[-`{-~]/,
  space: /\s/,
  upper: /[A-Z]/,
  xdigit: /[0-9A-Fa-f]/,
};

/** `[:digit:]` inside of a bracket. */
function readClass(
  characters: readonly PatternCharacter[],
  at: number,
): { readonly matches: (character: string) => boolean; readonly end: number } | null {
  if (!isBare(characters, at, '[') || !isBare(characters, at + 1, ':')) return null;
  const rest = characters.slice(at + 2, at + 12).map(({ character }) => character);
  const name = /^([a-z]+):\]/.exec(rest.join(''))?.[1];
  const known = name === undefined ? undefined : classes[name];
  if (name === undefined || !known) return null;
  return { matches: (character) => known.test(character), end: at + name.length + 4 };
}

/** `@(a|b)`; null for what is none, and where it is not closed. */
function readGroup(characters: readonly PatternCharacter[], at: number): Read | null {
  const operator = characters[at];
  if (!operator || operator.quoted || !'?*+@!'.includes(operator.character)) return null;
  if (!isBare(characters, at + 1, '(')) return null;
  const ways: Pattern[] = [];
  let depth = 0;
  let from = at + 2;
  for (let index = from; index < characters.length; index += 1) {
    if (isBare(characters, index, '(')) depth += 1;
    const closes = isBare(characters, index, ')');
    if (depth === 0 && (closes || isBare(characters, index, '|'))) {
      ways.push(readPattern(characters.slice(from, index), true));
      from = index + 1;
      if (closes) return { token: { kind: 'group', operator: operator.character, ways }, end: from };
    }
    if (closes) depth -= 1;
  }
  return null;
}

/** Whether a pattern matches the whole of a text; null where they are too long to be tried. */
export function matchesPattern(pattern: Pattern, text: string): boolean | null {
  const ends = matchEnds(pattern, text);
  return ends === null ? null : ends.has([...text].length);
}

/**
 * Where matches of a pattern that begin at the start of a text end, counted in characters; null where they are too
 * long to be tried.
 */
export function matchEnds(pattern: Pattern, text: string): ReadonlySet<number> | null {
  if (text.length > longestMatch || pattern.length > longestMatch) return null;
  return endsOf(pattern, [...text], new Set([0]));
}

function endsOf(pattern: Pattern, text: readonly string[], starts: ReadonlySet<number>): ReadonlySet<number> {
  return pattern.reduce((from, token) => (from.size === 0 ? from : tokenEnds(token, text, from)), starts);
}

function tokenEnds(token: Token, text: readonly string[], starts: ReadonlySet<number>): ReadonlySet<number> {
  if (token.kind === 'any') return range(Math.min(...starts), text.length);
  if (token.kind === 'group') return groupEnds(token.operator, token.ways, text, starts);
  const ends = new Set<number>();
  for (const start of starts) {
    const character = text[start];
    if (character !== undefined && token.matches(character)) ends.add(start + 1);
  }
  return ends;
}

function range(from: number, to: number): ReadonlySet<number> {
  return new Set(Array.from({ length: to - from + 1 }, (_, index) => from + index));
}

function groupEnds(
  operator: string,
  ways: readonly Pattern[],
  text: readonly string[],
  starts: ReadonlySet<number>,
): ReadonlySet<number> {
  const once = (from: ReadonlySet<number>): Set<number> =>
    new Set(ways.flatMap((way) => [...endsOf(way, text, from)]));
  if (operator === '@') return once(starts);
  if (operator === '?') return new Set([...starts, ...once(starts)]);
  if (operator === '!') {
    const others = [...starts].flatMap((start) => {
      const taken = once(new Set([start]));
      return [...range(start, text.length)].filter((end) => !taken.has(end));
    });
    return new Set(others);
  }
  const all = operator === '*' ? new Set(starts) : once(starts);
  for (let before = -1; before !== all.size; ) {
    before = all.size;
    for (const end of once(all)) all.add(end);
  }
  return all;
}
