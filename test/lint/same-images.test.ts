import { expect, test } from 'vitest';
import type { Stage } from '../../src/dockerfile/image-config.ts';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { readStages } from '../../src/dockerfile/stages.ts';
import { sameImages } from '../../src/lint/same-images.ts';
import type { ImageModel } from '../../src/startup/model.ts';

const text = `ARG TAG=1
FROM debian:$TAG AS one
CMD app
FROM one AS two
RUN build
FROM debian AS three
COPY --from=one /x /x
FROM debian AS four
CMD last
`;

/** The names of the stages that are the same after a change of the text. */
function kept(from: string, to: string, before = text): readonly (string | null)[] {
  const dockerfile = parseDockerfile(before);
  const { stages } = readStages(dockerfile);
  const lineage = (stage: Stage): readonly Stage[] =>
    stage.base.kind === 'stage' ? [...lineage(stages[stage.base.index] as Stage), stage] : [stage];
  const images = stages.map((stage) => ({ stage, lineage: lineage(stage) }) as unknown as ImageModel);
  const changed = before.replace(from, to);
  expect(changed).not.toBe(before);
  return [...sameImages(images, dockerfile, parseDockerfile(changed))].map(({ stage }) => stage.name);
}

test.each([
  ['an edit of the last stage', 'CMD last', 'CMD exec last', ['one', 'two']],
  ['an edit that moves what stands below', 'RUN build', 'RUN build\nRUN more', ['one', 'four']],
  ['an edit of a stage that another is built on', 'CMD app', 'CMD exec app', ['four']],
  ['a stage that is added', 'FROM debian AS four', 'FROM tini AS init\nFROM debian AS four', []],
  ['an argument before all stages', 'TAG=1', 'TAG=2', []],
  ['another escape character', 'ARG TAG', '# escape=`\nARG TAG', []],
  ['a comment', 'RUN build', '# why\nRUN build', ['one', 'two', 'four']],
])('%s', (_, from, to, names) => {
  expect(kept(from, to)).toEqual(names);
});
