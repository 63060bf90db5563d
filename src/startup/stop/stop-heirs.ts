import { type ForwarderBody, type ForwardingSpec, startedBy } from '../process.ts';
import { descendants } from './pass-on.ts';
import type { Actor, Scene } from './stop-scene.ts';

/** An init or wrapper ends with what it started; some wait for whatever else is below them, too. */
export function endsWith(body: ForwarderBody, id: number, { id: own }: Actor, scene: Scene): boolean {
  const started = startedBy(body).map(({ pid }) => pid);
  if (!waitsForAll(body.spec, own, scene)) {
    return started.includes(id) && started.every((one) => scene.actors.get(one)?.alive !== true);
  }
  const left = own === scene.root ? [...scene.actors.keys()] : descendants(scene, own);
  return left.every((one) => one === own || scene.actors.get(one)?.alive !== true);
}

function waitsForAll({ waitsForAll: waits }: ForwardingSpec, id: number, { root }: Scene): boolean {
  return waits === true || (waits === 'as-pid-1' && id === root);
}

/** Who waits for the orphans that a process leaves: PID 1, or a wrapper on the way that waits for all. */
export function heir(scene: Scene, parent: number | null): number {
  const actor = parent === null ? undefined : scene.actors.get(parent);
  if (!actor?.alive) return scene.root;
  const { body } = actor.process;
  if (body.kind === 'forwarder' && body.spec.waitsForAll === true) return actor.id;
  return heir(scene, actor.parent);
}
