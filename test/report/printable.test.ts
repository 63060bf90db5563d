import { expect, it } from 'vitest';
import { commandLine, printable } from '../../src/report/printable.ts';

it.each([
  [['app', '--x=1', '/a/b.c'], 'app --x=1 /a/b.c'],
  [['sh', '-c', 'a && b'], "sh -c 'a && b'"],
  [['echo', "it's"], 'echo "it\'s"'],
  [['echo', "it's $1"], "echo 'it'\\''s $1'"],
  [['a', ''], "a ''"],
  [['a', 'b\nc'], "a 'b↵c'"],
  [['a', '\u001B[1m'], "a '\uFFFD[1m'"],
])('shows %j as a person would type it', (argv, shown) => {
  expect(commandLine(argv)).toBe(shown);
});

it('shortens a long command', () => {
  expect(commandLine(['a'.repeat(30)], 10)).toBe('aaaaaaaaa…');
});

it('keeps tabs, line feeds and letters of any language', () => {
  expect(printable('a\tb\nß中\u{1F980}')).toBe('a\tb\nß中\u{1F980}');
});

it('shows what could rewrite a terminal', () => {
  expect(printable('\u001B]0;x\u0007\r\u202E\u009B')).toBe('\uFFFD]0;x\uFFFD\uFFFD\uFFFD\uFFFD');
});
