import type { BaseImageData } from './base-image-data.ts';
import { images } from './base-images.table.ts';
import { type BaseImageLookup, createBaseImageLookup } from './base-images.ts';
import names from './data/image-names.json' with { type: 'json' };
import tags from './data/tag-distributions.json' with { type: 'json' };
import { initLists, releases } from './distributions.table.ts';

/**
 * The knowledge of base images from the data files. In the bundle each large part of them is parsed when it is first
 * read, so nothing here may read what the image at hand does not need.
 */
export function loadBaseImages(): BaseImageLookup {
  // The data files' shape is checked by test/knowledge/base-image-data.test.ts.
  return createBaseImageLookup({ images, releases, initLists, tags, names } as unknown as BaseImageData);
}
