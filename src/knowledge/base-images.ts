import type { BaseImageData, ImageEntry } from './base-image-data.ts';
import { createDistributions, type DistributionShells } from './distributions.ts';
import { createImageEntries } from './image-entries.ts';
import { type ImageName, imageName } from './image-name.ts';
import { type ImageReference, parseImageReference } from './image-reference.ts';
import { ownValue } from './own-value.ts';
import { createTagDistribution, type TagDistribution } from './tag-distribution.ts';
import type { BaseImageFacts, ShellFact } from './types.ts';

/** Knows base images by their references. */
export interface BaseImageLookup {
  /** What is known of an image. Never throws; what is not known is null or `unknown`. */
  lookup(reference: string): BaseImageFacts;
}

/** Makes the lookup from the data files. Pure: the data comes from `loadBaseImages()`. */
export function createBaseImageLookup(data: BaseImageData): BaseImageLookup {
  const shells = createDistributions(data.releases, data.initLists);
  const entryOf = createImageEntries(data.images);
  const tagDistribution = createTagDistribution(data.tags);

  function lookup(text: string): BaseImageFacts {
    if (text.toLowerCase() === 'scratch') return describe(text, { name: 'scratch', sure: true }, null);
    const reference = parseImageReference(text);
    if (reference === null) return describe(text, null, null);
    const name = imageName(reference, data.names);
    return describe(text, name, tagOf(reference, name, data));
  }

  function describe(reference: string, name: ImageName | null, tag: string | null): BaseImageFacts {
    const entry = name === null ? null : entryOf(name.name, tag);
    const origin = name === null ? null : originOf(name, tag, entry);
    const known = shells(origin?.distribution ?? null, origin?.release ?? null, origin?.sure ?? false);
    return {
      reference,
      distribution: origin?.distribution ?? null,
      release: origin?.release ?? null,
      sh: known.sh,
      bash: entry?.image === 'bash' ? bashOfImage(tag) : known.bash,
      packageManager: packageManagerOf(entry, origin, known),
      config: entry === null ? null : configOf(entry, name?.name ?? ''),
      entrypointExecs: entry?.entrypointExecs ?? null,
      hasInit: entry?.hasInit ?? null,
      inits: known.inits,
      because: reasonFor(reference, name, tag, entry, origin),
      sure: name?.sure === true && entry?.sure === true && origin?.sure === true,
    };
  }

  function originOf(name: ImageName, tag: string | null, entry: ImageEntry | null): TagDistribution | null {
    if (entry !== null && shellless.has(entry.distribution)) return fromEntry(entry);
    if (entry === null && ownValue(data.tags.images, name.name) === undefined) return hint(name, tag);
    const context = {
      image: name.name,
      distribution: entry?.tagRegex === undefined ? null : entry.distribution,
      releases: entry?.releases ?? [],
      sure: entry?.sure ?? false,
    };
    const told = tag === null ? null : tagDistribution(tag, context);
    const origin = told ?? (entry === null ? null : fromEntry(entry));
    return origin === null || name.sure ? origin : { ...origin, sure: false };
  }

  /** Of an unknown image only the words in its name and tag are left: `acme/app:3.2-alpine`. */
  function hint({ name }: ImageName, tag: string | null): TagDistribution | null {
    const text = [name.slice(name.lastIndexOf('/') + 1), tag].filter((part) => part !== null).join('-');
    const context = { image: '', distribution: null, releases: [], sure: false };
    const found = tagDistribution(text, context);
    return found === null ? null : { ...found, sure: false, how: `by the words in ${text}` };
  }

  // Many Dockerfiles are built on few images, and each is modelled again for its fixes.
  const known = new Map<string, BaseImageFacts>();
  return {
    lookup: (reference) => {
      const facts = known.get(reference) ?? lookup(reference);
      known.set(reference, facts);
      return facts;
    },
  };
}

/** Images without a shell: the words in their tags name what their files were taken from. */
const shellless: ReadonlySet<string> = new Set(['distroless', 'scratch', 'windows']);

function fromEntry({ distribution, match, sure }: ImageEntry): TagDistribution {
  return { distribution, release: null, sure, how: match };
}

/** The tag to look up: `latest` when none is written, none where only a digest is. */
function tagOf(
  { tag, digest }: ImageReference,
  { name }: ImageName,
  { names }: BaseImageData,
): string | null {
  const written = tag ?? (digest === null ? 'latest' : null);
  const aliases = ownValue(names.tagAliases, name);
  return written === null || aliases === undefined
    ? written
    : written.replace(/^[a-z]+/, (word) => ownValue(aliases, word) ?? word);
}

/** The bash image has Alpine's /bin/sh and, in /usr/local/bin, the bash that its tag names. */
function bashOfImage(tag: string | null): ShellFact {
  const version = /^\d+\.\d+(\.\d+)?/.exec(tag ?? '')?.[0] ?? null;
  return { implementation: 'bash', version, build: null, sure: true };
}

/** An entry knows better than its distribution: minimal images have microdnf. */
function packageManagerOf(
  entry: ImageEntry | null,
  origin: TagDistribution | null,
  known: DistributionShells,
): string | null {
  const inEntry = entry !== null && entry.distribution === origin?.distribution;
  return inEntry && !shellless.has(entry.distribution) ? entry.packageManager : known.packageManager;
}

/** The config; an entry for a family of images has `<app>` where the image's own name belongs. */
function configOf(entry: ImageEntry, name: string): BaseImageFacts['config'] {
  const app = name.slice(name.lastIndexOf('/') + 1);
  const filled = (argv: readonly string[] | null) => argv?.map((word) => word.replace('<app>', app)) ?? null;
  const { entrypoint, cmd, shell = null, stopSignal, user } = entry;
  return { entrypoint: filled(entrypoint), cmd: filled(cmd), shell, stopSignal, user };
}

function reasonFor(
  reference: string,
  name: ImageName | null,
  tag: string | null,
  entry: ImageEntry | null,
  origin: TagDistribution | null,
): string {
  if (name === null) return `${reference} is not an image reference`;
  const copy = name.sure ? name.name : `${reference} looks like a copy of ${name.name}`;
  if (origin === null)
    return `${copy}: ${tag === null ? 'a digest alone does not tell which' : 'nothing is known of this'} image`;
  const where = [origin.distribution, origin.release].filter((part) => part !== null).join(' ');
  const source = entry === null ? 'nothing is known of the image itself' : `from ${entry.source}`;
  const doubt = origin.sure ? '' : ', which is a hint, not a proof';
  return `${copy}: ${where} (${origin.how})${doubt}; ${source}${entry?.sure === false ? ' (not verified)' : ''}`;
}
