import { describe, expect, it } from 'vitest';
import { lintFile, plainResult } from '../../src/lint/lint-file.ts';
import type { ModelBuilder } from '../../src/lint/model-builder.ts';
import { toyModel } from '../support/toy-model.ts';
import { toyRules } from '../support/toy-rules.ts';

const source = { path: 'Dockerfile', text: 'FROM debian\nCMD app\n', changed: new Map<string, string>() };

/** A result, and the texts that were modelled for it so far. */
function lint(fixes?: boolean) {
  const modelled: string[] = [];
  const model: ModelBuilder = (one) => {
    modelled.push(one.text);
    return toyModel(one);
  };
  return {
    result: lintFile({ source, model, rules: toyRules, ...(fixes === undefined ? {} : { fixes }) }),
    modelled,
  };
}

describe('A result', () => {
  it('has its fixes proved when somebody asks for them, and once', () => {
    const { result, modelled } = lint();
    expect(modelled).toEqual([source.text]);
    const fixes = result.findings.map(({ fix }) => fix?.title);
    expect(fixes).toEqual(result.findings.map(({ fix }) => fix?.title));
    // The first candidate is not good enough.
    expect(modelled).toEqual([source.text, 'FROM debian\nCMD nice app\n', 'FROM debian\nCMD exec app\n']);
  });

  it('has none where nobody wants them', () => {
    const { result, modelled } = lint(false);
    expect(plainResult(result).findings.map(({ code, fix }) => [code, fix])).toEqual([['PID901', null]]);
    expect(modelled).toEqual([source.text]);
  });

  it('is plain data without its model', () => {
    const plain = plainResult(lint().result);
    expect(Object.keys(plain)).not.toContain('model');
    // What holds a function or a getter cannot be cloned alike.
    expect(structuredClone(plain)).toEqual(plain);
    expect(plain.findings.map((finding) => Object.getOwnPropertyDescriptor(finding, 'fix')?.get)).toEqual([
      undefined,
    ]);
  });
});
