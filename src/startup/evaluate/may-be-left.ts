import { type CommandList, literalWord, type ShellNode } from '../../shell/syntax.ts';

/** Whether the body of a loop has a command that leaves the loop and lets the shell go on: `break` or `return`. */
export function mayBeLeft(body: CommandList): boolean {
  return body.items.some(({ node }) => leaves(node, false));
}

function leaves(node: ShellNode, inLoop: boolean): boolean {
  const inList = (list: CommandList | null): boolean =>
    list?.items.some((item) => leaves(item.node, inLoop)) ?? false;
  switch (node.kind) {
    case 'simple': {
      const name = node.words[0] ? literalWord(node.words[0]) : null;
      // A `break` with a number is rare, and leaves more than one loop.
      return name === 'return' || (name === 'break' && (!inLoop || node.words.length > 1));
    }
    case 'and-or':
      return [node.first, ...node.rest.map((one) => one.node)].some((one) => leaves(one, inLoop));
    case 'group':
      return inList(node.body);
    case 'if':
      return (
        inList(node.otherwise) ||
        node.branches.some(({ condition, body }) => inList(condition) || inList(body))
      );
    case 'case':
      return node.items.some(({ body }) => inList(body));
    case 'loop':
      return node.body.items.some((item) => leaves(item.node, true));
    case 'pipeline':
      return node.members.length === 1 && node.members.some((member) => leaves(member, inLoop));
    default:
      return false;
  }
}
