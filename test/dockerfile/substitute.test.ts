// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are variables of a Dockerfile
import { describe, expect, test } from 'vitest';
import { substitute } from '../../src/dockerfile/substitute.ts';

const values = new Map<string, string | null>([
  ['A', 'a'],
  ['EMPTY', ''],
  ['PATHS', '/usr/local/bin'],
  ['VERSION', '1.2.3'],
  ['UNKNOWN', null],
]);
const variables = (name: string) => values.get(name);

test.each([
  ['plain', 'plain'],
  ['$A', 'a'],
  ['x$A/y', 'xa/y'],
  ['$A$A', 'aa'],
  ['${A}b', 'ab'],
  ['$Ab', ''],
  ['$NONE', ''],
  ['$', '$'],
  ['a$ b', 'a$ b'],
  ['$1x', 'x'],
  ['$$A', 'A'],
  ['\\$A', '$A'],
  ['\\\\$A', '\\a'],
  ['a\\ b', 'a b'],
  ['a\\', 'a'],
  ["'$A'", '$A'],
  ["'a\\'", 'a\\'],
  ['"$A b"', 'a b'],
  ['"\\$A \\" \\\\ \\x"', '$A " \\ \\x'],
  ['"\'$A\'"', "'a'"],
  ['a  b', 'a  b'],
  ['${A:-x}', 'a'],
  ['${EMPTY:-x}', 'x'],
  ['${EMPTY-x}', ''],
  ['${NONE:-x y}', 'x y'],
  ['${NONE-x}', 'x'],
  ['${NONE:-$A}', 'a'],
  ['${NONE:-${ALSO:-x}}', 'x'],
  ['${NONE:-"}"}', '}'],
  ['${A:+x}', 'x'],
  ['${EMPTY:+x}', ''],
  ['${EMPTY+x}', 'x'],
  ['${NONE+x}', ''],
  ['${A:?no}', 'a'],
  ['${EMPTY?no}', ''],
  ['${VERSION#*.}', '2.3'],
  ['${VERSION##*.}', '3'],
  ['${VERSION%.*}', '1.2'],
  ['${VERSION%%.*}', '1'],
  ['${VERSION#x}', '1.2.3'],
  ['${VERSION%?}', '1.2.'],
  ['${PATHS/\\/usr/}', '/local/bin'],
  ['${PATHS//\\//:}', ':usr:local:bin'],
  ['${PATHS/l*l/x}', '/usr/x/bin'],
  ['${NONE#x}', ''],
])('%s is %s', (word, text) => {
  expect(substitute(word, variables, { escape: '\\' })).toEqual({
    text,
    words: [],
    uncertain: false,
    error: null,
  });
});

test.each([
  ['x$UNKNOWN', 'x$UNKNOWN'],
  ['${UNKNOWN}/$A', '${UNKNOWN}/a'],
  ['${UNKNOWN:-x}', '${UNKNOWN:-x}'],
  ['${UNKNOWN:+x}', '${UNKNOWN:+x}'],
  ['${UNKNOWN:?x}', '${UNKNOWN:?x}'],
  ['${UNKNOWN#x}', '${UNKNOWN#x}'],
  ['${UNKNOWN/a/b}', '${UNKNOWN/a/b}'],
  ["${A//a/'$0'}", "${A//a/'$0'}"],
  ['"$UNKNOWN"', '$UNKNOWN'],
  ['${NONE:-$UNKNOWN}', '$UNKNOWN'],
])('%s is uncertain', (word, text) => {
  expect(substitute(word, variables, { escape: '\\' })).toMatchObject({ text, uncertain: true, error: null });
});

test.each([
  ["'a", 'unexpected end of statement while looking for matching single-quote'],
  ['"a', 'unexpected end of statement while looking for matching double-quote'],
  ['${', "syntax error: missing '}'"],
  ['${A', "syntax error: missing '}'"],
  ['${A:-b', "syntax error: missing '}'"],
  ["${A:-'b}", "syntax error: missing '}'"],
  ['${}', 'syntax error: bad substitution'],
  ['${{A}}', 'syntax error: bad substitution'],
  ['${A@Q}', 'unsupported modifier (@) in substitution'],
  ['${A:1:2}', 'unsupported modifier (:1) in substitution'],
  ['${A/b', "syntax error: missing '/' in ${}"],
  ['${A/b/c', "syntax error: missing '}'"],
  ['${A#\\x}', 'invalid pattern (\\x) in substitution'],
  ['${NONE?}', 'NONE: is not allowed to be unset'],
  ['${EMPTY:?}', 'EMPTY: is not allowed to be empty'],
  ['${NONE:?set it}', 'NONE: set it'],
])('%s is refused', (word, error) => {
  expect(substitute(word, variables, { escape: '\\' })).toEqual({
    text: word,
    words: [],
    uncertain: false,
    error,
  });
});

test.each([
  ['`$A', '$A'],
  ['C:\\$A', 'C:\\a'],
  ['"`"$A"', '"a'],
])('with a backtick as the escape character %s is %s', (word, text) => {
  expect(substitute(word, variables, { escape: '`' }).text).toBe(text);
});

describe('nothing makes it slow or long', () => {
  test('a value that doubles is uncertain in the end', () => {
    let value = 'aa';
    let uncertain = false;
    for (let round = 0; round < 100 && !uncertain; round += 1) {
      const result = substitute('$X$X', () => value, { escape: '\\' });
      value = result.text;
      uncertain = result.uncertain;
    }
    expect(uncertain).toBe(true);
  });

  test('deep nesting is uncertain', () => {
    const word = '${A:-'.repeat(100_000) + '}'.repeat(100_000);
    expect(substitute(word, () => undefined, { escape: '\\' })).toMatchObject({
      uncertain: true,
      error: null,
    });
  });

  test('a pattern with many stars', () => {
    const value = 'a'.repeat(900);
    const word = `\${A//${'*a'.repeat(200)}b/x}`;
    expect(substitute(word, () => value, { escape: '\\' }).error).toBeNull();
  });
});
