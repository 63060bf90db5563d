import type { ShellState } from './shell-state.ts';
import type { KillTarget } from './step.ts';
import type { Actor, Scene } from './stop-scene.ts';

/** `kill -- -$$` in PID 1 is `kill -- -1`. */
export function asPid1(target: KillTarget, { id }: Actor, { root }: Scene): KillTarget {
  return target.to === 'group' && target.named && id === root ? { to: 'everyone' } : target;
}

export function meansSelf(target: KillTarget, actor: Actor): boolean {
  return target.to === 'group' || (target.to === 'pid' && target.pid === actor.shell?.state.pid);
}

export function trapsItself({ traps }: ShellState, signal: string): boolean {
  const trap = traps.get(signal);
  return trap !== undefined && trap !== 'ignore';
}
