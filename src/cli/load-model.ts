import { modelDockerfile } from '../startup/model-dockerfile.ts';
import type { Parts } from './parts.ts';

/** Loads the model with the facts that it needs; the base images are a chunk of their own. */
export const loadModel: Parts['loadModel'] = async ({ buildArgs }) => {
  const { loadBaseImages } = await import('../knowledge/load-base-images.ts');
  const images = loadBaseImages();
  const knowledge = { baseImage: images.lookup, buildArgs };
  return (source) => ({ ...modelDockerfile(source, knowledge), texts: new Map() });
};
