import { compareVersions } from './compare-versions.ts';
import data from './data/tool-versions.json' with { type: 'json' };
import { ownValue } from './own-value.ts';

/**
 * The version of npm or yarn in an official node image; null for other tools and images.
 *
 * @param reference the image as FROM names it, `node:20.11-alpine`
 */
export function versionInNodeImage(tool: string, reference: string): string | null {
  const found = /(?:^|\/)node(?::([\w.-]+))?(?:@.*)?$/.exec(reference);
  if (!found) return null;
  const node = nodeVersion(found[1] ?? 'latest');
  if (tool === 'npm' || tool === 'npx') return npmOf(node);
  const { version, below } = data.yarnOfNodeImages;
  return tool === 'yarn' && node !== null && compareVersions(node, below) < 0 ? version : null;
}

/**
 * The version of a tool in the image that its makers publish; null where its tag is not known to name one. A tag `0.5`
 * is the last release of that line, and `latest` or a tag with other words alone the newest of all.
 *
 * @param reference the image as FROM or `COPY --from` names it, `ghcr.io/astral-sh/uv:0.4.20-bookworm`
 */
export function versionInOwnImage(tool: string, reference: string): string | null {
  const image = ownValue(data.ownImages, tool);
  if (image === undefined) return null;
  const tag =
    reference === image
      ? 'latest'
      : reference.startsWith(`${image}:`)
        ? reference.slice(image.length + 1)
        : '';
  const [, version, patch] = /^(\d+\.\d+)(\.\d+)?(?:-|@|$)/.exec(tag) ?? [];
  if (version !== undefined) return `${version}${patch ?? `.${last}`}`;
  return /^[a-z]/.test(tag) ? `${last}` : null;
}

/** More than any part of a version. */
const last = 9999;

/** The version that a tag begins with; null for the newest: `lts`, `alpine`. */
function nodeVersion(tag: string): string | null {
  const [word = ''] = tag.split('-');
  return /^\d+(\.\d+)*$/.test(word) ? word : (ownValue(data.codenames, word) ?? null);
}

/** What the newest release of a line brings: `20` means the last 20.x. */
function npmOf(node: string | null): string | null {
  const rows = data.npmOfNode.filter(([from = '']) => node === null || isUpTo(from, node));
  return rows.at(-1)?.[1] ?? null;
}

function isUpTo(from: string, node: string): boolean {
  const parts = node.split('.').length;
  return compareVersions(from.split('.').slice(0, parts).join('.'), node) <= 0;
}
