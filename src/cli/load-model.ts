import type { ModelBuilder } from '../lint/model-builder.ts';
import type { Parts } from './parts.ts';

/** Loads the model with the facts that it needs. */
export const loadModel: Parts['loadModel'] = async (): Promise<ModelBuilder> => {
  throw new Error('the model is not there yet');
};
