import type { Edit } from '../contract/finding.ts';
import type { RuleFile } from '../contract/rule.ts';
import type { Instruction } from '../dockerfile/instruction.ts';
import { type MappedText, sourceSpan } from '../text/mapped-text.ts';
import { jsonString } from './exec-form-text.ts';
import type { Insertion } from './insertion.ts';

/**
 * A shell form's text of several lines as the last string of an exec form, where it stands: lines, comments and
 * continuations stay, and what JSON does not take as it is gets its escape.
 *
 * @param before the words of the exec form in front of it
 * @param insertions what is put into the text
 * @returns null for a text on one line, and where it does not stand in the file as it is
 */
export function textInPlace(
  by: Instruction,
  text: MappedText,
  before: readonly string[],
  insertions: readonly Insertion[],
  { path, dockerfile }: RuleFile,
): readonly Edit[] | null {
  const { start, end } = by.argumentsSpan;
  if (!dockerfile.text.slice(start, end).includes('\n')) return null;
  const escapes: Edit[] = [];
  for (const { index, 0: character } of text.text.matchAll(/["\\\t]/g)) {
    const span = sourceSpan(text, { start: index, end: index + 1 });
    if (dockerfile.text.slice(span.start, span.end) !== character) return null;
    escapes.push({ file: path, span, newText: jsonString(character).slice(1, -1) });
  }
  const inside = insertions.map(({ at, text: more }): Edit => {
    const span = sourceSpan(text, { start: at, end: at });
    return { file: path, span, newText: jsonString(more).slice(1, -1) };
  });
  const last = sourceSpan(text, { start: text.text.length - 1, end: text.text.length }).end;
  // What is inserted at either end stands within the quotes.
  const atStart = inside.filter(({ span }) => span.start === start);
  const atEnd = inside.filter(({ span }) => span.start === last);
  const head = `[${before.map(jsonString).join(', ')}, "${atStart.map(({ newText }) => newText).join('')}`;
  return [
    { file: path, span: { start, end: start }, newText: head },
    ...inside.filter((edit) => !atStart.includes(edit) && !atEnd.includes(edit)),
    ...escapes,
    {
      file: path,
      span: { start: last, end: last },
      newText: `${atEnd.map(({ newText }) => newText).join('')}"]`,
    },
  ];
}
