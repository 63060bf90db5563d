import type { Passing } from '../../knowledge/starter-data.ts';
import { type ForwarderBody, startedBy } from '../process.ts';
import type { Actor, Scene } from './stop-scene.ts';
import { title } from './stop-scene.ts';

/** A process and the signal that it is sent. */
export interface Addressed {
  readonly id: number;
  readonly signal: string;
}

/** What an init or wrapper does with a signal: whom it passes it on to, as which one, and what it says about that. */
export interface PassedOn {
  readonly passing: Passing;
  /** The innermost first: who waits for them has not got its own yet, as when the kernel delivers them together. */
  readonly to: readonly Addressed[];
  readonly text: string;
  /** Whether it ends then, without waiting for those below. */
  readonly hurries: boolean;
}

/** What an init or wrapper does with a signal that reaches it. */
export function passOn(scene: Scene, actor: Actor, body: ForwarderBody, signal: string): PassedOn {
  const { spec } = body;
  const as = spec.rewrites[signal];
  const who = title(actor, scene);
  const hurries = spec.stays === false || (spec.stays === 'as-pid-1' && actor.id !== scene.root);
  const base = { to: [], hurries: false };
  if (as === null) return { ...base, passing: 'ignores', text: `${who} is told to keep ${signal} to itself` };
  const passing = passingHere(spec.signals[signal] ?? spec.forwards, actor, scene);
  const passes = (to: readonly number[], whom: string): PassedOn => ({
    passing,
    hurries,
    to: to.map((id) => ({ id, signal: as ?? signal })),
    text: `${who} passes ${asText(signal, as)} on to ${whom}${limits(body, hurries)}`,
  });
  switch (passing) {
    case 'child':
      return { ...passes([], childWord(body)), to: ends(scene, actor, body, as ?? signal) };
    case 'group':
      return passes(
        startedBy(body).flatMap(({ pid }) => groupOf(scene, actor, pid)),
        body.others ? 'the process groups of its children' : "its child's whole process group",
      );
    case 'everyone':
      return passes(descendants(scene, actor.id), 'all below it');
    case 'ignores':
      return { ...base, passing, text: `${who} does nothing on ${signal}, and passes nothing on` };
    case 'ends':
      return { ...base, passing, text: `${who} ends on ${signal}, and passes nothing on` };
    case 'everyone-as-pid-1':
    case 'nobody':
    case 'unknown':
      return { ...base, passing, text: `what ${spec.name} does with ${signal} differs or was not measured` };
  }
}

function passingHere(passing: Passing, { id }: Actor, { root }: Scene): Passing {
  if (passing !== 'everyone-as-pid-1') return passing;
  return id === root ? 'everyone' : 'child';
}

function childWord({ others }: ForwarderBody): string {
  return others ? 'its children' : 'its child';
}

/** The signal for each child: its own where a supervisor is told which one ends it. */
function ends(scene: Scene, actor: Actor, body: ForwarderBody, signal: string): readonly Addressed[] {
  return startedBy(body).flatMap(({ pid }) => {
    const stop = body.stops?.get(pid);
    const ids = stop?.group ? groupOf(scene, actor, pid) : [pid];
    return ids.map((id) => ({ id, signal: stop?.signal ?? signal }));
  });
}

function asText(signal: string, as: string | undefined): string {
  return as === undefined || as === signal ? 'it' : `it, as ${as},`;
}

function limits({ spec, stops }: ForwarderBody, hurries: boolean): string {
  if (hurries) return ', and ends without waiting';
  const own = [...(stops?.values() ?? [])].map(
    (stop) => stop.grace ?? spec.grace ?? Number.POSITIVE_INFINITY,
  );
  const grace = own.length > 0 ? Math.min(...own) : spec.grace;
  return grace === null || grace === Number.POSITIVE_INFINITY
    ? ''
    : `, and kills what is left after ${grace} s`;
}

function groupOf(scene: Scene, actor: Actor, child: number): readonly number[] {
  const group = scene.actors.get(child)?.group;
  const ids = [...scene.actors.values()].filter((one) => one.group === group && one.id !== actor.id);
  return ids.map(({ id }) => id).reverse();
}

/** Everything below a process but daemons, which have cut their ties. */
export function descendants(scene: Scene, id: number): readonly number[] {
  const children = [...scene.actors.values()].filter(
    ({ parent, process }) => parent === id && !process.detached,
  );
  return children.flatMap((child) => [...descendants(scene, child.id), child.id]);
}
