import type { ProcessNode } from '../model.ts';
import { type Process, startedBy } from '../process.ts';

/** The processes of a startup as the tree that reports show. */
export function processTree(root: Process, workloads: readonly Process[]): ProcessNode {
  const main = new Set(workloads);
  const orphans: Process[] = [];
  const node = (process: Process): ProcessNode => {
    const children = childrenOf(process);
    const own = process === root ? children : children.filter(({ orphaned }) => !orphaned);
    if (process !== root) orphans.push(...children.filter(({ orphaned }) => orphaned));
    return { argv: process.argv, role: roleOf(process, main), children: own.map(node) };
  };
  const tree = node(root);
  return { ...tree, children: [...tree.children, ...orphans.map(node)] };
}

function roleOf(process: Process, main: ReadonlySet<Process>): ProcessNode['role'] {
  if (main.has(process)) return 'workload';
  if (process.body.kind === 'forwarder') return process.body.spec.role;
  return process.body.kind === 'shell' ? 'shell' : 'helper';
}

/** The processes below one, in the order in which they were started. */
export function childrenOf({ body, adopted }: Process): readonly Process[] {
  if (body.kind === 'program') return adopted;
  if (body.kind === 'forwarder') return [...adopted, ...startedBy(body)];
  const { state, blocked } = body.station;
  const jobs = state.jobs.map(({ process }) => process).filter(({ lifetime }) => lifetime !== 'short');
  const front =
    blocked.on === 'foreground'
      ? blocked.processes
      : blocked.on === 'spin' && state.pause
        ? [state.pause]
        : [];
  return [...new Set([...adopted, ...jobs, ...front])];
}
