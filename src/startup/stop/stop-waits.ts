import type { ActingShell, Actor, Scene } from './stop-scene.ts';

export function hasPending(scene: Scene, id: number): boolean {
  return (scene.actors.get(id)?.shell?.pending.length ?? 0) > 0;
}

/** Whether a bare `wait` also waits for orphans that PID 1 got differs by shell and version. */
export function unsureWait(scene: Scene, id: number): Scene {
  const actor = scene.actors.get(id);
  const blocked = actor?.shell?.blocked;
  if (id !== scene.root || blocked?.on !== 'wait' || blocked.named || !waitIsOver(scene, id)) return scene;
  const jobs = new Set(actor?.shell?.state.jobs.map(({ pid }) => pid));
  const orphans = [...scene.actors.values()].some(
    (one) => one.alive && one.id !== id && isOrphan(one, scene) && !jobs.has(one.id),
  );
  const text = 'whether `wait` also waits for the orphans that came to PID 1 differs by shell and version';
  return orphans
    ? { ...scene, unknown: scene.unknown ?? { text, place: actor?.process.place ?? null } }
    : scene;
}

/** Below PID 1 without having been started by it, or about to be. */
function isOrphan({ parent }: Actor, scene: Scene): boolean {
  return parent !== null && (parent === scene.root || scene.actors.get(parent)?.alive !== true);
}

export function waitIsOver(scene: Scene, id: number): boolean {
  const blocked = scene.actors.get(id)?.shell?.blocked;
  if (!blocked || blocked.on === 'spin') return false;
  const alive = blocked.ids.filter((one) => scene.actors.get(one)?.alive === true);
  return blocked.on === 'wait' && blocked.until === 'any'
    ? alive.length < blocked.ids.length
    : alive.length === 0;
}

export function watches(shell: ActingShell, id: number): boolean {
  return shell.blocked.on !== 'spin' && shell.blocked.ids.includes(id);
}
