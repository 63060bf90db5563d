import { wildcardMatcher } from './wildcard-match.ts';

/** Whether a COPY source is a pattern: Go's `filepath.Match` knows `*`, `?` and `[`; a `\` takes the next character literally. */
export function isPattern(source: string): boolean {
  return /[*?[\\]/.test(source);
}

/** Go's `filepath.Match` for one name of a path (no slashes in it). A malformed pattern matches nothing. */
export function matchName(pattern: string, name: string): boolean {
  return nameMatcher(pattern)(name);
}

/** {@link matchName} for many names. */
export function nameMatcher(pattern: string): (name: string) => boolean {
  if (!isPattern(pattern)) return (name) => name === pattern;
  const source = patternSource(pattern);
  return (source === null ? null : wildcardMatcher(source)) ?? (() => false);
}

function patternSource(pattern: string): string | null {
  let source = '';
  for (let at = 0; at < pattern.length; ) {
    const character = pattern.charAt(at);
    if (character === '[') {
      const group = readClass(pattern, at);
      if (group === null) return null;
      source += group.source;
      at = group.end;
      continue;
    }
    at += 1;
    if (character === '*') source += '[^/]*';
    else if (character === '?') source += '[^/]';
    else if (character !== '\\') source += literal(character);
    else if (at === pattern.length) return null;
    else {
      source += literal(pattern.charAt(at));
      at += 1;
    }
  }
  return source;
}

/** `[abc]`, `[^a-z]`; null when it is not closed or empty. */
function readClass(pattern: string, start: number): { readonly source: string; readonly end: number } | null {
  const match = /^\[(\^?)((?:(?:\\.|[^\]\\-])(?:-(?:\\.|[^\]\\-]))?)+)\]/s.exec(pattern.slice(start));
  if (match === null) return null;
  const members = (match[2] as string).replace(
    /\\(.)|([\^[\]])/gs,
    (_, quoted, special) => `\\${quoted ?? special}`,
  );
  const source = `[${match[1]}${members}]`;
  try {
    new RegExp(source);
  } catch {
    return null;
  }
  return { source, end: start + match[0].length };
}

function literal(character: string): string {
  return character.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
