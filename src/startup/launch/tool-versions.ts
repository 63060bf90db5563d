import type { CopyRecord } from '../../dockerfile/image-config.ts';
import { versionInNodeImage, versionInOwnImage } from '../../knowledge/tool-versions.ts';
import type { BaseImageFacts } from '../../knowledge/types.ts';
import { parseObject } from './package-scripts.ts';
import { isText, type World } from './world.ts';

/** What tells which versions of package managers an image has. */
interface ImageTools {
  readonly base: BaseImageFacts;
  /** The texts of the RUN instructions, base stages first. */
  readonly runTexts: readonly string[];
  readonly copies: readonly CopyRecord[];
  readonly file: World['file'];
  readonly workdir: string;
}

/**
 * The version of a package manager in an image: what package.json asks for (`packageManager`), what RUN installs,
 * what is copied out of the tool's own image, else what the base image brings. Null where that is not known.
 */
export function toolVersions(image: ImageTools): (tool: string) => string | null {
  return (tool) => {
    const name = tool === 'npx' ? 'npm' : tool;
    const asked = askedFor(name, image);
    if (asked !== null) return asked;
    const installed = installedVersion(name, image.runTexts);
    if (installed !== undefined) return installed;
    const copied = image.copies.flatMap(({ from }) =>
      typeof from === 'string' ? (versionInOwnImage(name, from) ?? []) : [],
    );
    const own = copied.at(-1) ?? versionInOwnImage(name, image.base.reference);
    return own ?? (image.base.sure ? versionInNodeImage(name, image.base.reference) : null);
  };
}

function askedFor(tool: string, { file, workdir }: ImageTools): string | null {
  if (tool !== 'yarn' && tool !== 'pnpm') return null;
  const found = file('package.json', workdir);
  const manager = isText(found) ? parseObject(found.text)?.packageManager : undefined;
  const [, name, version = null] =
    /^(\w+)@(\d+(?:\.\d+)*)/.exec(typeof manager === 'string' ? manager : '') ?? [];
  if (name === tool) return version;
  // Only yarn 2 and later has this file.
  return tool === 'yarn' && isText(file('.yarnrc.yml', workdir)) ? '2.0.0' : null;
}

/** The version that the last RUN that installs the tool names; null: it does not, undefined: none installs it. */
function installedVersion(tool: string, runTexts: readonly string[]): string | null | undefined {
  const asPackage = new RegExp(`(?:^|[\\s"'])${tool}(?:@|==)([\\w.^~-]+)`);
  const installs = new RegExp(
    `\\b(?:npm|yarn|pnpm|pipx?3?)\\b[^\\n;&|]*\\b(?:i|install|add)\\b[^\\n;&|]*[\\s"']${tool}(?![\\w/-])|\\bcorepack\\s+(?:prepare|use|install)\\b[^\\n;&|]*\\b${tool}@|\\bapk\\b[^\\n;&|]*\\s${tool}\\b|\\bapt(?:-get)?\\b[^\\n;&|]*\\s${tool}\\b|get\\.pnpm\\.io`,
  );
  const text = runTexts.findLast((one) => installs.test(one));
  if (text === undefined) return undefined;
  const version = asPackage.exec(text)?.[1] ?? '';
  return /^\d+(\.\d+)*$/.test(version) ? version : null;
}
