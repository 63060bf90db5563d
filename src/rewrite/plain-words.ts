import { literalWord, type ShellProgram, type Word } from '../shell/syntax.ts';
import { isBuiltinSomewhere } from '../startup/builtins.ts';

/**
 * The words of a text that is one plain command: no expansion, redirection or assignment, no shell
 * syntax, nothing that only a shell can run. Null for every other text.
 */
export function plainWords(program: ShellProgram): readonly string[] | null {
  const only = program.lines.length === 1 ? program.lines[0] : undefined;
  const item = only?.items.length === 1 ? only.items[0] : undefined;
  const node = item?.node;
  if (!item || item.background || node?.kind !== 'simple') return null;
  if (node.assignments.length > 0 || node.redirects.length > 0) return null;
  const words = node.words.map(plainWord);
  const [name] = words;
  if (words.includes(null) || !name || isBuiltinSomewhere(name)) return null;
  return words as readonly string[];
}

/** `$'…'` is text in some shells and an escape in others: what it means is left to the shell. */
function plainWord(word: Word): string | null {
  return /\$['"]/.test(word.source) ? null : literalWord(word);
}
