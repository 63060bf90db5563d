// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is shell text
import { describe, expect, it } from 'vitest';
import { execFormText } from '../../src/rewrite/exec-form-text.ts';
import { plainWords } from '../../src/rewrite/plain-words.ts';
import { isBareShell, shellCommand, startsShell } from '../../src/rewrite/shell-command.ts';
import { usesArguments } from '../../src/rewrite/with-arguments.ts';
import { parseShell } from '../../src/shell/parse.ts';

describe('execFormText', () => {
  it.each([
    [[], '[]'],
    [['app'], '["app"]'],
    [['app', '--port', '80'], '["app", "--port", "80"]'],
    [['say "hi"', 'a\\b'], '["say \\"hi\\"", "a\\\\b"]'],
    [['a\nb', 'c\td'], '["a\\nb", "c\\td"]'],
    [['Grüße', ''], '["Grüße", ""]'],
  ])('%j is %s', (words, text) => {
    expect(execFormText(words)).toBe(text);
  });
});

describe('plainWords', () => {
  it.each<[string, readonly string[] | null]>([
    ['app --port 80', ['app', '--port', '80']],
    ['  app  ', ['app']],
    ['app;', ['app']],
    ["app 'a b' \"c d\" e\\ f ''", ['app', 'a b', 'c d', 'e f', '']],
    ['app "say \\"hi\\""', ['app', 'say "hi"']],
    ["app '$HOME'", ['app', '$HOME']],
    ['/usr/bin/env node', ['/usr/bin/env', 'node']],
    ['', null],
    ['app $PORT', null],
    ['app "$PORT"', null],
    ['app $(id)', null],
    ['app *.json', null],
    ['app {a,b}', null],
    ['app ~/x', null],
    ["app $'a\\nb'", null],
    ['app $"a"', null],
    ['app {{ name }}', null],
    ['app >log', null],
    ['app &', null],
    ['A=1 app', null],
    ['app; b', null],
    ['app\nb', null],
    ['app | b', null],
    ['app && b', null],
    ['! app', null],
    ['(app)', null],
    ['exec app', null],
    ['cd /srv', null],
    ['source env', null],
    ['. ./env', null],
    ['set -e', null],
    ['ulimit -n 9', null],
    ['eval app', null],
    ["app 'a", null],
  ])('%j is %j', (text, words) => {
    expect(plainWords(parseShell(text))).toEqual(words);
  });
});

describe('shellCommand', () => {
  it.each<[readonly string[], ReturnType<typeof shellCommand>]>([
    [['/bin/sh', '-c', 'app'], { shell: ['/bin/sh', '-c'], text: 'app' }],
    [['bash', '-lc', 'app'], { shell: ['bash', '-lc'], text: 'app' }],
    [
      ['/bin/bash', '-o', 'pipefail', '-c', 'app'],
      { shell: ['/bin/bash', '-o', 'pipefail', '-c'], text: 'app' },
    ],
    [['sh', '-c'], null],
    [['sh', 'run.sh', 'x'], null],
    [['sh', '-c', 'app', 'arg0'], null],
    [['env', 'sh', '-c', 'app'], null],
    [['app', '-c', 'conf'], null],
    [[], null],
  ])('%j is %j', (argv, command) => {
    expect(shellCommand(argv)).toEqual(command);
  });
});

it.each([
  [['sh'], true],
  [['/bin/ash', '-c'], true],
  [['/usr/bin/zsh'], true],
  [['fish'], false],
  [['/bin/sh-like'], false],
  [[], false],
])('startsShell: %j %s', (argv, starts) => {
  expect(startsShell(argv)).toBe(starts);
});

it.each([
  [['/bin/sh', '-c'], true],
  [['/bin/sh', '-ec'], true],
  [['/bin/bash', '-o', 'pipefail', '-c'], true],
  [['/bin/bash', '-euo', 'pipefail', '-c'], true],
  [['/bin/bash', '-e', '-u', '-o', 'pipefail', '-c'], true],
  [['/bin/bash', '-lc'], false],
  [['/bin/bash', '-ic'], false],
  [['/bin/bash', '-xc'], false],
  [['/bin/bash', '--login', '-c'], false],
  [['/bin/bash', '-o', 'noglob', '-c'], false],
  [['/bin/bash', 'pipefail', '-c'], false],
])('isBareShell: %j %s', (shell, bare) => {
  expect(isBareShell(shell)).toBe(bare);
});

it.each([
  ['exec app', false],
  ['exec app $PORT $HOME_1', false],
  ['exec app "$@"', true],
  ['exec app $*', true],
  ['exec app ${1:-x}', true],
  ['exec app $0', true],
  ['[ $# -gt 0 ] && exec app', true],
])('usesArguments: %j %s', (text, uses) => {
  expect(usesArguments(text)).toBe(uses);
});
