/** One position of a pattern: a literal character, `?` or `*`. */
type PatternItem =
  | { readonly kind: 'literal'; readonly character: string }
  | { readonly kind: 'any' | 'many' };

/** A pattern of `${name#pattern}` and its like; see {@link parsePattern}. */
export type ShellPattern = readonly PatternItem[];

/** Larger problems are left unanswered: the work grows with the product of both lengths. */
const maxWork = 1_000_000;

/**
 * Reads a pattern: `?` is one character, `*` any number, `\` takes `*`, `?`, `\`, `}` or `/` literally. Null when `\`
 * stands before anything else, which BuildKit refuses (frontend/dockerfile/shell/lex.go, convertShellPatternToRegex;
 * it knows no bracket expressions).
 */
export function parsePattern(pattern: string): ShellPattern | null {
  const items: PatternItem[] = [];
  const characters = [...pattern];
  for (let at = 0; at < characters.length; at += 1) {
    const character = characters[at] as string;
    if (character === '*') items.push({ kind: 'many' });
    else if (character === '?') items.push({ kind: 'any' });
    else if (character !== '\\') items.push({ kind: 'literal', character });
    else {
      at += 1;
      const escaped = characters[at] ?? '';
      if (!['*', '?', '\\', '}', '/'].includes(escaped)) return null;
      items.push({ kind: 'literal', character: escaped });
    }
  }
  return items;
}

/** `${name#pattern}` and, when greedy, `${name##pattern}`; null when it would take too long. */
export function removePrefix(value: string, pattern: ShellPattern, greedy: boolean): string | null {
  if (value.length * (pattern.length + 1) > maxWork) return null;
  const characters = [...value];
  const end = matchEnd(characters, 0, pattern, greedy);
  return end === null ? value : characters.slice(end).join('');
}

/** `${name%pattern}` and, when greedy, `${name%%pattern}`; null when it would take too long. */
export function removeSuffix(value: string, pattern: ShellPattern, greedy: boolean): string | null {
  const reversed = removePrefix(reverse(value), pattern.toReversed(), greedy);
  return reversed === null ? null : reverse(reversed);
}

/** `${name/pattern/replacement}`, or `${name//pattern/replacement}` with `all`; null when it would take too long. */
export function replacePattern(
  value: string,
  pattern: ShellPattern,
  replacement: string,
  all: boolean,
): string | null {
  if (value.length * value.length * (pattern.length + 1) > maxWork) return null;
  const characters = [...value];
  const result: string[] = [];
  let replaced = false;
  let lastEnd = -1;
  for (let at = 0; at <= characters.length; ) {
    const end = replaced && !all ? null : matchEnd(characters, at, pattern, true);
    const matches = end !== null && !(end === at && at === lastEnd);
    if (matches) {
      result.push(replacement);
      replaced = true;
      lastEnd = end;
    }
    if (matches && end > at) at = end;
    else {
      result.push(characters[at] ?? '');
      at += 1;
    }
  }
  return result.join('');
}

/** Where a match that starts at `start` ends: the last such place when greedy, else the first; null without a match. */
function matchEnd(
  characters: readonly string[],
  start: number,
  pattern: ShellPattern,
  greedy: boolean,
): number | null {
  let states = closure(new Set([0]), pattern);
  let found: number | null = null;
  for (let at = start; ; at += 1) {
    if (states.has(pattern.length)) found = at;
    if (at === characters.length || states.size === 0 || (found !== null && !greedy)) return found;
    states = step(states, characters[at] as string, pattern);
  }
}

function step(states: ReadonlySet<number>, character: string, pattern: ShellPattern): Set<number> {
  const next = new Set<number>();
  for (const state of states) {
    const item = pattern[state];
    if (item === undefined) continue;
    if (item.kind === 'literal') {
      if (item.character === character) next.add(state + 1);
    } else if (character !== '\n') next.add(item.kind === 'any' ? state + 1 : state);
  }
  return closure(next, pattern);
}

/** Adds the states behind `*`, which may match nothing. A set is walked in the order of insertion, new ones included. */
function closure(states: Set<number>, pattern: ShellPattern): Set<number> {
  for (const state of states) if (pattern[state]?.kind === 'many') states.add(state + 1);
  return states;
}

function reverse(text: string): string {
  return [...text].reverse().join('');
}
