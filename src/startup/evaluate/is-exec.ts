import { literalWord, type ShellNode } from '../../shell/syntax.ts';

/** Whether a command is an `exec` with its name written out. */
export function isExec(node: ShellNode): boolean {
  const first = node.kind === 'simple' ? node.words[0] : undefined;
  return first !== undefined && literalWord(first) === 'exec';
}
