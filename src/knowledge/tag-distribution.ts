import type { ReleaseRule, TagData } from './base-image-data.ts';
import { relatedTags } from './related-tags.ts';

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
  /** Whether `distribution` and `releases` are to be relied on. */
  readonly sure: boolean;
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
  const ruled: Finder = (tag, { image, releases, sure }) => {
    const rules = compiled.get(image) ?? compile(releases);
    compiled.set(image, rules);
    const found = firstMatch(rules, `${image}:${tag}`, `what ${image} says of its tags`);
    return found === null ? null : { ...found, sure };
  };
  return (tag, context) => {
    const exact = listed(tag, context);
    if (exact !== null) return exact;
    const word = named(tag, context);
    if (word !== null && word.release !== null) return word;
    const related = nearestListed(tag, context.image, data, word?.distribution ?? context.distribution);
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

/** The nearest listed tag of the same distribution, with its release where that is the same too. */
function nearestListed(tag: string, image: string, data: TagData, distribution: string | null) {
  const table = data.images[image];
  if (table === undefined) return null;
  for (const { tag: near, sameRelease } of relatedTags(tag, data.patchesListed[image] ?? null)) {
    const value = table[near];
    if (value === undefined) continue;
    const found = parseDistribution(value);
    if (distribution !== null && found.distribution !== distribution) continue;
    const how = `${image}:${near} was last built on it`;
    return { ...found, release: sameRelease ? found.release : null, how };
  }
  return null;
}
