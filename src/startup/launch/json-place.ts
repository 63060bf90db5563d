import { readJsonString } from '../../dockerfile/json-string.ts';
import type { MappedText } from '../../text/mapped-text.ts';

/** Strings, and what stands between them. */
const tokens = /"(?:\\.|[^"\\])*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/**
 * A string in a JSON text by the keys that lead to it, with the place of each of its characters.
 *
 * @param mapped valid JSON
 * @returns null where no string stands there; of several the last, which is the one that counts
 */
export function jsonStringAt(mapped: MappedText, path: readonly string[]): MappedText | null {
  let found: MappedText | null = null;
  const keys: (string | null)[] = [];
  let expectsKey = false;
  let key = '';
  for (const { 0: token, index } of mapped.text.matchAll(tokens)) {
    if (token === '{' || token === '[') {
      keys.push(key);
      key = '';
      expectsKey = token === '{';
      // A list has no keys: nothing in it is at the end of a path.
      if (token === '[') keys[keys.length - 1] = null;
    } else if (token === '}' || token === ']') {
      keys.pop();
      expectsKey = false;
    } else if (token === ',') {
      expectsKey = keys.at(-1) !== null;
    } else if (token.startsWith('"')) {
      const read = readJsonString(mapped, index);
      if (!read.ok) return null;
      if (expectsKey) key = read.value.text;
      else if (isAt([...keys.slice(1), key], path)) found = read.value;
      expectsKey = false;
    }
  }
  return found;
}

function isAt(keys: readonly (string | null)[], path: readonly string[]): boolean {
  return keys.length === path.length && keys.every((key, index) => key === path[index]);
}
