import type { BaseImageData } from './base-image-data.ts';
import { type BaseImageLookup, createBaseImageLookup } from './base-images.ts';
import images from './data/base-images.json' with { type: 'json' };
import releases from './data/distributions.json' with { type: 'json' };
import names from './data/image-names.json' with { type: 'json' };
import tags from './data/tag-distributions.json' with { type: 'json' };

/**
 * The knowledge of base images from the data files. In the bundle each large part of them is parsed when it is first
 * read, so nothing here may read what the image at hand does not need.
 */
export function loadBaseImages(): BaseImageLookup {
  // The data files' shape is checked by test/knowledge/base-image-data.test.ts.
  const data = {
    images: images.images,
    get releases() {
      return releases.releases;
    },
    get initLists() {
      return releases.initLists;
    },
    tags,
    names,
  };
  return createBaseImageLookup(data as unknown as BaseImageData);
}
