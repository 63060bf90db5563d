import type { ReleaseRule, TagData } from './base-image-data.ts';
import { ownValue } from './own-value.ts';
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
  /** The distribution that all tags of this kind share; null where they do not, or it is not known. */
  readonly distribution: string | null;
  readonly releases: readonly ReleaseRule[];
  /** Whether `distribution` and `releases` are to be relied on. */
  readonly sure: boolean;
}

type Finder = (tag: string, context: TagContext) => TagDistribution | null;

/**
 * Makes the lookup that tells which distribution and release a tag stands for. It asks in this order: the
 * tag as listed, a release that the tag names, the image's own rules, the nearest listed tag (`3.11.4-slim`
 * → `3.11-slim` → `3-slim`), a distribution without release that the tag or a rule names.
 */
export function createTagDistribution(data: TagData): Finder {
  const words = compile(data.words);
  const listed: Finder = (tag, { image }) => {
    const value = ownValue(ownValue(data.images, image) ?? {}, tag);
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
    const rule = ruled(tag, context);
    const told = word === null || word.distribution === rule?.distribution ? rule : word;
    if (told !== null && told.release !== null) return told;
    return nearestListed(tag, context, told?.distribution ?? null, data) ?? told;
  };
}

/** `~debian 9` → debian, 9, not sure. */
function parseDistribution(value: string): Omit<TagDistribution, 'how'> {
  const [distribution = value, release] = value.replace(/^~/, '').split(' ');
  return { distribution, release: release ?? null, sure: !value.startsWith('~') };
}

function codenameIn(tag: string, codenames: TagData['codenames']): TagDistribution | null {
  for (const word of tag.split(/[^a-z]+/)) {
    const value = ownValue(codenames, word);
    if (value !== undefined) return { ...parseDistribution(value), how: `the tag says ${word}` };
  }
  return null;
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
 * The nearest listed tag, with its release where that is the same too. The distribution is sure where the
 * tag's words or the kind of tag say so as well.
 */
function nearestListed(
  tag: string,
  { image, distribution }: TagContext,
  told: string | null,
  data: TagData,
): TagDistribution | null {
  const table = ownValue(data.images, image);
  if (table === undefined) return null;
  const asked = isNewerThanListed(tag, table) ? tag.replace(/^[^-]*/, 'latest') : tag;
  const expected = told ?? distribution;
  for (const { tag: near, shares } of relatedTags(asked, ownValue(data.patchesListed, image) ?? null)) {
    const value = ownValue(table, near);
    if (value === undefined) continue;
    const found = { ...parseDistribution(value), how: `${image}:${near} was last built on it` };
    const agrees = found.distribution === expected;
    if (!agrees && (told !== null || shares === 'image') && expected !== null) continue;
    return shares === 'release' ? found : { ...found, release: null, sure: agrees };
  }
  return null;
}

/** A major version that came after the data was collected is built as the newest was. */
function isNewerThanListed(tag: string, table: Readonly<Record<string, string>>): boolean {
  const major = Number.parseInt(tag, 10);
  return major > 0 && Object.keys(table).every((listed) => !(Number.parseInt(listed, 10) >= major));
}
