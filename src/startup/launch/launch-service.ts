import type { ServiceCommand } from '../../knowledge/service-commands.ts';
import type { LaunchContext, Run } from '../evaluate/step.ts';
import type { Argument } from '../expand/expand.ts';
import type { Alternative, Process } from '../process.ts';
import { daemonProcess } from './launch-program.ts';
import { programProcess } from './program-process.ts';
import { isText } from './world.ts';

/**
 * What `service X start` and its like become: a command that ends, and what it leaves running. A script that the
 * Dockerfile brings says that itself; for all others it is the daemon that the service is called after.
 */
export function launchService(
  { service, script, action, programs }: ServiceCommand,
  words: readonly Argument[],
  from: LaunchContext,
  run: Run,
): readonly Alternative<Process>[] {
  const argv = words.map(({ text }) => text);
  if (script !== null && script !== argv[0] && isText(run.world.file(script, from.directory ?? null))) {
    return run.launch(
      [script, action].map((text) => ({ text, known: true })),
      from,
    );
  }
  const because = `${argv.slice(0, 3).join(' ')} is over when it has ${action === 'start' ? 'started' : 'stopped'} the service`;
  const value = programProcess(argv, from, run, { reaction: 'default', lifetime: 'short', because });
  const started = action === 'start' ? (programs[0] ?? (service === null ? '…' : null)) : null;
  return [{ conditions: [], value, left: started === null ? [] : [daemonProcess([started], from, run)] }];
}
