import type { Argument } from './expand.ts';

// A command line that rests on defaults (`exec ${CMD:-app}`), beside the same one as far as it is certain.

/**
 * Whether a word names the same command whatever a run sets. Where only its folder is not certain, it is taken to;
 * and what has a truth value for its default (`${DEBUG:-false}`) to be one of the two.
 */
export function sameCommand(word: Argument | undefined, certain: Argument | undefined): boolean {
  if (word?.known !== true || certain?.known === true) return sameArgument(word, certain);
  if (word.text === 'true' || word.text === 'false') return true;
  return certain?.ends?.includes('/') === true && word.text.endsWith(certain.ends);
}

/** Whether two command lines are the same as far as they are known. */
export function sameArguments(a: readonly Argument[], b: readonly Argument[]): boolean {
  return a === b || (a.length === b.length && a.every((one, index) => sameArgument(one, b[index])));
}

function sameArgument(a: Argument | undefined, b: Argument | undefined): boolean {
  return a === b || (a?.text === b?.text && a?.known === b?.known);
}

/** That a default counts, and that it does not, in words: "`${CMD:-app}` is `app`". */
export function defaultTexts(
  words: readonly Argument[],
  certain: readonly Argument[],
): readonly [string, string] {
  const start = sharedStart(words, certain);
  const [end, certainEnd] = start === 0 ? firstShared(words, certain) : sharedEnd(words, certain, start);
  const value = shown(words.slice(start, end));
  const written = shown(certain.slice(start, certainEnd));
  const is = value === '' ? 'empty' : `\`${value}\``;
  return [`\`${written}\` is ${is}`, `\`${written}\` is not ${is}`];
}

function sharedStart(words: readonly Argument[], certain: readonly Argument[]): number {
  const length = Math.min(words.length, certain.length);
  for (let at = 0; at < length; at += 1) if (!sameArgument(words[at], certain[at])) return at;
  return length;
}

/** Where the two are the same again for the first time: what the command is called is all that decides. */
function firstShared(words: readonly Argument[], certain: readonly Argument[]): readonly [number, number] {
  for (let at = 0; at < words.length; at += 1) {
    const other = certain.findIndex((one) => one.known && sameArgument(one, words[at]));
    if (other !== -1) return [at, other];
  }
  return [words.length, certain.length];
}

/** Where the two are the same from there to the end. */
function sharedEnd(
  words: readonly Argument[],
  certain: readonly Argument[],
  start: number,
): readonly [number, number] {
  let end = words.length;
  let other = certain.length;
  while (end > start && other > start && sameArgument(words[end - 1], certain[other - 1])) {
    end -= 1;
    other -= 1;
  }
  return [end, other];
}

function shown(words: readonly Argument[]): string {
  const text = words.map((one) => one.text).join(' ');
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
