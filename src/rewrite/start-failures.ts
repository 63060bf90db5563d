import type { StartFailure } from '../startup/launch/start-failure.ts';
import type { Startup } from '../startup/model.ts';
import type { Process } from '../startup/process.ts';

/** The script that keeps a container from starting: what stands at PID 1 or, below an init, in its place. */
export function startFailures({ root }: Startup): readonly StartFailure[] {
  for (let at: Process | null = root; at; ) {
    const { body }: Process = at;
    if (body.kind === 'program') return body.failure ? [body.failure] : [];
    at = body.kind === 'forwarder' ? body.child : null;
  }
  return [];
}
