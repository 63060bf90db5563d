import type { Passing } from '../knowledge/starter-data.ts';
import type { ForwarderBody, ForwardingSpec } from './process.ts';
import type { Actor, Scene } from './stop-scene.ts';
import { title } from './stop-scene.ts';

/** What an init or wrapper does with a signal: whom it passes it on to, as which one, and what it says about that. */
export interface PassedOn {
  readonly passing: Passing;
  /** The signal that those below get. */
  readonly signal: string;
  /** The innermost first: who waits for them has not got its own yet, as when the kernel delivers them together. */
  readonly to: readonly number[];
  readonly text: string;
  /** Whether it ends then, without waiting for those below. */
  readonly hurries: boolean;
}

/** What an init or wrapper does with a signal that reaches it. */
export function passOn(scene: Scene, actor: Actor, { spec, child }: ForwarderBody, signal: string): PassedOn {
  const passing = spec.signals[signal] ?? spec.forwards;
  const as = spec.rewrites[signal];
  const who = title(actor, scene);
  const hurries = spec.stays === false || (spec.stays === 'as-pid-1' && actor.id !== scene.root);
  const base = { signal: as ?? signal, to: [] as readonly number[], hurries: false };
  if (as === null) return { ...base, passing: 'ignores', text: `${who} is told to keep ${signal} to itself` };
  switch (passing) {
    case 'child':
      return {
        ...base,
        passing,
        hurries,
        to: [child.pid],
        text: `${who} passes ${asText(signal, as)} on to its child${limits(spec, hurries)}`,
      };
    case 'group':
      return {
        ...base,
        passing,
        hurries,
        to: groupOf(scene, actor, child.pid),
        text: `${who} passes ${asText(signal, as)} on to its child's whole process group${limits(spec, hurries)}`,
      };
    case 'everyone':
      return {
        ...base,
        passing,
        hurries,
        to: descendants(scene, actor.id),
        text: `${who} passes ${asText(signal, as)} on to all below it${limits(spec, hurries)}`,
      };
    case 'ignores':
      return { ...base, passing, text: `${who} does nothing on ${signal}, and passes nothing on` };
    case 'ends':
      return { ...base, passing, text: `${who} ends on ${signal}, and passes nothing on` };
    case 'nobody':
    case 'unknown':
      return { ...base, passing, text: `what ${spec.name} does with ${signal} differs or was not measured` };
  }
}

function asText(signal: string, as: string | undefined): string {
  return as === undefined || as === signal ? 'it' : `it, as ${as},`;
}

function limits({ grace }: ForwardingSpec, hurries: boolean): string {
  if (hurries) return ', and ends without waiting';
  return grace === null ? '' : `, and kills what is left after ${grace} s`;
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
