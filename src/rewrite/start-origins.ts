import type { Origin, Process } from '../startup/process.ts';

/**
 * The commands that the shells at a process stand still on, outermost first: `exec` before each of them
 * leaves no shell between. Null where the outermost does not wait for one command of its own text.
 */
export function foregroundOrigins({ body }: Process): readonly Origin[] | null {
  if (body.kind !== 'shell' || body.station.blocked.on !== 'foreground') return null;
  const [only, ...others] = body.station.blocked.processes;
  if (!only || others.length > 0 || only.origin?.context !== body.context) return null;
  return [only.origin, ...(foregroundOrigins(only) ?? [])];
}

/** The commands by which shells replaced themselves on the way from the engine to the workload, and who did it. */
export function replacedOrigins(root: Process): Process['replaced'] {
  const { replaced, body } = root;
  return body.kind === 'forwarder' ? [...replaced, ...replacedOrigins(body.child)] : replaced;
}
