import { describe, expect, test } from 'vitest';
import { scratchConfig, stageConfigs } from '../../src/dockerfile/config.ts';
import type { ImageConfig } from '../../src/dockerfile/image-config.ts';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { readStages } from '../../src/dockerfile/stages.ts';
import { marked } from './marked.ts';

function configOf(text: string): ImageConfig {
  const config = stageConfigs(readStages(parseDockerfile(text)), () => scratchConfig).at(-1);
  if (config === undefined) throw new Error('no stage');
  return config;
}

describe('sources and destination', () => {
  test.each([
    ['COPY a b', ['a'], '/b'],
    ['COPY a b c/', ['a', 'b'], '/c/'],
    ['COPY a /x', ['a'], '/x'],
    ['COPY a .', ['a'], '/w/'],
    ['COPY a ./', ['a'], '/w/'],
    ['COPY a x/../y', ['a'], '/w/y'],
    ['COPY a /', ['a'], '/'],
    ['COPY ["a b", "/c d/"]', ['a b'], '/c d/'],
    ['COPY [ "a" , "b" ]', ['a'], '/w/b'],
    ['COPY "a" \'b\'', ['a'], '/w/b'],
    ['COPY $F $D/', ['f.sh'], '/d/'],
    ['COPY a \\\n  # note\n  b /x/', ['a', 'b'], '/x/'],
    ['ADD https://a/b.tar /x', ['https://a/b.tar'], '/x'],
  ])('%j', (line, sources, destination) => {
    const workdir = destination.startsWith('/w') ? 'WORKDIR /w\n' : '';
    const [copy] = configOf(`FROM a\nENV F=f.sh D=/d\n${workdir}${line}\n`).copies;
    expect(copy).toMatchObject({ sources, destination, from: null, inline: [], uncertain: false });
    expect(copy?.keyword).toBe(line.split(' ')[0]);
  });

  test('flags', () => {
    const line = 'COPY --from=x --chmod=$M --chown="a:b" --link --parents a b';
    const [copy] = configOf(`FROM a\nENV M=755\n${line}\n`).copies;
    expect(copy).toMatchObject({ from: 'x', chmod: '755', chown: 'a:b', link: true, parents: true });
    expect(configOf('FROM a\nCOPY --link=false a b\n').copies[0]).toMatchObject({ link: false, chmod: null });
  });

  test('what cannot be told is uncertain', () => {
    expect(configOf('FROM a\nARG X\nCOPY $X b\n').copies[0]).toMatchObject({
      sources: ['$X'],
      uncertain: true,
    });
    expect(configOf('FROM a\nARG X\nWORKDIR /$X\nCOPY a b\n').copies[0]?.uncertain).toBe(true);
    expect(configOf('FROM a\nARG X\nWORKDIR /$X\nCOPY a /b\n').copies[0]?.uncertain).toBe(false);
  });

  test('a stage has the files of the stage it is built on', () => {
    const text = 'FROM a AS b\nCOPY x /x\nONBUILD COPY y /y\nFROM b\nCOPY z /z\n';
    expect(configOf(text).copies.map(({ destination }) => destination)).toEqual(['/x', '/y', '/z']);
  });
});

describe('here-documents', () => {
  test('are files by their names, variables substituted unless quoted', () => {
    const text =
      'FROM a\nENV V=v\nCOPY <<one.sh <<"two.sh" x /bin/\necho "$V" \\$V\none.sh\necho $V\ntwo.sh\n';
    expect(configOf(text).copies[0]).toMatchObject({
      sources: ['x'],
      destination: '/bin/',
      inline: [
        { name: 'one.sh', content: 'echo "v" $V\n' },
        { name: 'two.sh', content: 'echo $V\n' },
      ],
    });
  });

  test('a single one with a name for the file', () => {
    const text = 'FROM a\nCOPY <<-EOF /entry.sh\n\t#!/bin/sh\n\texec app\n\tEOF\n';
    expect(configOf(text).copies[0]).toMatchObject({
      sources: [],
      destination: '/entry.sh',
      inline: [{ name: 'EOF', content: '#!/bin/sh\nexec app\n' }],
    });
  });
});

describe('--from', () => {
  test.each([
    ['FROM a AS x\nFROM b\nCOPY --from=x c d', 0],
    ['FROM a AS x\nFROM b\nCOPY --from=X c d', 0],
    ['FROM a\nFROM b\nCOPY --from=0 c d', 0],
    ['FROM a AS x\nFROM b AS x\nFROM c\nCOPY --from=x d e', 1],
    ['FROM a\nCOPY --from=nginx:1 c d', 'nginx:1'],
  ])('%j', (text, from) => {
    const { copies, problems } = configOf(text);
    expect(copies[0]?.from).toBe(from);
    expect(problems).toEqual([]);
  });

  test.each([
    ['FROM a\nCOPY «--from=1» c d', 'invalid stage index 1'],
    ['FROM a AS x\nCOPY «--from=x» c d', 'circular dependency detected on stage: x'],
    [
      'FROM a\nCOPY «--from=$X» c d',
      'variable expansion is not supported for --from, define a new stage with FROM using ARG from global scope as a workaround',
    ],
    [
      'FROM a\nCOPY «--from=Ab» c d',
      'failed to parse stage name "Ab": invalid reference format: repository name (library/Ab) must be lowercase',
    ],
  ])('%j is refused', (source, message) => {
    const { text, spans } = marked(source);
    expect(configOf(text).problems).toEqual([{ message, span: spans[0] }]);
  });

  test('a later stage', () => {
    const { text, spans } = marked('FROM a\nCOPY «--from=x» c d\nFROM b AS x\n');
    const stages = readStages(parseDockerfile(text));
    const [first] = stageConfigs(stages, () => scratchConfig);
    const message = 'cannot copy from stage "x", it needs to be defined before the current stage';
    expect(first?.problems).toEqual([{ message, span: spans[0] }]);
  });
});
