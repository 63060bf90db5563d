import type { TextPlace } from '../../knowledge/started.ts';

/** Reads a file of the project: its text, or why there is none, as a clause. */
export type ReadProjectFile = (path: string) => string | { readonly because: string };

/** Where the text of such a file stands; null where there is none. */
export type PlaceProjectFile = (path: string) => TextPlace | null;
