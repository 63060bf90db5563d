import { type ForwarderBody, type Process, startedBy } from '../process.ts';

/** An init or a wrapper with what is below it. */
export type Forwarder = Process & { readonly body: ForwarderBody };

/** Who stands between the engine and the first process that is neither an init nor a wrapper. */
export interface StartPath {
  /** PID 1 first. */
  readonly forwarders: readonly Forwarder[];
  /** A shell or a program. */
  readonly last: Process;
}

/** Follows inits and wrappers from PID 1 down. */
export function startPath(root: Process): StartPath {
  const forwarders: Forwarder[] = [];
  let last = root;
  while (isForwarder(last)) {
    forwarders.push(last);
    last = last.body.child;
  }
  return { forwarders, last };
}

/** The ways from PID 1 down to each of the programs that supervisors start; the first is that of {@link startPath}. */
export function startPaths(root: Process): readonly StartPath[] {
  if (!isForwarder(root)) return [{ forwarders: [], last: root }];
  return startedBy(root.body).flatMap((child) =>
    startPaths(child).map(({ forwarders, last }) => ({ forwarders: [root, ...forwarders], last })),
  );
}

/** Whether a process is an init or a wrapper. */
export function isForwarder(process: Process): process is Forwarder {
  return process.body.kind === 'forwarder';
}

/** Whether a process is an init. */
export function isInit(process: Process): process is Forwarder {
  return isForwarder(process) && process.body.spec.role === 'init';
}
