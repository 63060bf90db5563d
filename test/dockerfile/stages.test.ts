// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are variables of a Dockerfile
import { describe, expect, test } from 'vitest';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { readStages } from '../../src/dockerfile/stages.ts';
import { marked } from './marked.ts';

function stagesOf(text: string, buildArgs: Record<string, string> = {}) {
  return readStages(parseDockerfile(text), { buildArgs: new Map(Object.entries(buildArgs)) });
}

const image = (reference: string) => ({ kind: 'image', reference });

describe('what a stage is built on', () => {
  test.each([
    { name: 'an image', text: 'FROM debian:12', base: image('debian:12') },
    { name: 'a registry with a port', text: 'FROM localhost:5000/a/b', base: image('localhost:5000/a/b') },
    { name: 'a digest', text: `FROM a@sha256:${'0'.repeat(64)}`, base: image(`a@sha256:${'0'.repeat(64)}`) },
    { name: 'scratch', text: 'FROM scratch', base: { kind: 'scratch' } },
    { name: 'an earlier stage', text: 'FROM a AS b\nFROM b', base: { kind: 'stage', index: 0 } },
    { name: 'names are lower-cased', text: 'FROM a AS Bc\nFROM bc', base: { kind: 'stage', index: 0 } },
    {
      name: 'the last of the name',
      text: 'FROM a AS b\nFROM a AS b\nFROM b',
      base: { kind: 'stage', index: 1 },
    },
    { name: 'not a later one', text: 'FROM b\nFROM a AS b', first: true, base: image('b') },
    { name: 'not itself', text: 'FROM a AS a', base: image('a') },
    { name: 'a number is an image', text: 'FROM a\nFROM 0', base: image('0') },
    {
      name: 'a stage called scratch',
      text: 'FROM a AS scratch\nFROM scratch',
      base: { kind: 'stage', index: 0 },
    },
    { name: 'an ARG with a default', text: 'ARG V=12\nFROM debian:$V', base: image('debian:12') },
    {
      name: 'an ARG of an ARG',
      text: 'ARG V=12\nARG I=debian:${V}-slim\nFROM $I',
      base: image('debian:12-slim'),
    },
    { name: 'a quoted ARG', text: 'ARG I="debian:12"\nFROM $I', base: image('debian:12') },
    { name: 'a default in braces', text: 'FROM ${NONE:-debian:12}', base: image('debian:12') },
    { name: 'a stage by ARG', text: 'ARG S=b\nFROM a AS b\nFROM $S', base: { kind: 'stage', index: 0 } },
    {
      name: 'an ARG of a stage is not seen',
      text: 'ARG V=1\nFROM a\nARG V=2\nFROM b:$V',
      base: image('b:1'),
    },
  ])('$name', ({ text, base, first }) => {
    const { stages, problems } = stagesOf(text);
    expect(stages.at(first === true ? 0 : -1)?.base).toEqual(base);
    expect(problems).toEqual([]);
  });

  test('a build argument of the user comes before the default', () => {
    expect(stagesOf('ARG V=12\nFROM debian:$V', { V: '11' }).stages[0]?.base).toEqual(image('debian:11'));
    expect(stagesOf('ARG V\nFROM debian:$V', { V: '11' }).stages[0]?.base).toEqual(image('debian:11'));
  });

  test.each([
    ['ARG V\nFROM debian:$V', 'debian:$V', 'the build argument V has no known value'],
    ['ARG I\nFROM $I', '$I', 'the build argument I has no known value'],
    ['ARG A\nARG I=$A/b\nFROM $I', '$I', 'the build argument I has no known value'],
    ['FROM a/$TARGETARCH', 'a/$TARGETARCH', 'the build argument TARGETARCH has no known value'],
  ])('%j is unknown, which is no error', (text, reference, reason) => {
    const { stages, problems } = stagesOf(text);
    expect(stages[0]?.base).toEqual({ kind: 'unknown', reference, reason });
    expect(problems).toEqual([]);
  });

  test.each([
    ['FROM «$I»', 'base name ($I) should not be blank'],
    ['ARG I=\nFROM «$I»', 'base name ($I) should not be blank'],
    ['FROM «debian:$V»', 'failed to parse stage name "debian:": invalid reference format'],
    ['FROM «{{image}}»', 'failed to parse stage name "{{image}}": invalid reference format'],
    [
      'FROM a AS Bc\nFROM «Bc»',
      'failed to parse stage name "Bc": invalid reference format: repository name (library/Bc) must be lowercase',
    ],
    ['FROM «${I»', "syntax error: missing '}'"],
    ['ARG «I=${A»\nFROM a', "syntax error: missing '}'"],
    ['FROM --platform=$P «a»', 'empty platform value from expression $P'],
  ])('%j is refused', (source, message) => {
    const { text, spans } = marked(source);
    expect(stagesOf(text).problems).toEqual([{ message, span: spans[0] }]);
  });
});

test('name, platform and instructions', () => {
  const { stages } = stagesOf(
    'ARG P=linux/arm64\nFROM --platform=$P a AS One\nRUN x\nCMD y\nFROM --platform=$BUILDPLATFORM b\nFROM c\n',
  );
  expect(stages.map(({ index, name, platform }) => [index, name, platform])).toEqual([
    [0, 'one', 'linux/arm64'],
    [1, null, '$BUILDPLATFORM'],
    [2, null, null],
  ]);
  expect(stages.map(({ instructions }) => instructions.map(({ keyword }) => keyword))).toEqual([
    ['RUN', 'CMD'],
    [],
    [],
  ]);
});

test('a broken FROM still begins a stage', () => {
  const { stages } = stagesOf('FROM\nCMD a\nFROM b c\nCMD d\n');
  expect(stages.map(({ base }) => base)).toEqual([
    { kind: 'unknown', reference: '', reason: 'FROM names no image' },
    image('b'),
  ]);
});
