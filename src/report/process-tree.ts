import type { ProcessNode } from '../startup/model.ts';
import type { Paint } from './paint.ts';
import { commandLine } from './printable.ts';

/** A process on its line. */
interface Row {
  readonly branch: string;
  readonly command: string;
  readonly node: ProcessNode;
}

/** How much of a command line is shown, so that the roles stand in one column. */
const commandWidth = 72;

/** Draws the processes that are alive once the workload runs, PID 1 at the top, roles in a column. */
export function processTree(tree: ProcessNode, paint: Paint): readonly string[] {
  const rows = collect(tree, 'PID 1  ', '       ');
  const width = Math.max(...rows.map(length));
  return rows.map((row) => {
    const gap = ' '.repeat(width - length(row));
    return `${paint.dim(row.branch)}${emphasised(row, paint)}${gap}  ${paint.dim(row.node.role)}`;
  });
}

function collect(node: ProcessNode, branch: string, indent: string): readonly Row[] {
  const rows: Row[] = [{ branch, command: commandLine(node.argv, commandWidth), node }];
  node.children.forEach((child, index) => {
    const last = index === node.children.length - 1;
    rows.push(...collect(child, `${indent}${last ? '└─ ' : '├─ '}`, `${indent}${last ? '   ' : '│  '}`));
  });
  return rows;
}

function emphasised({ command, node }: Row, paint: Paint): string {
  return node.role === 'workload' ? paint.bold(command) : command;
}

function length({ branch, command }: Row): number {
  return branch.length + command.length;
}
