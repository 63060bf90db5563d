import type { ImageModel } from '../startup/model.ts';

/**
 * The images whose start is worth a finding: the final one, and those of named stages that set a start
 * command of their own. A stage that only inherits one is built upon, not run. Skipped images have none.
 */
export function reportedImages(images: readonly ImageModel[]): readonly ImageModel[] {
  return images.filter((image) => (image.final || startsByItself(image)) && image.skipped === null);
}

/** Whether an image is from a named stage that sets a start command of its own. */
export function startsByItself({ stage }: ImageModel): boolean {
  const sets = stage.instructions.some(({ keyword }) => keyword === 'CMD' || keyword === 'ENTRYPOINT');
  return stage.name !== null && sets;
}
