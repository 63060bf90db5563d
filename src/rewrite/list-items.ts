import type { CommandList, ListItem, ShellNode, ShellProgram } from '../shell/syntax.ts';

/** All items of all lists in a text: those of groups, branches, loops and functions as well. */
export function listItems({ lines }: ShellProgram): readonly ListItem[] {
  return lines.flatMap(inList);
}

/** The item of a list that a command is by itself, not as part of a pipeline or behind `&&`; null for others. */
export function itemOf(node: ShellNode, program: ShellProgram): ListItem | null {
  return listItems(program).find((item) => item.node === node) ?? null;
}

/** All nodes in a text, outer ones before those inside them. */
export function everyNode({ lines }: ShellProgram): readonly ShellNode[] {
  return lines.flatMap(nodesInList);
}

function inList(list: CommandList): readonly ListItem[] {
  return list.items.flatMap((item) => [item, ...listsIn(item.node).flatMap(inList)]);
}

/** The lists directly in a node, through what joins commands without being a list. */
function listsIn(node: ShellNode): readonly CommandList[] {
  return [...ownLists(node), ...joined(node).flatMap(listsIn)];
}

function nodesInList(list: CommandList): readonly ShellNode[] {
  return list.items.flatMap(({ node }) => nodesIn(node));
}

function nodesIn(node: ShellNode): readonly ShellNode[] {
  return [node, ...joined(node).flatMap(nodesIn), ...ownLists(node).flatMap(nodesInList)];
}

function ownLists(node: ShellNode): readonly CommandList[] {
  switch (node.kind) {
    case 'group':
    case 'subshell':
      return [node.body];
    case 'if': {
      const branches = node.branches.flatMap(({ condition, body }) => [condition, body]);
      return node.otherwise ? [...branches, node.otherwise] : branches;
    }
    case 'case':
      return node.items.map(({ body }) => body);
    case 'loop':
      return node.condition ? [node.condition, node.body] : [node.body];
    default:
      return [];
  }
}

/** Commands that a node joins, and a function's body. */
function joined(node: ShellNode): readonly ShellNode[] {
  switch (node.kind) {
    case 'and-or':
      return [node.first, ...node.rest.map((one) => one.node)];
    case 'pipeline':
      return node.members;
    case 'function':
      return [node.body];
    default:
      return [];
  }
}
