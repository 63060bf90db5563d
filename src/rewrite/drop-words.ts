import type { Edit } from '../contract/finding.ts';
import type { RuleFile } from '../contract/rule.ts';
import type { CommandForm } from '../dockerfile/instruction.ts';
import { placeOf } from '../startup/evaluate/step.ts';
import type { ImageModel } from '../startup/model.ts';
import type { Origin, Process } from '../startup/process.ts';
import { ownSettings } from './start-place.ts';

type ExecForm = Extract<CommandForm, { kind: 'exec' }>;

/**
 * The first words of a process's command line taken out of where it is started: of the exec form that holds
 * them, or of the shell text. An ENTRYPOINT that is nothing but these words becomes empty.
 *
 * @param count how many words; at least one is left.
 * @returns null where they do not stand together in one place.
 */
export function dropWords(
  process: Process,
  count: number,
  image: ImageModel,
  file: RuleFile,
): readonly Edit[] | null {
  if (count < 1 || count >= process.argv.length) return null;
  const origin = process.replaced.at(-1)?.origin ?? process.origin;
  return origin ? fromText(origin, process.argv, count) : fromExecForm(process, count, image, file);
}

function fromText({ node, state }: Origin, argv: readonly string[], count: number): readonly Edit[] | null {
  const start = node.words.findIndex(({ source }) => source === argv[0]);
  // A word that became several, or none, tells no position.
  const asWritten = argv.slice(0, count).every((word, index) => node.words[start + index]?.source === word);
  const [first, kept] = [node.words[start], node.words[start + count]];
  if (!first || !kept || !asWritten) return null;
  const place = placeOf(state, { start: first.span.start, end: kept.span.start });
  return place && [{ ...place, newText: '' }];
}

function fromExecForm(
  { argv }: Process,
  count: number,
  image: ImageModel,
  file: RuleFile,
): readonly Edit[] | null {
  const settings = ownSettings(image.config);
  for (const { form } of settings) {
    if (form?.kind !== 'exec') continue;
    const at = startOf(form, argv.slice(0, count));
    const [first, kept] = [form.elements[at], form.elements[at + count]];
    if (!first || !kept) continue;
    return [{ file: file.path, span: { start: first.span.start, end: kept.span.start }, newText: '' }];
  }
  for (const { form, by } of settings) {
    if (form?.kind !== 'exec' || by?.keyword !== 'ENTRYPOINT' || form.elements.length !== count) continue;
    if (startOf(form, argv.slice(0, count)) === 0)
      return [{ file: file.path, span: by.argumentsSpan, newText: '[]' }];
  }
  return null;
}

/** Where these words begin in an exec form; -1 where they do not stand there. */
function startOf({ elements }: ExecForm, words: readonly string[]): number {
  return elements.findIndex((_, index) =>
    words.every((word, more) => elements[index + more]?.value.text === word),
  );
}
