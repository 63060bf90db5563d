import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { configSchema } from '../../scripts/config-schema.ts';
import { configShape } from '../../src/config/config-shape.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { toyRules } from '../support/toy-rules.ts';

const validate = new Ajv({ strict: false }).compile(configSchema(toyRules));

describe('the schema of configuration files', () => {
  it.each([
    ['', false],
    ['failOn: error\n', true],
    ['failOn: worse\n', false],
    ['extends: a\n', true],
    ['extends: [a, b]\n', true],
    ['extends: 1\n', false],
    ['rules: { PID901: off }\n', true],
    ['rules: { PID999: off }\n', false],
    ['exclude: a\noverrides: [{ files: a, init: none }]\n', true],
    ['overrides: [{ init: none }]\n', false],
    ['images: { a: { cmd: null, shell: { implementation: dash, version: 0.5 } } }\n', true],
    ['images: { a: { cmd: app } }\n', false],
    ['more: 1\n', false],
  ])('and the reader agree on %j', (text, valid) => {
    const data = parse(text);
    expect(validate(data)).toBe(valid);
    if (data !== null)
      expect(readConfig(text, configShape(toyRules), null)?.problems.length === 0).toBe(valid);
  });

  it('names the rules that there are', () => {
    const schema = JSON.parse(readFileSync('schema/config.schema.json', 'utf8'));
    expect(Object.keys(schema.properties.rules.properties).slice(0, 2)).toEqual([
      'PID101',
      'shell-stays-pid1',
    ]);
  });
});
