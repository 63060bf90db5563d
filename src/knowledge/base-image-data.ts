import type { ImageTable } from './image-table.ts';
import type { ShellImplementation } from './types.ts';

/** The shape of the data files; each says in its `about` and `fields` where it comes from. */
export interface BaseImageData {
  readonly images: ImageTable;
  readonly releases: Readonly<Record<string, readonly ReleaseEntry[]>>;
  readonly initLists: Readonly<Record<number, readonly InitPackageEntry[]>>;
  readonly tags: TagData;
  readonly names: NameData;
}

/** base-images.json: what an image starts. */
export interface ImageEntry extends StartFields {
  readonly image: string;
  /** Which tags, in words. */
  readonly match: string;
  readonly imageRegex?: string;
  readonly tagRegex?: string;
  readonly distribution: string;
  readonly packageManager: string | null;
  readonly releases?: readonly ReleaseRule[];
  readonly shell?: readonly string[];
  readonly entrypointExecs: boolean | null;
  readonly history?: readonly HistoryEntry[];
  readonly source: string;
  readonly sure: boolean;
}

/** What differs between the tags of one entry. */
export interface StartFields {
  readonly entrypoint: readonly string[] | null;
  readonly cmd: readonly string[] | null;
  readonly stopSignal: string | null;
  readonly user: string | null;
  readonly hasInit: string | null;
}

/** Older tags of an entry, with the fields that differ. */
export interface HistoryEntry extends Partial<StartFields> {
  readonly match: string;
  readonly tagRegex?: string;
  readonly distribution?: string;
  readonly sure?: boolean;
}

/** Pattern over `NAME:TAG`, distribution, release (`$1`: the first group; null: not told). */
export type ReleaseRule = readonly [string, string, string | null];

/** distributions.json: the shells of a release. */
export interface ReleaseEntry {
  readonly distribution: string;
  /** Null: the same for every release. */
  readonly release: string | null;
  readonly sh: {
    readonly implementation: ShellImplementation;
    readonly version: string | null;
    readonly build: 'upstream' | 'debian' | null;
    readonly sure: boolean;
  };
  readonly bash: { readonly inBaseImage: boolean; readonly version: string | null; readonly sure: boolean };
  readonly packageManager: string | null;
  /** Index into `initLists`. */
  readonly inits?: number;
}

/** distributions.json: an init that a release's packages bring. */
export interface InitPackageEntry {
  readonly package: string;
  readonly path: string | null;
  /** Null: not known. */
  readonly available: boolean | null;
  readonly repo?: string;
}

/** tag-distributions.json: which distribution a tag was last built on. */
export interface TagData {
  /** Words of a tag that name its distribution. */
  readonly words: readonly ReleaseRule[];
  /** `bookworm` → `debian 12` */
  readonly codenames: Readonly<Record<string, string>>;
  /** image → tag → `debian 12`; a leading `~`: approximate. */
  readonly images: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /**
   * Images of which every X.Y.Z tag is listed that differs from its X.Y, with the words that do not change
   * what an unlisted tag is built on.
   */
  readonly patchesListed: Readonly<Record<string, readonly string[]>>;
}

/** image-names.json: other names of the same images. */
export interface NameData {
  readonly hub: readonly string[];
  readonly hubMirrors: readonly string[];
  /** Registries that hold their operators' or users' own images, not copies. */
  readonly publishers: readonly string[];
  readonly architectures: readonly string[];
  readonly aliases: Readonly<Record<string, string>>;
  /** image → word at the start of a tag → version, such as Node.js' release names. */
  readonly tagAliases: Readonly<Record<string, Readonly<Record<string, string>>>>;
}
