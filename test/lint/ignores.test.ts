import { describe, expect, it } from 'vitest';
import { readScriptIgnores } from '../../src/lint/ignore-comments.ts';
import { lintFile } from '../../src/lint/lint-file.ts';
import { unusedIgnores } from '../../src/lint/unused-ignores.ts';
import { toyModel } from '../support/toy-model.ts';
import { debugRule, toyRules } from '../support/toy-rules.ts';

function lint(text: string, more: Partial<Parameters<typeof lintFile>[0]> = {}) {
  const source = { path: 'Dockerfile', text, changed: new Map<string, string>() };
  const result = lintFile({ source, model: toyModel, rules: toyRules, ...more });
  return {
    findings: result.findings.map(({ code }) => code),
    notices: [...result.notices, ...unusedIgnores([result])].map(({ message }) => message),
  };
}

const start = 'FROM debian\n';
const end = 'CMD app --debug\n';

describe('ignore comments', () => {
  it.each([
    ['# pid1-lint ignore-file=PID901 old\n', ['PID902'], []],
    ['# pid1-lint ignore-file old\n', [], []],
    ['# pid1-lint ignore-file\n', [], []],
    [
      '# pid1-lint ignore PID901\n',
      ['PID901', 'PID902'],
      ['this ignore comment names no rule: ignore=PID101'],
    ],
    [
      '# pid1-lint ignor=PID901\n',
      ['PID901', 'PID902'],
      ["a pid1-lint comment cannot say 'ignor'; did you mean ignore?"],
    ],
    ['# pid1-lint is great\n', ['PID901', 'PID902'], ["a pid1-lint comment cannot say 'is'"]],
  ])('%j', (comment, findings, notices) => {
    expect(lint(start + comment + end)).toEqual({ findings, notices });
    expect(lint(comment + start + end).findings).toEqual(findings);
  });

  it('that silence nothing are told of', () => {
    expect(lint(`${start}# pid1-lint ignore=PID901,PID902 why\nCMD app\n`).notices).toEqual([
      'there is no PID902 here to ignore',
    ]);
    expect(lint(`# pid1-lint ignore-file\n${start}CMD exec app\n`).notices).toEqual([
      'there is nothing here to ignore',
    ]);
  });

  it('for a rule that is turned off are not told of', () => {
    const text = `${start}# pid1-lint ignore=PID901 why\nCMD app\n`;
    const ignores = { known: toyRules, requireReason: false };
    expect(lint(text, { rules: [debugRule], ignores })).toEqual({ findings: [], notices: [] });
  });

  it('without a reason do nothing where one is required', () => {
    const ignores = { known: toyRules, requireReason: true };
    expect(lint(`${start}# pid1-lint ignore=PID901,PID902\n${end}`, { ignores })).toEqual({
      findings: ['PID901', 'PID902'],
      notices: ['this ignore comment gives no reason, so it does nothing'],
    });
    expect(lint(`${start}# pid1-lint ignore=PID901,PID902 why\n${end}`, { ignores }).findings).toEqual([]);
  });

  it('do nothing when they are not to be obeyed', () => {
    const text = `${start}# pid1-lint ignore=PID901,PID902 why\n${end}`;
    expect(lint(text, { ignores: null })).toEqual({ findings: ['PID901', 'PID902'], notices: [] });
  });
});

describe('ignore comments of a script', () => {
  const policy = { known: toyRules, requireReason: false };

  function scopes(text: string) {
    const { comments, notices } = readScriptIgnores(text, 'run.sh', policy);
    return [
      ...comments.map(({ codes, scope }) => [
        codes,
        scope === null ? null : text.slice(scope.start, scope.end),
      ]),
      ...notices.map(({ message }) => message),
    ];
  }

  it.each([
    ['#!/bin/sh\n# pid1-lint ignore=PID901 why\n# more\napp\nmore\n', [[['PID901'], 'app']]],
    [
      '# pid1-lint ignore=PID901\napp \\\n  --debug \\\n  x\nmore',
      [[['PID901'], 'app \\\n  --debug \\\n  x']],
    ],
    ['# pid1-lint ignore=PID901\r\napp \\\r\n  x\r\nmore', [[['PID901'], 'app \\\r\n  x\r']]],
    ['app\n  # pid1-lint ignore-file=toy-debug why\n', [[['PID902'], null]]],
    ['# pid1-lint ignore=PID901\n\napp\n', ['nothing follows that this ignore comment could speak of']],
    ['app\n# pid1-lint ignore=PID901', ['nothing follows that this ignore comment could speak of']],
    ['# pid1-lint ignore=PID9\napp\n', [[[], 'app'], "there is no rule 'PID9'; did you mean PID901?"]],
  ])('%j', (text, expected) => {
    expect(scopes(text)).toEqual(expected);
  });
});
