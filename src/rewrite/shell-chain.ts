import type { Process, ShellBody } from '../startup/process.ts';
import { childrenOf } from '../startup/stop/process-tree.ts';
import { workloads } from '../startup/stop/workloads.ts';

/** A process that is a shell. */
export type ShellProcess = Process & { readonly body: ShellBody };

/** The shells that stand between the engine and the workload, outermost first; inits between them are left out. */
export function shellChain(root: Process): readonly ShellProcess[] {
  const main = new Set(workloads(root).map(({ pid }) => pid));
  const chain: ShellProcess[] = [];
  for (let at: Process | undefined = root; at; at = below(at, main)) if (isShell(at)) chain.push(at);
  return chain;
}

export function isShell(process: Process): process is ShellProcess {
  return process.body.kind === 'shell';
}

/** The child that leads to the workload. */
export function below(process: Process, main: ReadonlySet<number>): Process | undefined {
  return childrenOf(process).find((child) => leadsTo(child, main));
}

function leadsTo(process: Process, main: ReadonlySet<number>): boolean {
  return main.has(process.pid) || childrenOf(process).some((child) => leadsTo(child, main));
}

/** The process below a shell that is, or leads to, the workload; null where the shell itself goes round in a loop. */
export function childToWorkload(root: Process, shell: Process): Process | null {
  return below(shell, new Set(workloads(root).map(({ pid }) => pid))) ?? null;
}
