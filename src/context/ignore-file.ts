import { wildcardMatcher } from './wildcard-match.ts';

/** Which paths of a build context an ignore file keeps away from the builder. */
export interface IgnoreRules {
  /** The file itself as messages name it; null when there is none. */
  readonly file: string | null;
  /** Whether a path (relative to the context, `/` between folders) does not reach the builder. */
  ignores(path: string): boolean;
}

/** No ignore file: everything reaches the builder. */
export const nothingIgnored: IgnoreRules = { file: null, ignores: () => false };

interface IgnorePattern {
  readonly negated: boolean;
  readonly matches: (path: string) => boolean;
}

/**
 * Reads an ignore file as Docker does (github.com/moby/patternmatcher, ignorefile.go and patternmatcher.go): the last
 * pattern that matches a path or one of the folders above it decides. A pattern that cannot be compiled matches nothing.
 */
export function readIgnoreFile(file: string, text: string): IgnoreRules {
  const patterns = readPatterns(text);
  return {
    file,
    ignores: (path) => {
      const folders = path.split('/').slice(0, -1);
      let ignored = false;
      for (const { negated, matches } of patterns) {
        if (negated !== ignored) continue;
        const match =
          matches(path) || folders.some((_, index) => matches(folders.slice(0, index + 1).join('/')));
        if (match) ignored = !negated;
      }
      return ignored;
    },
  };
}

function readPatterns(text: string): readonly IgnorePattern[] {
  return text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .map((line) => line.trim())
    .filter((line) => line !== '' && line !== '!')
    .map((line) => {
      const negated = line.startsWith('!');
      const pattern = cleanPattern(negated ? line.slice(1).trim() : line);
      return { negated, matches: pattern === '' ? () => false : pathMatcher(pattern) };
    });
}

/** Go's `filepath.Clean`, and no slash in front. */
function cleanPattern(pattern: string): string {
  const rooted = pattern.startsWith('/');
  const parts: string[] = [];
  for (const part of pattern.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '..' || !rooted) parts.push(part);
  }
  return parts.join('/') || (rooted ? '/' : '.');
}

/** How a pattern without wildcards but for a `**` at one of its ends is compared: as Docker does, without a regexp. */
function pathMatcher(pattern: string): (path: string) => boolean {
  const { source, type } = compile(pattern);
  switch (type) {
    case 'exact':
      return (path) => path === pattern;
    case 'prefix':
      return (path) => path.startsWith(pattern.slice(0, -2));
    case 'suffix': {
      const suffix = pattern.slice(2);
      return (path) => path.endsWith(suffix) || (suffix.startsWith('/') && path === suffix.slice(1));
    }
    case 'regexp':
      return wildcardMatcher(source) ?? (() => false);
  }
}

type MatchType = 'exact' | 'prefix' | 'suffix' | 'regexp';

/** `Pattern.compile` of patternmatcher.go, step by step, so that its oddities are kept. */
function compile(pattern: string): { readonly source: string; readonly type: MatchType } {
  let source = '';
  let type: MatchType = 'exact';
  const characters = [...pattern];
  for (let at = 0, first = true; at < characters.length; first = false) {
    const character = characters[at] as string;
    at += 1;
    if (character === '*' && characters[at] === '*') {
      at += 1;
      if (characters[at] === '/') at += 1;
      if (at < characters.length) {
        source += '(.*/)?';
        type = 'regexp';
      } else if (type === 'exact') type = 'prefix';
      else {
        source += '.*';
        type = 'regexp';
      }
      if (first) type = 'suffix';
    } else if (character === '*' || character === '?') {
      source += character === '*' ? '[^/]*' : '[^/]';
      type = 'regexp';
    } else if (character === '\\') {
      source += at < characters.length ? escaped(characters[at] as string) : '\\\\';
      if (at < characters.length) type = 'regexp';
      at += 1;
    } else if (character === '[' || character === ']') {
      source += character;
      type = 'regexp';
    } else source += '.+()|{}$'.includes(character) ? `\\${character}` : character;
  }
  return { source, type };
}

function escaped(character: string): string {
  return /[\w\s]/.test(character) ? character : `\\${character}`;
}
