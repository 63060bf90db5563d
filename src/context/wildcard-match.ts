/** From how many repetitions on a regular expression may try more ways than it can ever come to the end of. */
const mostTried = 2;

/** One place of a pattern: what it takes, or where it goes on without taking anything. */
type Token =
  | { readonly kind: 'one' | 'many'; readonly takes: (character: string) => boolean }
  /** `(.*\/)?` is two: it may be skipped, or takes all up to some slash. */
  | { readonly kind: 'skip' | 'folders' }
  | { readonly kind: 'start' };

/**
 * Whether a whole text matches; the work is in proportion to the length of the text times that of the pattern, however
 * many wildcards there are.
 *
 * @param source a regular expression of characters, escapes and classes, each with or without a `*` behind it, and
 * `(.*\/)?`: what wildcards become.
 * @returns null where it is none.
 */
export function wildcardMatcher(source: string): ((text: string) => boolean) | null {
  const whole = tryRegExp(`^${source}$`);
  if (whole === null) return null;
  const tokens = readTokens(source);
  if (tokens.filter(({ kind }) => kind === 'many' || kind === 'folders').length <= mostTried) {
    return (text) => whole.test(text);
  }
  return (text) => matchesAll(tokens, text);
}

function tryRegExp(source: string): RegExp | null {
  try {
    return new RegExp(source, 's');
  } catch {
    return null;
  }
}

function readTokens(source: string): readonly Token[] {
  const pieces = source.matchAll(/(\(\.\*\/\)\?)|(\[\^?(?:\\.|[^\]\\])*\]|\\.|.)(\*?)/gs);
  return [...pieces].flatMap(([, folders, atom = '', repeated]): readonly Token[] => {
    if (folders !== undefined) return [{ kind: 'skip' }, { kind: 'folders' }];
    if (atom === '^') return [{ kind: 'start' }];
    const one = new RegExp(`^${atom}$`, 's');
    return [{ kind: repeated === '*' ? 'many' : 'one', takes: (character) => one.test(character) }];
  });
}

/** Goes through the text once, at all places of the pattern at once that it can be at. */
function matchesAll(tokens: readonly Token[], text: string): boolean {
  let places = new Uint8Array(tokens.length + 1);
  places[0] = 1;
  for (let at = 0; ; at += 1) {
    goOn(places, tokens, at === 0);
    if (at === text.length) return places[tokens.length] === 1;
    places = taken(places, tokens, text.charAt(at));
  }
}

/** Adds the places that are reached without taking anything. */
function goOn(places: Uint8Array, tokens: readonly Token[], isStart: boolean): void {
  for (const [place, { kind }] of tokens.entries()) {
    if (places[place] === 0) continue;
    if (kind === 'many' || kind === 'skip' || (kind === 'start' && isStart)) places[place + 1] = 1;
    if (kind === 'skip') places[place + 2] = 1;
  }
}

function taken(places: Uint8Array, tokens: readonly Token[], character: string): Uint8Array<ArrayBuffer> {
  const next = new Uint8Array(places.length);
  for (const [place, token] of tokens.entries()) {
    if (places[place] === 0) continue;
    if (token.kind === 'folders') {
      next[place] = 1;
      if (character === '/') next[place + 1] = 1;
    } else if ('takes' in token && token.takes(character))
      next[token.kind === 'many' ? place : place + 1] = 1;
  }
  return next;
}
