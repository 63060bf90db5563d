import type { ListItem, ShellNode, ShellProgram, SimpleCommand, Word } from '../../shell/syntax.ts';
import { absolutePath, lastName } from '../image/path-set.ts';

/** How far the commands of a substitution have come. */
interface Progress {
  /** The working directory; null: not known. */
  readonly directory: string | null;
  readonly output: string | null;
}

type Value = (word: Word) => string | null;

/**
 * What a command substitution gives that only works with paths: `$(dirname "$0")`, `$(cd "$(dirname "$0")" && pwd)`.
 * @param directory the shell's working directory; null: not known
 * @param value the value of a word; null: not known
 * @returns null for all others, and where a word or the folder is not known
 */
export function knownSubstitution(
  program: ShellProgram | null,
  directory: string | null,
  value: Value,
): string | null {
  if (program === null || program.errors.length > 0 || program.lines.length !== 1) return null;
  let progress: Progress | null = { directory, output: null };
  for (const item of program.lines[0]?.items ?? []) {
    progress = progress && runItem(item, progress, value);
  }
  return progress?.output ?? null;
}

function runItem({ node, background }: ListItem, progress: Progress, value: Value): Progress | null {
  return background ? null : runNode(node, progress, value);
}

function runNode(node: ShellNode, progress: Progress, value: Value): Progress | null {
  if (node.kind === 'simple') return runSimple(node, progress, value);
  if (node.kind !== 'and-or' || node.rest.some(({ operator }) => operator !== '&&')) return null;
  let after = runNode(node.first, progress, value);
  for (const { node: next } of node.rest) after = after && runNode(next, after, value);
  return after;
}

function runSimple(node: SimpleCommand, { directory, output }: Progress, value: Value): Progress | null {
  const silent = node.redirects.every(({ target }) => target === null || value(target) === '/dev/null');
  const words = node.words.map(value);
  const [name, ...rest] = words.filter((word, index) => index === 0 || !/^(--|-[LP])$/.test(word ?? ''));
  const [operand, more] = rest;
  if (!silent || node.assignments.length > 0 || name == null || output !== null || more !== undefined)
    return null;
  const prints = (text: string | null): Progress | null =>
    text === null ? null : { directory, output: text };
  switch (name) {
    case 'cd':
      return operand == null ? null : { directory: absolutePath(operand, directory), output };
    case 'pwd':
      return operand === undefined ? prints(directory) : null;
    case 'dirname':
      return operand == null ? null : prints(folderOf(operand));
    case 'basename':
      return operand == null ? null : prints(lastName(operand) || '/');
    default:
      return null;
  }
}

function folderOf(path: string): string {
  const trimmed = path.replace(/(.)\/+$/, '$1');
  const at = trimmed.lastIndexOf('/');
  return at === -1 ? '.' : trimmed.slice(0, at).replace(/\/+$/, '') || '/';
}
