import { Chalk } from 'chalk';
import { describe, expect, it } from 'vitest';
import { plain } from '../../src/report/paint.ts';
import { briefFindings, prettyFindings } from '../../src/report/pretty-findings.ts';
import { toyReport } from '../support/report.ts';

const unreadable = {
  path: 'none',
  result: null,
  error: { message: 'no such file', position: null },
} as const;

describe('prettyFindings', () => {
  it('shows where, what, the process tree, the signal, why, and the fix', () => {
    expect(prettyFindings([toyReport('FROM debian\nCMD app --debug\n')], plain)).toBe(
      `Dockerfile:2:5: error PID901 toy-ignored
  nothing tells app --debug of the signal

  2 │ CMD app --debug
    │     ^^^^^^^^^^^

  PID 1  /bin/sh -c 'app --debug'  shell
         └─ 'app --debug'          workload

  ✗ ignored: nothing acts on SIGTERM; the engine kills everything after the grace period

  why
    Dockerfile:2: it starts app --debug

  fix run app --debug with exec (--fix)
    - CMD app --debug
    + CMD exec app --debug

Dockerfile:2:9: info PID902 toy-debug
  started with --debug

  2 │ CMD app --debug
    │         ^^^^^^^

1 of 2
`.replace('1 of 2', '2 findings in 1 file (1 error, 1 info); --fix mends 1.'),
    );
  });

  it.each([
    ['nothing found', ['CMD exec a'], 'No findings in 1 file.'],
    ['several files', ['CMD a', 'CMD b', 'CMD exec c'], '2 findings in 3 files (2 errors); --fix mends 2.'],
    [
      'only unsafe fixes',
      ['CMD exec a --debug'],
      '1 finding in 1 file (1 info); --fix --unsafe-fixes mends 1.',
    ],
    [
      'both kinds of fix',
      ['CMD a', 'CMD exec a --debug'],
      '2 findings in 2 files (1 error, 1 info); --fix mends 1, with --unsafe-fixes 2.',
    ],
    [
      'ignored findings',
      ['# pid1-lint ignore=PID901\nCMD a'],
      'No findings in 1 file, 1 ignored by comments.',
    ],
  ])('sums up: %s', (_, commands, summary) => {
    const files = commands.map((command) => toyReport(`FROM debian\n${command}\n`));
    expect(prettyFindings(files, plain).trimEnd().split('\n').at(-1)).toBe(summary);
  });

  it('says nothing of files that could not be linted', () => {
    expect(prettyFindings([unreadable], plain)).toBe('');
    expect(prettyFindings([unreadable, toyReport('FROM a\n')], plain)).toBe('No findings in 1 file.\n');
  });

  it('colours when it is to', () => {
    const colored = prettyFindings([toyReport('FROM debian\nCMD app\n')], new Chalk({ level: 1 }));
    expect(colored.split('\n')[0]).toBe(
      '\u001B[1mDockerfile:2:5\u001B[22m: \u001B[31merror\u001B[39m PID901 toy-ignored',
    );
    expect(colored).toContain('\u001B[32m+ CMD exec app\u001B[39m');
  });
});

describe('briefFindings', () => {
  it('is one line for each finding', () => {
    expect(briefFindings([toyReport('FROM debian\nCMD app --debug\n'), unreadable], plain)).toBe(
      'Dockerfile:2:5: error PID901 toy-ignored: nothing tells app --debug of the signal\n' +
        'Dockerfile:2:9: info PID902 toy-debug: started with --debug\n',
    );
  });

  it('is empty when there is nothing to say', () => {
    expect(briefFindings([toyReport('FROM debian\nCMD exec app\n')], plain)).toBe('');
  });
});
