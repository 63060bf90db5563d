import type { Edit } from '../contract/finding.ts';
import type { RuleFile } from '../contract/rule.ts';
import type { CommandSetting, Stage } from '../dockerfile/image-config.ts';
import type { Instruction } from '../dockerfile/instruction.ts';
import type { ImageModel } from '../startup/model.ts';
import { execFormText, jsonString } from './exec-form-text.ts';
import { type Insertion, insertionEdits, withInsertions } from './insertion.ts';
import { linesAbove, linesBelow } from './new-lines.ts';
import { replaceArguments } from './replace-arguments.ts';
import { textInPlace } from './text-in-place.ts';

/** Where an init is to be written down: the stage, and the instruction that it comes before. */
export interface InitPlace {
  readonly stage: Stage;
  /** Null: at the end of the stage. */
  readonly before: Instruction | null;
}

/** The stage that says what is started, and the instruction of it that an init has to stand before. */
export function initPlace({ config, stage, lineage }: ImageModel): InitPlace {
  const before = config.entrypoint?.by ?? config.cmd?.by ?? null;
  const home = lineage.find(({ instructions }) => before !== null && instructions.includes(before));
  return { stage: home ?? stage, before };
}

/**
 * ENTRYPOINT with these words before what it was, and the shell texts changed: an inherited entrypoint stays
 * below, and a CMD that a new ENTRYPOINT would empty is written again.
 *
 * @returns null where what the base image starts is not known, or where it cannot be written.
 */
export function startBelow(
  words: readonly string[],
  insertions: readonly Insertion[],
  image: ImageModel,
  file: RuleFile,
): readonly Edit[] | null {
  const { entrypoint } = image.config;
  if (entrypoint?.by) return ownEntrypoint(words, insertions, entrypoint, entrypoint.by, file);
  if (!entrypoint && image.base.config === null && image.baseImage !== 'scratch') return null;
  // An entrypoint that is only remembered is not one to write down.
  if (entrypoint && !image.base.sure) return null;
  const inText = insertionEdits(insertions);
  const line = `ENTRYPOINT ${execFormText([...words, ...(entrypoint?.argv ?? [])])}`;
  const above = newEntrypoint(line, image, file);
  return inText && above && [above, ...inText];
}

function newEntrypoint(line: string, { config, stage, base }: ImageModel, file: RuleFile): Edit | null {
  const empty =
    config.entrypoint === null
      ? stage.instructions.findLast(({ keyword }) => keyword === 'ENTRYPOINT')
      : null;
  // `ENTRYPOINT []` is there to drop the inherited one.
  if (empty) return { file: file.path, span: empty.argumentsSpan, newText: line.replace('ENTRYPOINT ', '') };
  if (config.cmd?.by) return linesAbove([line], config.cmd.by, file);
  const inherited = config.cmd?.argv ?? base.config?.cmd ?? [];
  const again = inherited.length > 0 ? [`CMD ${execFormText(inherited)}`] : [];
  return linesBelow([line, ...again], stage.instructions.at(-1) ?? stage.from, file);
}

function ownEntrypoint(
  words: readonly string[],
  insertions: readonly Insertion[],
  { argv, form }: CommandSetting,
  by: Instruction,
  file: RuleFile,
): readonly Edit[] | null {
  if (form?.kind === 'exec') {
    const first = form.elements[0];
    const inText = insertionEdits(insertions);
    if (!first || !inText) return null;
    const at = { start: first.span.start, end: first.span.start };
    return [
      { file: file.path, span: at, newText: words.map((word) => `${jsonString(word)}, `).join('') },
      ...inText,
    ];
  }
  if (form?.kind !== 'shell' || form.notExec) return null;
  const own = insertions.filter(({ source }) => source.text === form.text);
  const elsewhere = insertionEdits(insertions.filter((one) => !own.includes(one)));
  const before = [...words, ...argv.slice(0, -1)];
  const inPlace = textInPlace(by, form.text, before, own, file);
  if (inPlace !== null) return elsewhere && [...inPlace, ...elsewhere];
  const text = withInsertions(form.text.text, own);
  const edits = replaceArguments(by, [...before, text], file);
  return elsewhere && [...edits, ...elsewhere];
}
