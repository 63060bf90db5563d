import type { EngineName } from './engine.ts';
import type { ProgramResult } from './run-program.ts';

/** Removes images together with the layers that were made for them. */
export interface Layers {
  /** To be called before an image is built under this name. */
  before(image: string): Promise<void>;
  remove(image: string): Promise<void>;
}

/**
 * Podman keeps every step of a build as an image without a name. Those that a build added go with its image, and
 * never by force: that would take them from builds which run at the same time.
 *
 * @param ask runs the engine, whatever its exit status
 * @param done runs the engine; what is not there is no error, anything else is
 */
export function createLayers(
  engine: EngineName,
  ask: (args: readonly string[]) => Promise<ProgramResult>,
  done: (args: readonly string[]) => Promise<void>,
): Layers {
  if (engine === 'docker') {
    return { before: async () => undefined, remove: (image) => done(['rmi', image]) };
  }
  const known = new Map<string, ReadonlySet<string>>();
  const look = async (image: string): Promise<LayerFacts | null> => {
    const format = '--format={{.ID}} {{len .RepoTags}} {{.Parent}}';
    const { status, stdout } = await ask(['image', 'inspect', format, image]);
    const [id = '', names = '', parent = ''] = stdout.trim().split(' ').map(plainId);
    return status === 0 ? { id, named: names !== '0', parent } : null;
  };
  return {
    before: async (image) => {
      const { status, stdout } = await ask(['images', '--all', '--quiet', '--no-trunc']);
      if (status === 0) known.set(image, new Set(stdout.split('\n').map(plainId)));
    },
    remove: async (image) => {
      const before = known.get(image);
      let parent = (await look(image))?.parent ?? '';
      await done(['rmi', '--no-prune', image]);
      // What has a name, or was there, is somebody's: the base image, or a step that was built earlier.
      while (before !== undefined && parent !== '' && !before.has(parent)) {
        const layer = await look(parent);
        if (layer === null || layer.named) return;
        const { status } = await ask(['rmi', '--no-prune', layer.id]);
        if (status !== 0) return;
        parent = layer.parent;
      }
    },
  };
}

/** An image as far as its removal depends on it. */
interface LayerFacts {
  readonly id: string;
  readonly named: boolean;
  readonly parent: string;
}

function plainId(id: string): string {
  return id.trim().replace(/^sha256:/, '');
}
