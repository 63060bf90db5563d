import type { ImageConfig } from '../../dockerfile/image-config.ts';
import type { BaseImageFacts } from '../../knowledge/types.ts';

/** Packages of Alpine that were seen to need no bash, neither themselves nor what they need. */
const withoutBash: ReadonlySet<string> = new Set([
  'ca-certificates',
  'curl',
  'dumb-init',
  'g++',
  'gcc',
  'git',
  'jq',
  'libc6-compat',
  'make',
  'musl-dev',
  'nodejs',
  'npm',
  'openssl',
  'py3-pip',
  'python3',
  'su-exec',
  'tini',
  'tzdata',
  'wget',
]);

/**
 * Whether an image surely has no bash: its base has none, and no RUN could install one. What is not
 * understood may install anything.
 */
export function hasNoBash(
  { bash, sh, sure }: BaseImageFacts,
  { copies }: ImageConfig,
  runTexts: readonly string[],
): boolean {
  if (bash.implementation !== 'none' || !bash.sure || !sure || sh.implementation === 'none') return false;
  if (copies.some(({ from, destination }) => from !== null && !/\.\w+$/.test(destination))) return false;
  return runTexts.every(bringsNoBash);
}

function bringsNoBash(text: string): boolean {
  const rest = text.replace(/\bapk\s+add\b([^&;|\n]*)/g, (all, words: string) => {
    const packages = words
      .split(/\s+/)
      .filter((word) => word !== '' && !word.startsWith('-') && word !== '\\');
    return packages.every((name) => withoutBash.has(name)) ? '' : all;
  });
  return !/\bapk\s+add\b|bash|\.sh\b|\btar\b|\bcurl\b|\bwget\b|\bmake\b|\$|\binstall\b.*\/bin/.test(rest);
}
