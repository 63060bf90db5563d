import type { Dockerfile } from '../dockerfile/instruction.ts';
import type { ImageModel } from '../startup/model.ts';

/**
 * Which images an edit of the Dockerfile alone leaves as they are: those whose own stage, and every stage that it is built
 * on, reads as before, but for a CMD where a stage above it has another. One that takes files from other stages counts as
 * another. Asks nothing of the images after the edit.
 * @param images those that were before
 */
export function sameImages(
  images: readonly ImageModel[],
  before: Dockerfile,
  after: Dockerfile,
): ReadonlySet<ImageModel> {
  const [was, is] = [stageTexts(before), stageTexts(after)];
  const comparable =
    before.escape === after.escape && was.length === is.length && was[0]?.whole === is[0]?.whole;
  if (!comparable) return new Set();
  const keeps = (stage: number, part: keyof StageText): boolean => {
    const text = was[stage + 1]?.[part] ?? '';
    return text === is[stage + 1]?.[part] && !/\bfrom=/i.test(text);
  };
  const isSame = ({ lineage }: ImageModel): boolean => {
    const lastCmd = Math.max(...lineage.map(({ index }) => (hasCmd(was[index + 1]) ? index : -1)));
    return lineage.every(({ index }) => keeps(index, index < lastCmd ? 'withoutCmd' : 'whole'));
  };
  return new Set(images.filter(isSame));
}

/** The instructions of a stage, with its FROM. */
interface StageText {
  readonly whole: string;
  readonly withoutCmd: string;
}

function hasCmd(stage: StageText | undefined): boolean {
  return stage !== undefined && stage.whole !== stage.withoutCmd;
}

/** The text of each stage; first of what stands before all of them. */
function stageTexts({ text, instructions }: Dockerfile): readonly StageText[] {
  const stages: { readonly isCmd: boolean; readonly source: string }[][] = [[]];
  for (const { keyword, span } of instructions) {
    if (keyword === 'FROM') stages.push([]);
    stages.at(-1)?.push({ isCmd: keyword === 'CMD', source: text.slice(span.start, span.end) });
  }
  const joined = (all: readonly { readonly source: string }[]): string =>
    all.map(({ source }) => source).join('\n');
  return stages.map((all) => ({
    whole: joined(all),
    withoutCmd: joined(all.filter(({ isCmd }) => !isCmd)),
  }));
}
