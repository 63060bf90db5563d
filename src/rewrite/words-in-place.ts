import type { Edit } from '../contract/finding.ts';
import type { RuleFile } from '../contract/rule.ts';
import type { Instruction } from '../dockerfile/instruction.ts';
import { parseShell } from '../shell/parse.ts';
import { type MappedText, sourceSpan } from '../text/mapped-text.ts';
import { jsonString } from './exec-form-text.ts';
import { onlyCommand } from './plain-words.ts';

/**
 * A plain command in shell form as exec form, word by word where it stands, so that its lines, comments
 * and continuations stay.
 *
 * @param text the shell form's text.
 * @param words the words of its command; those before them (`exec`) are dropped.
 * @returns null when something follows the words.
 */
export function wordsInPlace(
  by: Instruction,
  text: MappedText,
  words: readonly string[],
  { path }: RuleFile,
): readonly Edit[] | null {
  const written = onlyCommand(parseShell(text.text))?.words.slice(-words.length) ?? [];
  const last = written.at(-1);
  if (!last || written.length !== words.length || text.text.slice(last.span.end).trim() !== '') return null;
  return written.map(({ span }, index): Edit => {
    const place = sourceSpan(text, span);
    const first = index === 0;
    const close = index + 1 < words.length ? ',' : ']';
    const newText = `${first ? '[' : ''}${jsonString(words[index] ?? '')}${close}`;
    return { file: path, span: first ? { start: by.argumentsSpan.start, end: place.end } : place, newText };
  });
}
