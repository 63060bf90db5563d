import type { ImageEntry } from './base-image-data.ts';
import data from './data/base-images.json' with { type: 'json' };
import { imageTable } from './image-table.ts';

/** The entries of base-images.json. In the bundle an entry is read when its image is asked for. */
// The data files' shape is checked by test/knowledge/base-image-data.test.ts.
export const images = imageTable(data.images as unknown as readonly ImageEntry[]);
