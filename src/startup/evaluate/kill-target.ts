import type { Process } from '../process.ts';
import { type Actor, contextOf, type Scene } from '../stop/stop-scene.ts';
import { groupDoubt } from '../stop/trap-doubts.ts';
import type { ShellState } from './shell-state.ts';
import type { KillTarget } from './step.ts';

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

/** Whether a name means a process: that of its program, or how that ends. */
export function isNamed({ argv }: Process, name: string): boolean {
  return argv[0]?.endsWith(name) === true;
}

/** The processes that a target means, the shell that signals them left out, or why that is not known. */
export function reachedBy(
  target: Exclude<KillTarget, { readonly to: 'pid' }>,
  actor: Actor,
  scene: Scene,
): { readonly ids: readonly number[] } | { readonly unknown: string } {
  const all = [...scene.actors.values()].filter(
    ({ id, alive }) => alive && id !== actor.id && id !== scene.root,
  );
  const lastFirst = (some: readonly Actor[]) => ({ ids: some.map(({ id }) => id).reverse() });
  const named = (name: string) => ({
    ids: all.filter(({ process }) => isNamed(process, name)).map(({ id }) => id),
  });
  const unknown = (text: string) => ({ unknown: `whom the trap's kill means, ${text}, is not known` });
  switch (target.to) {
    case 'nobody':
      return { ids: [] };
    case 'children':
      return lastFirst(all.filter(({ parent }) => parent === actor.id));
    case 'everyone':
      return lastFirst(all);
    case 'group': {
      const doubt = groupDoubt(contextOf(actor));
      return doubt ? { unknown: doubt } : lastFirst(all.filter(({ group }) => group === actor.group));
    }
    case 'name':
      return named(target.name);
    case 'process-file': {
      const found = named(target.name);
      return found.ids.length > 0 ? found : unknown(target.text);
    }
    case 'unknown':
      return unknown(target.text);
  }
}
