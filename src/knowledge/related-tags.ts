/** A listed tag by which another one can be judged. */
export interface RelatedTag {
  readonly tag: string;
  /** What both were built on: the same release; the same line of tags, releases may differ; less than that. */
  readonly shares: 'release' | 'line' | 'image';
}

const versionTag = /^(v?\d+(?:\.\d+)*)([^-]*)(.*)$/;
const candidate = /^-?(?:rc|alpha|beta|preview|pre|a\d|b\d)/;

/**
 * The tags that may stand for one that is not listed, nearest first: `3.6.4-slim` → `3.6.4`, `3.6-slim`,
 * `3.6`, `3-slim`, `3`.
 *
 * A minor version that is not listed was built like its major version (so says tag-distributions.json).
 * Of a patch version nothing is listed unless the image's patches are; then the same holds for them.
 *
 * @param passedOver the words that do not matter, for an image whose patches are listed; null for others
 */
export function relatedTags(tag: string, passedOver: readonly string[] | null): RelatedTag[] {
  const [, version, suffix = '', words = ''] = versionTag.exec(tag) ?? [];
  if (version === undefined) return withoutVersion(tag, passedOver);
  const numbers = version.split('.');
  const isPatch = numbers.length > 2 || suffix !== '';
  const released = !candidate.test(suffix) && !words.split('-').some((word) => candidate.test(word));
  const shares = released && (!isPatch || passedOver !== null) ? 'release' : 'line';
  const versions = numbers.map((_, dropped) => numbers.slice(0, numbers.length - dropped).join('.'));
  if (suffix !== '') versions.unshift(version + suffix);
  const plainWords = without(words, passedOver ?? []);
  const related = versions.flatMap((short) => [`${short}${words}`, `${short}${plainWords}`]);
  const bare = words.includes('alpine') ? '-alpine' : '';
  const distant = versions.map((short): RelatedTag => ({ tag: short + bare, shares: 'image' }));
  return [...related.map((near): RelatedTag => ({ tag: near, shares })), ...distant];
}

/** `-fpm-alpine` without `fpm` → `-alpine` */
function without(words: string, passedOver: readonly string[]): string {
  const kept = words.split('-').filter((word) => !passedOver.includes(word));
  return kept.join('-');
}

/** Tags without a version follow the newest: `fpm-alpine` → `alpine`, `onbuild` → `latest`. */
function withoutVersion(tag: string, passedOver: readonly string[] | null): RelatedTag[] {
  const plain = without(tag.replace(/^latest-/, ''), passedOver ?? []) || 'latest';
  return [
    { tag: plain, shares: 'release' },
    { tag: tag.includes('alpine') ? 'alpine' : 'latest', shares: 'image' },
  ];
}
