import { describe, expect, it } from 'vitest';
import type { FixSafety } from '../../src/contract/finding.ts';
import type { Rule } from '../../src/contract/rule.ts';
import { fixFile } from '../../src/fix/fix-file.ts';
import { lintFile } from '../../src/lint/lint-file.ts';
import type { Source } from '../../src/lint/model-builder.ts';
import { toyModel } from '../support/toy-model.ts';
import { ignoredRule, toyRules } from '../support/toy-rules.ts';

function fix(text: string, allowed: readonly FixSafety[] = ['safe'], rules: readonly Rule[] = toyRules) {
  const lint = (source: Source) => lintFile({ source, model: toyModel, rules });
  const run = fixFile(lint({ path: 'Dockerfile', text, changed: new Map() }), lint, allowed);
  return {
    text: run.result.source.text,
    applied: run.applied.map(({ code }) => code),
    left: run.result.findings.map(({ code }) => code),
    changes: run.changes,
  };
}

const text = 'FROM debian AS one\nCMD first\nFROM debian\n# kept\nCMD last --debug\n';

describe('fixFile', () => {
  it('applies the allowed fixes one after the other and says what is left', () => {
    expect(fix(text)).toEqual({
      text: 'FROM debian AS one\nCMD exec first\nFROM debian\n# kept\nCMD exec last --debug\n',
      applied: ['PID901', 'PID901'],
      left: ['PID902'],
      changes: [
        {
          path: 'Dockerfile',
          before: text,
          after: 'FROM debian AS one\nCMD exec first\nFROM debian\n# kept\nCMD exec last --debug\n',
        },
      ],
    });
  });

  it('applies unsafe fixes only when they are allowed', () => {
    const result = fix(text, ['safe', 'unsafe']);
    expect(result.text).toBe('FROM debian AS one\nCMD exec first\nFROM debian\n# kept\nCMD exec last\n');
    expect(result.left).toEqual([]);
  });

  it('fixes twice as it fixes once', () => {
    const once = fix(text, ['safe', 'unsafe']).text;
    expect(fix(once, ['safe', 'unsafe'])).toEqual({ text: once, applied: [], left: [], changes: [] });
  });

  it('keeps CRLF line ends and a missing last newline', () => {
    expect(fix('FROM debian\r\nCMD app').text).toBe('FROM debian\r\nCMD exec app');
  });

  it('leaves a file with problems alone', () => {
    expect(fix('FROM debian\nBROKEN\nCMD app\n').changes).toEqual([]);
  });

  it('ends when two rules undo each other', () => {
    const undo: Rule = {
      ...ignoredRule,
      code: 'PID903',
      name: 'toy-undo',
      check: (image, { path }) => {
        const by = image.config.cmd?.by;
        if (by?.arguments.text !== 'exec app ;') return [];
        const start = by.argumentsSpan.start;
        const edit = { file: path, span: { start, end: start + 10 }, newText: 'exec app' };
        return [
          {
            place: { file: path, span: by.argumentsSpan },
            message: 'seen',
            args: {},
            startup: null,
            fixes: [{ title: 'take away', safety: 'safe', edits: [edit] }],
          },
        ];
      },
    };
    const redo: Rule = {
      ...undo,
      code: 'PID904',
      name: 'toy-redo',
      check: (image, { path }) => {
        const by = image.config.cmd?.by;
        if (by?.arguments.text !== 'exec app') return [];
        const start = by.argumentsSpan.end;
        const edit = { file: path, span: { start, end: start }, newText: ' ;' };
        return [
          {
            place: { file: path, span: by.argumentsSpan },
            message: 'seen',
            args: {},
            startup: null,
            fixes: [{ title: 'put back', safety: 'safe', edits: [edit] }],
          },
        ];
      },
    };
    expect(fix('FROM debian\nCMD exec app\n', ['safe'], [undo, redo]).applied).toEqual(['PID904']);
  });
});
