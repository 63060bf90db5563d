import { describe, expect, it } from 'vitest';
import { parseArguments } from '../../src/cli/parse-arguments.ts';

const lint = {
  command: 'lint',
  paths: ['.'],
  stdinFilename: null,
  buildArgs: new Map(),
  target: null,
  format: null,
  output: null,
  color: null,
  fix: false,
  diff: false,
  unsafeFixes: false,
  context: null,
  config: null,
  exclude: [],
  gitignore: true,
  since: null,
  failOn: null,
  init: null,
  baseline: null,
  updateBaseline: false,
  verify: null,
  jobs: null,
  ignores: true,
  quiet: false,
};
const {
  fix,
  diff,
  unsafeFixes,
  failOn,
  init,
  quiet,
  baseline,
  updateBaseline,
  verify,
  jobs,
  ignores,
  ...explain
} = {
  ...lint,
  command: 'explain',
  format: 'pretty',
};

async function options(line: string): Promise<unknown> {
  const parsed = await parseArguments(line.split(' ').filter(Boolean));
  return parsed.kind === 'run' ? parsed.options : parsed;
}

async function problem(line: string): Promise<string | null> {
  const parsed = await parseArguments(line.split(' ').filter(Boolean));
  return parsed.kind === 'problem' ? parsed.message : null;
}

describe('parseArguments', () => {
  it.each([
    ['', lint],
    ['Dockerfile', { ...lint, paths: ['Dockerfile'] }],
    ['lint a b', { ...lint, paths: ['a', 'b'] }],
    ['lint lint', { ...lint, paths: ['lint'] }],
    ['-- lint --fix', { ...lint, paths: ['lint', '--fix'] }],
    ['- --stdin-filename=x/D', { ...lint, paths: ['-'], stdinFilename: 'x/D' }],
    ['01 1e3', { ...lint, paths: ['01', '1e3'] }],
    ['--fix a', { ...lint, fix: true, paths: ['a'] }],
    ['--diff --unsafe-fixes', { ...lint, diff: true, unsafeFixes: true }],
    ['--format json -o out', { ...lint, format: 'json', output: 'out' }],
    ['--format json --format pretty', { ...lint, format: 'pretty' }],
    ['--fail-on never -q', { ...lint, failOn: 'never', quiet: true }],
    [
      '--build-arg A=1 --build-arg B=x=y a',
      {
        ...lint,
        buildArgs: new Map([
          ['A', '1'],
          ['B', 'x=y'],
        ]),
        paths: ['a'],
      },
    ],
    ['--no-color', { ...lint, color: false }],
    ['--color --target web --context ..', { ...lint, color: true, target: 'web', context: '..' }],
    ['explain', explain],
    ['--format json explain a', { ...explain, format: 'json', paths: ['a'] }],
    ['rules', { command: 'rules', names: [], color: null }],
    ['--no-gitignore --no-ignores', { ...lint, gitignore: false, ignores: false }],
    ['--exclude a --exclude=b --since main', { ...lint, exclude: ['a', 'b'], since: 'main' }],
    ['--baseline b.json --update-baseline', { ...lint, baseline: 'b.json', updateBaseline: true }],
    ['--jobs 4', { ...lint, jobs: 4 }],
    ['-j 1', { ...lint, jobs: 1 }],
    ['--config c.yaml', { ...lint, config: 'c.yaml' }],
    ['--init dumb-init', { ...lint, init: 'dumb-init' }],
    ['rules PID101 implicit-exec', { command: 'rules', names: ['PID101', 'implicit-exec'], color: null }],
  ])('reads: %s', async (line, expected) => {
    expect(await options(line)).toEqual(expected);
  });

  it.each([
    ['--fixx', 'unknown option --fixx; did you mean --fix?'],
    ['--unsafe-fix a', 'unknown option --unsafe-fix; did you mean --unsafe-fixes?'],
    ['--something-else', 'unknown option --something-else'],
    ['-x', 'unknown option -x'],
    ['explain --fix', '--fix is an option of lint, not of explain'],
    ['rules --output json', '--output is an option of lint, not of rules'],
    ['--format', '--format needs a value'],
    ['--output=', '--output needs a value'],
    [
      '--format xml',
      "--format must be pretty, json, compact, sarif, github, gitlab, checkstyle, junit, sonarqube or rdjson, not 'xml'",
    ],
    ['--fail-on worse', "--fail-on must be error, warning, info or never, not 'worse'"],
    ['--build-arg A', "--build-arg must be NAME=VALUE, not 'A'"],
    ['--fix --diff', '--fix and --diff exclude each other'],
    ['--jobs 0', "--jobs must be a whole number, 1 or more, not '0'"],
    ['-j many', "--jobs must be a whole number, 1 or more, not 'many'"],
    ['explain --jobs 2', '--jobs is an option of lint, not of explain'],
    ['--unsafe-fixes', '--unsafe-fixes needs --fix or --diff'],
    ['--diff --format json', '--diff has a format of its own'],
    ['config', "config can print, not ''"],
    ['config show', "config can print, not 'show'"],
    ['--update-baseline --fix', '--update-baseline takes findings as they are, without --fix or --diff'],
    ['--fix - a', '--fix with - takes no other file: the fixed text goes to standard output'],
    ['--stdin-filename x a', '--stdin-filename needs the path -'],
  ])('refuses: %s', async (line, message) => {
    expect(await problem(line)).toBe(message);
  });

  it('refuses an empty path', async () => {
    expect(await parseArguments([''])).toEqual({ kind: 'problem', message: 'a path is empty' });
  });

  it.each(['--version', '-V', 'lint --version a'])('is asked for the version: %s', async (line) => {
    expect(await options(line)).toEqual({ kind: 'version' });
  });

  it.each([
    ['--help', 'pid1-lint [lint] [PATH...]'],
    ['-h', 'pid1-lint [lint] [PATH...]'],
    ['lint --help', 'pid1-lint [lint] [PATH...]'],
    ['explain --help', 'pid1-lint explain [PATH...]'],
    ['rules -h', 'pid1-lint rules [RULE...]'],
  ])('is asked for help: %s', async (line, usage) => {
    const parsed = await parseArguments(line.split(' '));
    expect(parsed.kind === 'help' && parsed.text.split('\n')[0]).toBe(usage);
  });

  it('helps with examples, commands and exit statuses, in lines that fit', async () => {
    const parsed = await parseArguments(['--help']);
    const text = parsed.kind === 'help' ? parsed.text : '';
    expect(text).toContain('  pid1-lint --diff  ');
    expect(text).toMatch(/ {2}pid1-lint explain \[PATH...\] +Show which process will be PID 1/);
    expect(text).toContain('Exit status: 0 nothing found, 1 findings, 2 wrong usage');
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
  });
});
