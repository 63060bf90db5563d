import { literalWord, type ShellProgram, type SimpleCommand, type Word } from '../shell/syntax.ts';
import { isBuiltinSomewhere } from '../startup/evaluate/builtins.ts';

/** The one simple command that a text is; null for lists, pipelines, background jobs and all else. */
export function onlyCommand(program: ShellProgram): SimpleCommand | null {
  const line = program.lines.length === 1 ? program.lines[0] : undefined;
  const item = line?.items.length === 1 ? line.items[0] : undefined;
  if (!item || item.background || program.errors.length > 0) return null;
  return item.node.kind === 'simple' ? item.node : null;
}

/**
 * The words of a text that is one plain command: no expansion, redirection or assignment, no shell
 * syntax, nothing that only a shell can run. Null for every other text.
 */
export function plainWords(program: ShellProgram): readonly string[] | null {
  const words = literalWords(program);
  const name = words?.[0];
  return name && !isBuiltinSomewhere(name) ? words : null;
}

/** The words of a text that is nothing but words without expansions, whatever they mean. */
export function literalWords(program: ShellProgram): readonly string[] | null {
  const node = onlyCommand(program);
  if (!node || node.assignments.length > 0 || node.redirects.length > 0) return null;
  const words = node.words.map(plainWord);
  return words.includes(null) ? null : (words as readonly string[]);
}

/**
 * `$'…'` is text in some shells and an escape in others: what it means is left to the shell. `{{ … }}`
 * is a template's, and cutting it into strings would break the template.
 */
function plainWord(word: Word): string | null {
  return /\$['"]|\{\{|\}\}/.test(word.source) ? null : literalWord(word);
}
