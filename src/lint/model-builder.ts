import type { Dockerfile } from '../dockerfile/instruction.ts';
import type { ImageModel } from '../startup/model.ts';

/** A Dockerfile to be linted. */
export interface Source {
  /** As findings shall name it. */
  readonly path: string;
  readonly text: string;
  /** Texts of other files of the build context that are to be taken instead of what the disk holds. */
  readonly changed: ReadonlyMap<string, string>;
}

/** A Dockerfile and everything that the model says of it. */
export interface DockerfileModel {
  readonly dockerfile: Dockerfile;
  /** The final stage and every other stage that `--target` could name. */
  readonly images: readonly ImageModel[];
  /**
   * The texts of the other files that the model read so far, by the path that its spans name: images are modelled
   * when something is asked of them.
   */
  readonly texts: ReadonlyMap<string, string>;
}

/** Models a Dockerfile. Pure, and does not throw whatever the text is. */
export type ModelBuilder = (source: Source) => DockerfileModel;

/** The other files that the images were modelled from. */
export function filesRead({ images, texts }: DockerfileModel): readonly string[] {
  const scripts = images.flatMap((image) =>
    [...image.scripts.values()].flatMap(({ source }) => source.file ?? []),
  );
  return [...new Set([...scripts, ...texts.keys()])];
}

/** A Dockerfile and the other files that its model was made from. */
export interface ReadTexts {
  readonly source: Source;
  /** The texts of the other files, as the disk holds them, by the path that findings name. */
  readonly texts: DockerfileModel['texts'];
}

/** The text of a file that a finding or an edit names; null when the model did not read it. */
export function textOf({ source, texts }: ReadTexts, file: string): string | null {
  if (file === source.path) return source.text;
  return source.changed.get(file) ?? texts.get(file) ?? null;
}
