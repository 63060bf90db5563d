import type { DockerfileModel, ModelBuilder } from '../lint/model-builder.ts';
import type { ImageModel } from '../startup/model.ts';
import { nearestWord } from '../text/nearest-word.ts';
import type { LoadedConfig } from './configs.ts';
import type { Io } from './io.ts';
import type { InputOptions } from './options.ts';
import type { Parts } from './parts.ts';

/** The model as the options and configurations want it: with their build arguments and base images, and of the `--target` stage alone. */
export async function loadModelFor(
  options: InputOptions,
  io: Pick<Io, 'fs' | 'cwd'>,
  parts: Parts,
  configOf: (path: string) => LoadedConfig,
): Promise<ModelBuilder> {
  const overImages = (path: string) => configOf(path).overImages;
  const ownPrograms = (path: string) => configOf(path).config.programs;
  const model = await parts.loadModel({ ...options, overImages, ownPrograms }, io);
  const { target } = options;
  return target === null ? model : (source) => targetOnly(model(source), target);
}

/** The target is what is built, so it is the final stage; that it is not there is the file's problem. */
function targetOnly(model: DockerfileModel, target: string): DockerfileModel {
  if (model.dockerfile.problems.length > 0) return model;
  const image = model.images.find((one) => isNamed(one, target));
  if (image !== undefined) return { ...model, images: [{ ...image, final: true }] };
  const meant = nearestWord(
    target,
    model.images.flatMap(({ stage }) => stage.name ?? []),
  );
  const message = `there is no stage '${target}'${meant === null ? '' : `; did you mean ${meant}?`}`;
  const problems = [{ message, span: { start: 0, end: 0 } }];
  return { ...model, images: [], dockerfile: { ...model.dockerfile, problems } };
}

/** Stage names are compared as BuildKit does, without regard to case; a number is an index. */
function isNamed({ stage }: ImageModel, target: string): boolean {
  return stage.name?.toLowerCase() === target.toLowerCase() || String(stage.index) === target;
}
