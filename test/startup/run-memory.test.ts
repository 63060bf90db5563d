import { expect, it } from 'vitest';
import { stageConfigs } from '../../src/dockerfile/config.ts';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { readStages } from '../../src/dockerfile/stages.ts';
import { createRunMemory } from '../../src/startup/image/run-memory.ts';
import { runOperations } from '../../src/startup/image/run-operations.ts';

const base = {
  entrypoint: null,
  cmd: null,
  shell: null,
  stopSignal: null,
  user: null,
  workdir: null,
  env: null,
};
const dash = { implementation: 'dash', version: '0.5.12', build: null, sure: true } as const;
const busybox = { implementation: 'busybox ash', version: '1.36.1', build: null, sure: true } as const;

function runsOf(text: string) {
  const [config] = stageConfigs(readStages(parseDockerfile(text), { buildArgs: new Map() }), () => base);
  return (config?.steps ?? []).flatMap((step) => (step.kind === 'run' ? step.run : []));
}

const first = 'FROM x\nENV NAME=a\nRUN echo hi > /$NAME\nCMD app; x\n';

it.each([
  ['the same text', first],
  ['another CMD', first.replace('app; x', 'exec app')],
  ['a longer line in front', first.replace('FROM x', 'FROM xyz')],
  ['another value of a variable', first.replace('=a', '=b')],
  ['another folder', first.replace('ENV', 'WORKDIR /srv\nENV')],
  ['another command', first.replace('hi', 'ho')],
])('remembers nothing that is wrong for %s', (_, text) => {
  const memory = createRunMemory();
  for (const dockerfile of [first, text, first]) {
    for (const shell of [dash, busybox]) {
      const around = { file: 'Dockerfile', text: dockerfile, shell: () => shell };
      for (const run of runsOf(dockerfile)) {
        const operations = memory.operations(run, around);
        expect(operations).toEqual(runOperations(run, around));
        expect(operations.map(({ by }) => by === run.instruction)).toEqual([true]);
      }
    }
  }
});
