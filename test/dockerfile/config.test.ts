// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are variables of a Dockerfile
import { describe, expect, test } from 'vitest';
import { scratchConfig, stageConfigs } from '../../src/dockerfile/config.ts';
import type { BaseImageConfig, ImageConfig } from '../../src/dockerfile/image-config.ts';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { readStages } from '../../src/dockerfile/stages.ts';
import { marked } from './marked.ts';

interface Options {
  readonly base?: Partial<BaseImageConfig>;
  readonly buildArgs?: Record<string, string>;
}

/** The config of the last stage; the base image has the given config, and nothing else set. */
function configOf(text: string, { base = {}, buildArgs = {} }: Options = {}): ImageConfig {
  const file = parseDockerfile(text);
  const stages = readStages(file, { buildArgs: new Map(Object.entries(buildArgs)) });
  const config = stageConfigs(stages, () => ({ ...scratchConfig, ...base })).at(-1);
  if (config === undefined) throw new Error('no stage');
  return config;
}

const sh = ['/bin/sh', '-c'];

describe('ENTRYPOINT and CMD', () => {
  const inherited = { entrypoint: ['e'], cmd: ['c'] };
  test.each([
    { text: 'FROM a', entrypoint: ['e'], cmd: ['c'] },
    { text: 'FROM a\nCMD ["d"]', entrypoint: ['e'], cmd: ['d'] },
    { text: 'FROM a\nENTRYPOINT ["f"]', entrypoint: ['f'], cmd: undefined },
    { text: 'FROM a\nCMD ["d"]\nENTRYPOINT ["f"]', entrypoint: ['f'], cmd: ['d'] },
    { text: 'FROM a\nENTRYPOINT ["f"]\nCMD ["d"]', entrypoint: ['f'], cmd: ['d'] },
    { text: 'FROM a\nENTRYPOINT []', entrypoint: undefined, cmd: undefined },
    { text: 'FROM a\nCMD []', entrypoint: ['e'], cmd: [] },
    { text: 'FROM a\nCMD []\nENTRYPOINT ["f"]', entrypoint: ['f'], cmd: [] },
    { text: 'FROM a\nCMD ["1"]\nCMD ["2"]', entrypoint: ['e'], cmd: ['2'] },
    { text: 'FROM a\nCMD', entrypoint: ['e'], cmd: [...sh, ''] },
    { text: 'FROM a\nENTRYPOINT', entrypoint: [...sh, ''], cmd: undefined },
    { text: 'FROM a\nCMD x \\\n  y # z', entrypoint: ['e'], cmd: [...sh, 'x   y # z'] },
    { text: 'FROM a\nCMD $A', entrypoint: ['e'], cmd: [...sh, '$A'] },
    { text: 'FROM a AS b\nCMD ["d"]\nFROM b\nENTRYPOINT ["f"]', entrypoint: ['f'], cmd: undefined },
    { text: 'FROM a AS b\nCMD ["d"]\nFROM b', entrypoint: ['e'], cmd: ['d'] },
    { text: 'FROM a AS b\nENTRYPOINT ["f"]\nFROM b\nCMD ["d"]', entrypoint: ['f'], cmd: ['d'] },
  ])('$text', ({ text, entrypoint, cmd }) => {
    const config = configOf(text, { base: inherited });
    expect([config.entrypoint?.argv, config.cmd?.argv]).toEqual([entrypoint, cmd]);
  });

  test('where they come from', () => {
    const config = configOf('FROM a\nENTRYPOINT x\n', { base: { ...inherited, shell: ['s', '-c'] } });
    expect(config.entrypoint).toMatchObject({
      argv: ['s', '-c', 'x'],
      shell: ['s', '-c'],
      form: { kind: 'shell' },
    });
    expect(config.entrypoint?.by?.keyword).toBe('ENTRYPOINT');
    const base = configOf('FROM a\n', { base: inherited });
    expect(base.entrypoint).toEqual({ argv: ['e'], by: null, form: null, shell: null });
  });

  test.each([
    ['FROM a\nENTRYPOINT ["f"]', ['c']],
    ['FROM a AS b\nCMD ["d"]\nFROM b\nENTRYPOINT ["f"]', ['d']],
    ['FROM a AS b\nENTRYPOINT ["f"]\nFROM b', ['c']],
    ['FROM a\nCMD ["d"]\nENTRYPOINT ["f"]', undefined],
    ['FROM a\nENTRYPOINT ["f"]\nCMD ["d"]', undefined],
    ['FROM scratch\nENTRYPOINT ["f"]', undefined],
  ])('the CMD that is lost in %j', (text, cmd) => {
    const { cmdReset } = configOf(text, { base: inherited });
    expect(cmdReset?.cmd).toEqual(cmd);
    expect(cmdReset?.by.keyword).toEqual(cmd && 'ENTRYPOINT');
  });
});

