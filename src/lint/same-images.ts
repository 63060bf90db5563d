import type { Dockerfile } from '../dockerfile/instruction.ts';
import type { ImageModel } from '../startup/model.ts';

/**
 * Which images an edit of the Dockerfile alone leaves as they are: those whose own stage, and every stage that it is built
 * on, reads as before. One that takes files from other stages counts as another. Asks nothing of the images after the edit.
 * @param images those that were before
 */
export function sameImages(
  images: readonly ImageModel[],
  before: Dockerfile,
  after: Dockerfile,
): ReadonlySet<ImageModel> {
  const [was, is] = [stageTexts(before), stageTexts(after)];
  const comparable = before.escape === after.escape && was.length === is.length && was[0] === is[0];
  if (!comparable) return new Set();
  const keeps = (stage: number): boolean => {
    const text = was[stage + 1] ?? '';
    return text === is[stage + 1] && !/\bfrom=/i.test(text);
  };
  return new Set(images.filter(({ lineage }) => lineage.every(({ index }) => keeps(index))));
}

/** The instructions of each stage, with its FROM; first what stands before all of them. */
function stageTexts({ text, instructions }: Dockerfile): readonly string[] {
  const stages: string[][] = [[]];
  for (const { keyword, span } of instructions) {
    if (keyword === 'FROM') stages.push([]);
    stages.at(-1)?.push(text.slice(span.start, span.end));
  }
  return stages.map((all) => all.join('\n'));
}
