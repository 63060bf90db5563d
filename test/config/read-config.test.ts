import { describe, expect, it } from 'vitest';
import { configShape } from '../../src/config/config-shape.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { toyRules } from '../support/toy-rules.ts';

const shape = configShape(toyRules);

function read(text: string, key: string | null = null) {
  const config = readConfig(text, shape, key);
  return (
    config && {
      value: config.value,
      problems: config.problems.map(
        ({ message, position }) => `${position.line}:${position.column}: ${message}`,
      ),
    }
  );
}

describe('readConfig', () => {
  it('reads YAML', () => {
    const text = `# ours
extends: ../base.yaml
rules:
  PID901: off
  toy-debug: warning
failOn: error
overrides:
  - files: "*.dockerfile"
    requireReason: true
images:
  "acme/*":
    shell: { implementation: bash, version: 5.2 }
    entrypoint: null
    cmd: [a, b]
`;
    expect(read(text)).toEqual({
      value: {
        extends: ['../base.yaml'],
        rules: { PID901: 'off', 'toy-debug': 'warning' },
        failOn: 'error',
        overrides: [{ files: ['*.dockerfile'], requireReason: true }],
        images: {
          'acme/*': { shell: { implementation: 'bash', version: '5.2' }, entrypoint: null, cmd: ['a', 'b'] },
        },
      },
      problems: [],
    });
  });

  it('reads JSON with tabs, and one key of another file', () => {
    expect(read('{\n\t"rules": {\n\t\t"pid901": "info"\n\t}\n}\n')).toEqual({
      value: { rules: { PID901: 'info' } },
      problems: [],
    });
    expect(read('{ "name": 1, "pid1-lint": { "init": "none" } }', 'pid1-lint')?.value).toEqual({
      init: 'none',
    });
    expect(read('{ "name": 1 }', 'pid1-lint')).toBe(null);
  });

  it('takes an empty file for no settings', () => {
    expect(read('# nothing\n')).toEqual({ value: {}, problems: [] });
  });

  it('follows anchors', () => {
    expect(read('failOn: &level error\nrules:\n  PID901: *level\n')?.value).toEqual({
      failOn: 'error',
      rules: { PID901: 'error' },
    });
  });

  it.each([
    ['ruls:\n  a: 1\n', "1:1: there is no key 'ruls'; did you mean rules?"],
    ['rules:\n  toy-ignord: off\n', "2:3: there is no rule 'toy-ignord' in rules; did you mean toy-ignored?"],
    [
      'rules:\n  PID901: of\n',
      "2:11: rules.PID901 must be error, warning, info or off, not 'of'; did you mean off?",
    ],
    ['failOn: 3\n', "1:9: failOn must be error, warning, info or never, not '3'"],
    ['requireReason: yes\n', "1:16: requireReason must be true or false, not 'yes'"],
    ['rules: [PID901]\n', '1:8: rules must be keys with values'],
    ['- a\n', '1:1: the file must be keys with values'],
    ['overrides:\n  - rules: {}\n', '2:5: overrides[0] needs the key files'],
    ['overrides: {}\n', '1:12: overrides must be a list'],
    [
      'images:\n  a:\n    shell: { implementation: fish }\n',
      "3:30: images.a.shell.implementation must be dash, bash, busybox ash, mksh, ksh93, zsh, yash or none, not 'fish'",
    ],
    ['baseline: ""\n', '1:11: baseline must be a path'],
    ['failOn: error\nfailOn: info\n', '2:1: Map keys must be unique'],
    ['rules: {\n', '2:1: Flow map in block collection must be sufficiently indented and end with a }'],
  ])('says what is wrong and where: %j', (text, problem) => {
    expect(read(text)?.problems).toEqual([problem]);
  });

  it.each([
    ['open brackets', `rules:\n  PID901: ${'['.repeat(5000)}\n`, '2:109'],
    ['objects', `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`, '1:501'],
    ['lists in a line', `${'- '.repeat(5000)}a\n`, '1:201'],
    [
      'indented keys',
      Array.from({ length: 300 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join(''),
      '101:102',
    ],
  ])('says where it is nested too deeply: %s', (_, text, place) => {
    expect(read(text)?.problems).toEqual([`${place}: nested too deeply: more than 100 levels`]);
  });

  it('reads what is just not nested too deeply', () => {
    expect(read(`${'['.repeat(100)}${']'.repeat(100)}`)?.problems).toEqual([
      '1:1: the file must be keys with values',
    ]);
  });
});
