import type { ProcessNode } from '../startup/model.ts';
import type { Paint } from './paint.ts';
import { commandLine } from './printable.ts';

/** What can be drawn: a process of the model, or one of a container. */
type Drawn<N> = Pick<ProcessNode, 'argv' | 'role'> & { readonly children: readonly N[] };

/** A process on its line. */
interface Row<N> {
  readonly branch: string;
  readonly command: string;
  readonly node: N;
}

/** How much of a command line is shown, so that the roles stand in one column. */
const commandWidth = 72;

/** Draws the processes that are alive once the workload runs, PID 1 at the top, roles in a column. */
export function processTree(tree: ProcessNode, paint: Paint): readonly string[] {
  return drawTree(tree, ({ role }) => role, paint);
}

/** Draws processes with something to say of each in a column. */
export function drawTree<N extends Drawn<N>>(
  tree: N,
  label: (node: N) => string,
  paint: Paint,
): readonly string[] {
  const rows = collect(tree, 'PID 1  ', '       ');
  const width = Math.max(...rows.map(length));
  return rows.map((row) => {
    const gap = ' '.repeat(width - length(row));
    return `${paint.dim(row.branch)}${emphasised(row, paint)}${gap}  ${paint.dim(label(row.node))}`;
  });
}

function collect<N extends Drawn<N>>(node: N, branch: string, indent: string): readonly Row<N>[] {
  const rows: Row<N>[] = [{ branch, command: commandLine(node.argv, commandWidth), node }];
  node.children.forEach((child, index) => {
    const last = index === node.children.length - 1;
    rows.push(...collect(child, `${indent}${last ? '└─ ' : '├─ '}`, `${indent}${last ? '   ' : '│  '}`));
  });
  return rows;
}

function emphasised<N extends Drawn<N>>({ command, node }: Row<N>, paint: Paint): string {
  return node.role === 'workload' ? paint.bold(command) : command;
}

function length({ branch, command }: Pick<Row<unknown>, 'branch' | 'command'>): number {
  return branch.length + command.length;
}