describe('SHELL', () => {
  test.each([
    ['FROM a\nCMD x', [...sh, 'x']],
    ['FROM a\nSHELL ["b", "-c"]\nCMD x', ['b', '-c', 'x']],
    ['FROM a\nCMD x\nSHELL ["b", "-c"]', [...sh, 'x']],
    ['FROM a AS s\nSHELL ["b", "-c"]\nFROM s\nCMD x', ['b', '-c', 'x']],
    ['FROM a\nSHELL ["b", "-c"]\nCMD ["x"]', ['x']],
  ])('%j', (text, argv) => {
    expect(configOf(text).cmd?.argv).toEqual(argv);
  });

  test('at the end of the stage', () => {
    const { shell } = configOf('FROM a\nSHELL ["b"]\n');
    expect([shell.value, shell.by?.keyword]).toEqual([['b'], 'SHELL']);
  });
});

describe('STOPSIGNAL, USER and WORKDIR', () => {
  test.each([
    ['STOPSIGNAL SIGINT', 'SIGINT', false],
    ['STOPSIGNAL term', 'term', false],
    ['STOPSIGNAL 9', '9', false],
    ['STOPSIGNAL RTMIN+3', 'RTMIN+3', false],
    ['ENV S=SIGQUIT\nSTOPSIGNAL $S', 'SIGQUIT', false],
    ['ARG S\nSTOPSIGNAL $S', '$S', true],
    ['ARG S=SIGHUP\nSTOPSIGNAL ${S}', 'SIGHUP', false],
  ])('%j', (lines, value, uncertain) => {
    const { stopSignal, problems } = configOf(`FROM a\n${lines}\n`);
    expect([stopSignal?.value, stopSignal?.uncertain, stopSignal?.by?.keyword]).toEqual([
      value,
      uncertain,
      'STOPSIGNAL',
    ]);
    expect(problems).toEqual([]);
  });

  test.each(['SIGNO', '0', 'RTMAX-15', 'INT # note', '$NONE'])('STOPSIGNAL %s is refused', (signal) => {
    const { text, spans } = marked(`FROM a\nSTOPSIGNAL «${signal}»\n`);
    const message = `invalid signal: ${signal === '$NONE' ? '' : signal}`;
    expect(configOf(text).problems).toEqual([{ message, span: spans[0] }]);
  });

  test('inherited, and set', () => {
    const base = { stopSignal: 'SIGQUIT', user: 'u', workdir: '/w' };
    const inherited = configOf('FROM a AS b\nFROM b\n', { base });
    expect(inherited.stopSignal).toEqual({ value: 'SIGQUIT', by: null, uncertain: false });
    expect(inherited.user).toEqual({ value: 'u', by: null, uncertain: false });
    expect(inherited.workdir).toBe('/w');
    expect(configOf('FROM a\nUSER v:g\n', { base }).user?.value).toBe('v:g');
    expect(configOf('FROM a\n').user).toBeNull();
  });

  test.each([
    ['FROM a', '/'],
    ['FROM a\nWORKDIR /x', '/x'],
    ['FROM a\nWORKDIR x', '/x'],
    ['FROM a\nWORKDIR /x\nWORKDIR y/./z', '/x/y/z'],
    ['FROM a\nWORKDIR /x\nWORKDIR ../y', '/y'],
    ['FROM a\nWORKDIR /x/../y/', '/x/../y/'],
    ['FROM a\nWORKDIR "/x y"', '/x y'],
    ['FROM a\nENV D=/d\nWORKDIR $D/e', '/d/e'],
    ['FROM a AS b\nWORKDIR /x\nFROM b\nWORKDIR y', '/x/y'],
  ])('%j ends in %s', (text, workdir) => {
    expect(configOf(text)).toMatchObject({ workdir, uncertain: { workdir: false } });
  });

  test('a relative WORKDIR on an uncertain one is uncertain, an absolute one is not', () => {
    expect(configOf('FROM a\nARG D\nWORKDIR /$D\nWORKDIR x\n')).toMatchObject({
      workdir: '/$D/x',
      uncertain: { workdir: true },
    });
    expect(configOf('FROM a\nARG D\nWORKDIR /$D\nWORKDIR /x\n').uncertain.workdir).toBe(false);
  });
});

