import { describe, expect, it } from 'vitest';
import { lintFile } from '../../src/lint/lint-file.ts';
import { toyModel } from '../support/toy-model.ts';
import { toyRules } from '../support/toy-rules.ts';

function lint(text: string) {
  const source = { path: 'Dockerfile', text, changed: new Map<string, string>() };
  const { findings, ignored, notices } = lintFile({ source, model: toyModel, rules: toyRules });
  return {
    findings: findings.map(({ code }) => code),
    ignored: ignored.map(({ finding, by }) => [finding.code, by.reason]),
    notices: notices.map(({ message }) => message),
  };
}

describe('an ignore comment', () => {
  it.each([
    ['a code', 'PID901', ['PID902'], ['PID901']],
    ['a name', 'toy-debug', ['PID901'], ['PID902']],
    ['a code in lower case', 'pid901', ['PID902'], ['PID901']],
    ['several rules', 'PID901,toy-debug', [], ['PID901', 'PID902']],
  ])('silences %s', (_, rules, findings, ignored) => {
    const result = lint(`FROM debian\n# pid1-lint ignore=${rules} it is a toy\nCMD app --debug\n`);
    expect(result.findings).toEqual(findings);
    expect(result.ignored).toEqual(ignored.map((code) => [code, 'it is a toy']));
    expect(result.notices).toEqual([]);
  });

  it('speaks of the next instruction and of no other', () => {
    const text = '# pid1-lint ignore=PID901\nFROM debian AS one\nCMD app\nFROM debian\nCMD app\n';
    expect(lint(text).findings).toEqual(['PID901', 'PID901']);
  });

  it('may be followed by other comments', () => {
    expect(lint('FROM debian\n# pid1-lint ignore=PID901 why\n# more\nCMD app\n').findings).toEqual([]);
  });

  it('names the rule that was probably meant when there is no such rule', () => {
    const result = lint('FROM debian\n# pid1-lint ignore=toy-ignord\nCMD app\n');
    expect(result.findings).toEqual(['PID901']);
    expect(result.notices).toEqual(["there is no rule 'toy-ignord'; did you mean toy-ignored?"]);
  });

  it('says so when it stands above nothing', () => {
    const result = lint('FROM debian\nCMD exec app\n# pid1-lint ignore=PID901\n');
    expect(result.notices).toEqual(['nothing follows that this ignore comment could speak of']);
  });
});
