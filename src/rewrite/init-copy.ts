import type { Edit } from '../contract/finding.ts';
import type { RuleFile } from '../contract/rule.ts';
import type { Stage } from '../dockerfile/image-config.ts';
import { staticInit } from '../knowledge/static-inits.ts';
import { linesAboveComments, linesBelow } from './new-lines.ts';

/** Names for the stage that an init is taken from. */
const stageNames = ['init', 'init-source', 'static-init'];

/**
 * A statically linked init copied from a stage of its own: for images without a package manager, and those
 * whose distribution does not package it or is not known.
 *
 * @returns null where none is known by that name, or where a new stage would change what a number stands for.
 */
export function copiedInit(
  name: string,
  stage: Stage,
  file: RuleFile,
): { readonly path: string; readonly edits: readonly Edit[] } | null {
  const found = staticInit(name);
  const source = stageNames.find((one) => !new RegExp(`\\b${one}\\b`, 'i').test(file.dockerfile.text));
  if (found === null || source === undefined || isNumbered(stage, file)) return null;
  const path = `/${name}`;
  const above = linesAboveComments(
    [`FROM ${found.image} AS ${source}`, `RUN ${found.install}`, ''],
    stage.from,
    file,
  );
  const below = linesBelow([`COPY --from=${source} ${found.path} ${path}`], stage.from, file);
  return above && { path, edits: [above, below] };
}

/** Whether something is taken from a stage by its number, which a stage before it would change. */
function isNumbered({ index }: Stage, { dockerfile }: RuleFile): boolean {
  const numbers = [...dockerfile.text.matchAll(/\bfrom=["']?(\d+)\b/gi)].map(([, number]) => Number(number));
  return numbers.some((number) => number >= index);
}