const path = { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' };

describe('ENV and ARG', () => {
  const env = (text: string, options?: Options) => Object.fromEntries(configOf(text, options).env);

  test.each([
    ['ENV A=b', { A: 'b' }],
    ['ENV A b  c', { A: 'b  c' }],
    ['ENV A=b C="d e" F=\'g $A\'', { A: 'b', C: 'd e', F: 'g $A' }],
    ['ENV A "b c"', { A: 'b c' }],
    ['ENV A=b\\ c', { A: 'b c' }],
    ['ENV A=1\nENV A=2 B=$A\nENV C=$A', { A: '2', B: '1', C: '2' }],
    ['ENV A=$B', { A: '' }],
    ['ENV A=b \\\n  C=d', { A: 'b', C: 'd' }],
    ['ARG X=1\nENV A=$X', { A: '1' }],
    ['ARG X=1\nENV X=2\nENV A=$X', { X: '2', A: '2' }],
    ['ENV X=2\nARG X=1\nENV A=$X', { X: '2', A: '1' }],
    ['ENV X=2\nARG X\nENV A=$X', { X: '2', A: '2' }],
    ['ARG X=1 Y=$X\nENV A=$Y', { A: '1' }],
    ['ENV PATH=/x:$PATH', { PATH: `/x:${path.PATH}` }],
  ])('%j', (lines, expected) => {
    expect(env(`FROM a\n${lines}\n`)).toEqual({ ...path, ...expected });
  });

  test('an ARG before FROM is seen after it is named again', () => {
    expect(env('ARG X=1\nFROM a\nENV A=$X\nARG X\nENV B=$X\n')).toEqual({ ...path, A: '', B: '1' });
    expect(env('ARG X=1\nFROM a\nARG X=2\nENV B=$X\n')).toEqual({ ...path, B: '2' });
  });

  test('a build argument of the user', () => {
    const buildArgs = { X: '9' };
    expect(env('FROM a\nARG X=1\nENV A=$X\n', { buildArgs })).toEqual({ ...path, A: '9' });
    expect(env('FROM a\nENV A=$X\n', { buildArgs })).toEqual({ ...path, A: '' });
  });

  test('a stage on a stage sees its ARGs, and its ENVs first', () => {
    expect(env('FROM a AS b\nARG X=1\nENV Y=2\nARG Y=3\nFROM b\nENV A=$X B=$Y\n')).toEqual({
      ...path,
      Y: '2',
      A: '1',
      B: '2',
    });
  });

  test('a value that cannot be told is uncertain', () => {
    const config = configOf('FROM a\nARG X\nENV A=$X B=${X:-y} C=c\nENV D=$A\n');
    expect(Object.fromEntries(config.env)).toEqual({ ...path, C: 'c' });
    expect([...config.uncertain.env].sort()).toEqual(['A', 'B', 'D']);
    expect(config.uncertain.inheritedEnv).toBe(false);
  });

  test('a base image that is not known may set anything', () => {
    const config = configOf('FROM a AS b\nFROM b\nENV A=$X PATH=/x:$PATH B=b\nWORKDIR $Y\n', {
      base: { ...scratchConfig, env: null },
    });
    expect(Object.fromEntries(config.env)).toEqual({ B: 'b' });
    expect([...config.uncertain.env].sort()).toEqual(['A', 'PATH']);
    expect(config.uncertain).toMatchObject({ inheritedEnv: true, workdir: true });
  });

  test('a base image that is known', () => {
    const base = { env: new Map([['A', 'a']]) };
    expect(env('FROM a\nENV B=$A$C\n', { base })).toEqual({ ...path, A: 'a', B: 'a' });
  });

  test('a bad substitution is refused where it stands', () => {
    const { text, spans } = marked('FROM a\nENV «A=${B»\nCMD x\n');
    expect(configOf(text).problems).toEqual([{ message: "syntax error: missing '}'", span: spans[0] }]);
  });
});

describe('ONBUILD', () => {
  test('does not run in its own stage', () => {
    expect(configOf('FROM a\nONBUILD CMD ["x"]\n').cmd).toBeNull();
  });

  test('runs first in a stage built on it, and not in the next', () => {
    const text = 'FROM a AS b\nONBUILD ENV A=1\nONBUILD CMD ["x"]\nFROM b AS c\nENV B=$A\nENV A=2\nFROM c\n';
    const config = configOf(text);
    expect(config.cmd?.argv).toEqual(['x']);
    expect(config.env.get('A')).toBe('2');
    expect(config.env.get('B')).toBe('1');
  });

  test('its CMD counts as set in the stage', () => {
    expect(configOf('FROM a AS b\nONBUILD CMD ["x"]\nFROM b\nENTRYPOINT ["y"]\n').cmd?.argv).toEqual(['x']);
  });

  test('is checked when it runs', () => {
    const { text, spans } = marked('FROM a AS b\nONBUILD «FOO» x\nFROM b\n');
    expect(configOf(text).problems).toEqual([{ message: 'unknown instruction: FOO', span: spans[0] }]);
  });
});

describe('EXPOSE', () => {
  test.each(['80', '80/tcp 443/UDP', '8000-8010', '127.0.0.1:80:80', '$P', '$NONE', '${P}-${P}'])(
    '%s',
    (ports) => {
      expect(configOf(`FROM a\nENV P=80\nEXPOSE ${ports}\n`).problems).toEqual([]);
    },
  );

  test.each([
    ['80 #note', 'invalid containerPort: #note'],
    ['80 # note', 'invalid containerPort: #'],
    ['80, 81', 'invalid containerPort: 80,'],
    ['65536', 'invalid containerPort: 65536'],
    ['90-80', 'invalid containerPort: 90-80'],
    ['80/http', 'invalid port: "80/http": invalid proto: http'],
    ['/tcp', 'invalid port: "/tcp": no port specified'],
  ])('%s is refused', (ports, message) => {
    const { text, spans } = marked(`FROM a\nEXPOSE «${ports}»\n`);
    expect(configOf(text).problems).toEqual([{ message, span: spans[0] }]);
  });
});
