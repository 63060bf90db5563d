import type { LaunchContext, Run } from '../evaluate/step.ts';
import type { Alternative, Lifetime, Process, ProgramBody } from '../process.ts';

/** A process that runs a program: by default one that lasts, and whose own code decides about signals. */
export function programProcess(
  argv: readonly string[],
  from: LaunchContext,
  run: Run,
  what: Partial<ProgramBody> & { lifetime?: Lifetime },
): Process {
  const { lifetime = 'long', ...body } = what;
  return {
    pid: run.world.nextPid(),
    argv,
    lifetime,
    ignored: from.ignored,
    adopted: from.adopted,
    replaced: [],
    origin: from.origin,
    place: from.place,
    body: {
      kind: 'program',
      reaction: 'depends',
      because: null,
      accessory: false,
      interactive: false,
      ...body,
    },
  };
}

/** The only way something goes. */
export function certain<T>(value: T): Alternative<T> {
  return { conditions: [], value };
}
