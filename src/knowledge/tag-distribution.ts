import type { ReleaseRule, TagData } from './base-image-data.ts';

/** Where an image comes from, as far as its tag tells. */
export interface TagDistribution {
  readonly distribution: string;
  /** Null: not told, or another build of the same version may have had another one. */
  readonly release: string | null;
  /** False: taken from a base image's own history, not from the image's. */
  readonly sure: boolean;
  /** How it was found, to be read by a person. */
  readonly how: string;
}

/** What there is to go by beside the tag. */
export interface TagContext {
  readonly image: string;
  /** The distribution of the tags of this kind; null where nothing is known of the image. */
  readonly distribution: string | null;
  readonly releases: readonly ReleaseRule[];
}

type Finder = (tag: string, context: TagContext) => TagDistribution | null;

/**
 * Makes the lookup that tells which distribution and release a tag stands for. It asks in this order: the
 * tag as listed, a release named in the tag, the tag of the same line that is listed (`3.11.4-slim` →
 * `3.11-slim` → `3-slim`), the image's own rule, a distribution named in the tag.
 */
export function createTagDistribution(data: TagData): Finder {
  const words = compile(data.words);
  const listed: Finder = (tag, { image }) => {
    const value = data.images[image]?.[tag];
    return value === undefined
      ? null
      : { ...parseDistribution(value), how: `${image}:${tag} was last built on it` };
  };
  const named: Finder = (tag) => codenameIn(tag, data.codenames) ?? firstMatch(words, tag, 'the tag says so');
  const compiled = new Map<string, readonly CompiledRule[]>();
  const ruled: Finder = (tag, { image, releases }) => {
    const rules = compiled.get(image) ?? compile(releases);
    compiled.set(image, rules);
    return firstMatch(rules, `${image}:${tag}`, `what ${image} says of its tags`);
  };
  return (tag, context) => {
    const exact = listed(tag, context);
    if (exact !== null) return exact;
    const word = named(tag, context);
    if (word !== null && word.release !== null) return word;
    const related = nearestListed(tag, context, data, word?.distribution ?? context.distribution);
    if (related !== null) return related;
    const rule = ruled(tag, context);
    return rule !== null && (word === null || word.distribution === rule.distribution) ? rule : word;
  };
}

/** `~debian 9` → debian, 9, not sure. */
function parseDistribution(value: string): Omit<TagDistribution, 'how'> {
  const [distribution = value, release] = value.replace(/^~/, '').split(' ');
  return { distribution, release: release ?? null, sure: !value.startsWith('~') };
}

function codenameIn(tag: string, codenames: TagData['codenames']): TagDistribution | null {
  const word = tag.split(/[^a-z]+/).find((part) => Object.hasOwn(codenames, part));
  const value = word === undefined ? undefined : codenames[word];
  return value === undefined ? null : { ...parseDistribution(value), how: `the tag says ${word}` };
}

interface CompiledRule {
  readonly pattern: RegExp;
  readonly distribution: string;
  readonly release: string | null;
}

function compile(rules: readonly ReleaseRule[]): readonly CompiledRule[] {
  return rules.map(([pattern, distribution, release]) => ({
    pattern: new RegExp(pattern),
    distribution,
    release,
  }));
}

function firstMatch(rules: readonly CompiledRule[], text: string, how: string): TagDistribution | null {
  for (const { pattern, distribution, release } of rules) {
    const match = pattern.exec(text);
    if (match === null) continue;
    const filled = release?.replace(/\$(\d)/g, (_, group) => match[Number(group)] ?? '') ?? null;
    return { distribution, release: filled, sure: true, how };
  }
  return null;
}

/**
 * The nearest listed tag. A minor version that is not listed is built like its major version; of a patch
 * version only the last is, so that the release stays open unless the image's patches are listed too.
 */
function nearestListed(
  tag: string,
  { image }: TagContext,
  data: TagData,
  distribution: string | null,
): TagDistribution | null {
  const table = data.images[image];
  if (table === undefined) return null;
  const patchesListed = data.patchesListed.includes(image);
  for (const { tag: near, same } of relatedTags(tag)) {
    const value = table[near];
    if (value === undefined) continue;
    const found = parseDistribution(value);
    if (distribution !== null && found.distribution !== distribution) continue;
    const how = `${image}:${near} was last built on it`;
    const keepsRelease = same === 'always' || (same === 'where patches are listed' && patchesListed);
    return { ...found, release: keepsRelease ? found.release : null, how };
  }
  return null;
}

interface RelatedTag {
  readonly tag: string;
  /** When the related tag tells the release of the one asked for. */
  readonly same: 'always' | 'where patches are listed' | 'never';
}

const versionTag = /^(v?\d+(?:\.\d+)*)([^-]*)(.*)$/;

/** `3.6.4-jdk-slim` → `3.6-jdk-slim`, `3-jdk-slim`, then without words that name no distribution. */
function relatedTags(tag: string): RelatedTag[] {
  const [, version, suffix = '', words = ''] = versionTag.exec(tag) ?? [];
  if (version === undefined) return wordOnly(tag);
  const numbers = version.split('.');
  const shortened = numbers.map((_, dropped) => numbers.slice(0, numbers.length - dropped).join('.'));
  const sameWords = shortened.map(
    (short, dropped): RelatedTag => ({
      tag: `${short}${words}`,
      same:
        suffix !== ''
          ? 'never'
          : dropped === 0 || numbers.length === 2
            ? 'always'
            : 'where patches are listed',
    }),
  );
  const otherWords = shortened.flatMap((short) => fewerWords(words).map((rest) => `${short}${rest}`));
  return [...sameWords, ...otherWords.map((near): RelatedTag => ({ tag: near, same: 'never' }))];
}

/** Tags without a version follow the newest: `latest-alpine`, `current-slim`, `onbuild`. */
function wordOnly(tag: string): RelatedTag[] {
  const family = tag.includes('alpine') ? 'alpine' : 'latest';
  return [
    { tag: tag.replace(/^latest-/, ''), same: 'always' },
    { tag: family, same: 'never' },
  ];
}

function fewerWords(words: string): string[] {
  return words.includes('alpine') ? ['-alpine'] : words === '' ? [] : [''];
}
