import { describe, expect, it } from 'vitest';
import type { Rule } from '../../src/contract/rule.ts';
import { lintFile } from '../../src/lint/lint-file.ts';
import { toyModel } from '../support/toy-model.ts';
import { ignoredRule, toyRules } from '../support/toy-rules.ts';

function lint(text: string, rules: readonly Rule[] = toyRules) {
  return lintFile({ source: { path: 'Dockerfile', text, changed: new Map() }, model: toyModel, rules });
}

/** What a finding covers, its code, and the title of its fix. */
function seen(text: string, rules?: readonly Rule[]) {
  return lint(text, rules).findings.map(({ code, span, fix }) => [
    code,
    text.slice(span.start, span.end),
    fix?.title ?? null,
  ]);
}

describe('lintFile', () => {
  it('puts everything that a report needs into a finding', () => {
    expect(lint('FROM debian\nCMD app\n').findings).toEqual([
      {
        rule: 'toy-ignored',
        code: 'PID901',
        severity: 'error',
        file: 'Dockerfile',
        span: { start: 16, end: 19 },
        message: 'nothing tells app of the signal',
        statement: 'nothing tells app of the signal',
        startedBy: [],
        stop: 'ignored',
        stopSignal: 'SIGTERM',
        tree: {
          argv: ['/bin/sh', '-c', 'app'],
          role: 'shell',
          children: [{ argv: ['app'], role: 'workload', children: [] }],
        },
        why: [{ text: 'it starts app', place: { file: 'Dockerfile', span: { start: 12, end: 19 } } }],
        fix: {
          title: 'run app with exec',
          safety: 'safe',
          edits: [{ file: 'Dockerfile', span: { start: 16, end: 16 }, newText: 'exec ' }],
        },
      },
    ]);
  });

  it('is silent about what is right', () => {
    expect(seen('FROM debian\nCMD exec app\n')).toEqual([]);
  });

  it('orders findings by place', () => {
    const text = 'FROM debian AS one\nCMD app --debug\nFROM debian\nCMD other\n';
    expect(seen(text).map(([code]) => code)).toEqual(['PID901', 'PID902', 'PID901']);
  });

  it('reports the final stage and the named stages that start something themselves', () => {
    const text = 'FROM a\nCMD unnamed\nFROM b AS named\nCMD app\nFROM c AS silent\nFROM d\nCMD last\n';
    expect(seen(text).map(([, place]) => place)).toEqual(['app', 'last']);
  });

  it('judges nothing in a file with problems', () => {
    const result = lint('FROM debian\nBROKEN\nCMD app\n');
    expect(result.findings).toEqual([]);
    expect(result.problems).toEqual([
      { message: 'unknown instruction: BROKEN', span: { start: 12, end: 18 } },
    ]);
  });

  it('says that a final image is skipped, and why', () => {
    const result = lint('FROM windows\nCMD app\n');
    expect(result.findings).toEqual([]);
    expect(result.notices).toEqual([
      { file: 'Dockerfile', message: 'Windows images are not modelled', span: { start: 0, end: 12 } },
    ]);
  });

  it('merges what reads the same in several images and shows the worst outcome', () => {
    const everyImage: Rule = {
      ...ignoredRule,
      check: (image, { path }) => [
        {
          place: { file: path, span: { start: 0, end: 4 } },
          message: 'seen',
          args: { command: 'it' },
          startup: image.startups[0] ?? null,
          fixes: [],
        },
      ],
    };
    const { findings } = lint('FROM debian AS one\nCMD exec app\nFROM debian\nCMD app\n', [everyImage]);
    expect(findings.map(({ message, stop }) => [message, stop])).toEqual([
      ['nothing tells it of the signal', 'ignored'],
    ]);
    expect(findings[0]?.tree?.role).toBe('shell');
  });
});

describe('the fix of a finding', () => {
  it('is the first candidate that the model proves', () => {
    expect(seen('FROM debian\nCMD app\n')).toEqual([['PID901', 'app', 'run app with exec']]);
  });

  it('need not know what the workload makes of the signal', () => {
    expect(seen('FROM debian\nCMD node a.js\n')).toEqual([
      ['PID901', 'node a.js', 'run node a.js with exec'],
    ]);
  });

  it('is none when the model proves no candidate', () => {
    const [first] = lint('FROM debian\nCMD app\n').findings;
    const onlyBad: Rule = {
      ...ignoredRule,
      check: (image, file) =>
        ignoredRule.check(image, file).map((finding) => ({ ...finding, fixes: finding.fixes.slice(0, 1) })),
    };
    expect(first?.fix?.title).toBe('run app with exec');
    expect(seen('FROM debian\nCMD app\n', [onlyBad])).toEqual([['PID901', 'app', null]]);
  });

  it('mends one startup and leaves the others as they were', () => {
    expect(seen('FROM debian\nCMD one | two\n')).toEqual([
      ['PID901', 'one', 'run one with exec'],
      ['PID901', 'two', 'run two with exec'],
    ]);
  });

  it.each([
    ['breaks the file', 'BROKEN'],
    ['leaves nothing to start', 'LABEL a'],
    ['makes the outcome unknown', 'CMD $APP'],
  ])('is refused when it %s', (_, newText) => {
    const bad: Rule = {
      ...ignoredRule,
      check: (image, file) =>
        ignoredRule.check(image, file).map((finding) => ({
          ...finding,
          fixes: [
            {
              title: 'bad',
              safety: 'safe',
              edits: [{ file: 'Dockerfile', span: { start: 12, end: 19 }, newText }],
            },
          ],
        })),
    };
    expect(seen('FROM debian\nCMD app\n', [bad])).toEqual([['PID901', 'app', null]]);
  });

  it.each([
    ['overlapping edits', [16, 19, 17, 18]],
    ['an edit outside the text', [16, 99, 0, 0]],
  ])('is refused with %s', (_, [a = 0, b = 0, c = 0, d = 0]) => {
    const edits = [
      { file: 'Dockerfile', span: { start: a, end: b }, newText: 'exec app' },
      { file: 'Dockerfile', span: { start: c, end: d }, newText: '' },
    ];
    const bad: Rule = {
      ...ignoredRule,
      check: (image, file) =>
        ignoredRule
          .check(image, file)
          .map((finding) => ({ ...finding, fixes: [{ title: 'bad', safety: 'safe', edits }] })),
    };
    expect(seen('FROM debian\nCMD app\n', [bad])).toEqual([['PID901', 'app', null]]);
  });
});
