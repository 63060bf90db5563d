import type { BaseImageData } from './base-image-data.ts';
import { type BaseImageLookup, createBaseImageLookup } from './base-images.ts';
import images from './data/base-images.json' with { type: 'json' };
import releases from './data/distributions.json' with { type: 'json' };
import names from './data/image-names.json' with { type: 'json' };
import tags from './data/tag-distributions.json' with { type: 'json' };

/**
 * The knowledge of base images from the data files.
 *
 * Import this module with `await import()` at the one place that decides that it is needed: the data is
 * then parsed when first asked for, under a bundler as a chunk of its own, and everything behind the
 * lookup stays synchronous and pure.
 */
export function loadBaseImages(): BaseImageLookup {
  // The data files' shape is checked by test/knowledge/base-image-data.test.ts.
  const data = {
    images: images.images,
    releases: releases.releases,
    initLists: releases.initLists,
    tags,
    names,
  };
  return createBaseImageLookup(data as unknown as BaseImageData);
}
