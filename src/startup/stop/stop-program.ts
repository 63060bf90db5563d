import { defaultAction } from '../../knowledge/signals.ts';
import type { ProgramBody } from '../process.ts';
import type { Actor, Scene } from './stop-scene.ts';
import { change, say, title } from './stop-scene.ts';

/** A signal reaches a program. */
export function toProgram(scene: Scene, actor: Actor, body: ProgramBody, signal: string): readonly Scene[] {
  const reaction = body.signals?.[signal] ?? body.reaction;
  if (reaction === 'ignores') {
    const why = body.because === null ? '' : `: ${body.because}`;
    return [say(scene, `${title(actor, scene)} does not end on ${signal}${why}`, actor)];
  }
  const known = reaction === 'handles' || reaction === 'default';
  const noted = known ? scene : noteDepends(scene, actor, body, signal);
  const handles = reaction === 'handles' || (!known && scene.assume === 'handles');
  if (!handles) return byDefault(noted, actor, signal);
  if (actor.finishing) return [noted];
  const told = known
    ? say(noted, `${title(actor, scene)} gets ${signal}${assumption(body, signal)}`, actor)
    : noted;
  return [change(told, actor.id, { notified: true, finishing: true })];
}

/** A program that nobody knows is taken to handle its stop signal; a person should hear so. */
function assumption({ because, handlers }: ProgramBody, signal: string): string {
  const seen = handlers?.get(signal);
  if (seen) return `, for which ${seen.file}:${seen.line} installs a handler`;
  return because === null ? ', which a program that is not known is taken to handle' : ' and can clean up';
}

function noteDepends(scene: Scene, actor: Actor, body: ProgramBody, signal: string): Scene {
  if (scene.depends && (scene.opaque || body.reaction !== 'opaque')) return scene;
  const text = `${title(actor, scene)} gets ${signal}, and what it does with it cannot be told: ${body.because ?? 'its own code decides'}`;
  return {
    ...scene,
    depends: { text, place: actor.process.place },
    opaque: scene.opaque || body.reaction === 'opaque',
  };
}

/** The kernel's default action, which does not exist for PID 1. */
export function byDefault(scene: Scene, actor: Actor, signal: string): readonly Scene[] {
  if (actor.process.ignored.has(signal)) {
    return [say(scene, `${title(actor, scene)} was started with ${signal} ignored`, actor)];
  }
  if (defaultAction(signal) !== 'terminate')
    return [
      say(scene, `${title(actor, scene)} has no handler for ${signal}, which does nothing then`, actor),
    ];
  if (actor.id === scene.root) {
    return [
      say(
        scene,
        `${title(actor, scene)} has no handler for ${signal}, and for PID 1 the kernel then drops it`,
        actor,
      ),
    ];
  }
  const told = say(scene, `${title(actor, scene)} has no handler for ${signal} and dies of it`, actor);
  return die(change(told, actor.id, { notified: true }), actor.id);
}

/** A process ends. That others notice comes later: a group gets its signal before anybody can act on it. */
export function die(scene: Scene, id: number): readonly Scene[] {
  if (!scene.actors.get(id)?.alive) return [scene];
  return [change({ ...scene, dead: [...scene.dead, id] }, id, { alive: false, finishing: false })];
}
