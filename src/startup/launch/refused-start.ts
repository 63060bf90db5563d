import { programOf } from '../../knowledge/program-of.ts';
import { programName } from '../../knowledge/programs.ts';
import { type Process, startedBy } from '../process.ts';

/**
 * The program that insists on being PID 1 and is not, as inits or wrappers stand above it, so that it ends at once; null
 * where there is none. Below `unshare` it may be PID 1 of a namespace of its own.
 */
export function refusedStart({ body, argv }: Process): Process | null {
  if (body.kind !== 'forwarder' || programName(argv[0] ?? '') === 'unshare') return null;
  for (const child of startedBy(body)) {
    const insists = child.body.kind !== 'shell' && programOf(child.argv)?.pid1 === 's6';
    const found = insists ? child : refusedStart(child);
    if (found) return found;
  }
  return null;
}
