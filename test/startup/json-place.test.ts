import { describe, expect, it } from 'vitest';
import { jsonStringAt } from '../../src/startup/launch/json-place.ts';
import { plainMapped, sourceSpan } from '../../src/text/mapped-text.ts';

/** The value at a path, and the part of the text that its characters come from. */
function found(text: string, ...path: string[]) {
  const value = jsonStringAt(plainMapped(text, 0), path);
  if (value === null) return null;
  const { start, end } = sourceSpan(value, { start: 0, end: value.text.length });
  return [value.text, text.slice(start, end)];
}

describe('jsonStringAt', () => {
  it.each<[string, readonly string[], readonly string[] | null]>([
    ['{"a": "x"}', ['a'], ['x', 'x']],
    ['{"a": {"b": "x"}, "b": "y"}', ['a', 'b'], ['x', 'x']],
    ['{"a": {"b": "x"}, "b": "y"}', ['b'], ['y', 'y']],
    ['{"a": [{"b": "x"}], "c": {"b": "y"}}', ['a', 'b'], null],
    ['{"a": ["b", "x"], "b": "y"}', ['b'], ['y', 'y']],
    ['{"a": ["a"], "d": {"a": "z"}}', ['a'], null],
    ['{"a": 1, "b": true, "c": "x"}', ['c'], ['x', 'x']],
    ['{"a": "x", "a": "y"}', ['a'], ['y', 'y']],
    ['{"a": "say \\"hi\\" \\u0026"}', ['a'], ['say "hi" &', 'say \\"hi\\" \\u0026']],
    ['{"a": "{\\"b\\": 1}", "b": "x"}', ['b'], ['x', 'x']],
    ['{"scripts": {"a:b": "x"}}', ['scripts', 'a:b'], ['x', 'x']],
    ['["a", "x"]', ['a'], null],
    ['{"a": {}}', ['a', 'b'], null],
    ['', ['a'], null],
  ])('%s at %j', (text, path, expected) => {
    expect(found(text, ...path)).toEqual(expected);
  });
});
