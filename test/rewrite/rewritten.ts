import { product } from '../../src/cli/product.ts';
import type { Fix } from '../../src/contract/finding.ts';
import type { RuleFile } from '../../src/contract/rule.ts';
import type { ImageModel } from '../../src/startup/model.ts';
import { applyEdits } from '../../src/text/apply-edits.ts';

const build = await product.loadModel({ buildArgs: new Map() });

/** A Dockerfile and the model of its final image, as rules and rewrites get them. */
export function modelled(text: string): { readonly image: ImageModel; readonly file: RuleFile } {
  const path = 'Dockerfile';
  const { dockerfile, images } = build({ path, text, changed: new Map() });
  const image = images.at(-1);
  if (image === undefined || dockerfile.problems.length > 0) throw new Error(`not a Dockerfile: ${text}`);
  return { image, file: { path, dockerfile, init: 'tini' } };
}

/** What a fix makes of the Dockerfile it was made for: its safety, and the lines that it changes or adds. */
export function outcome(fix: Fix, text: string): string {
  const fixed = applyEdits(text, fix.edits);
  if (fixed === null) throw new Error(`the edits of "${fix.title}" overlap`);
  const before = new Set(text.split('\n'));
  const changed = fixed.split('\n').filter((line) => !before.has(line));
  return `${fix.safety}: ${changed.join(' ⏎ ')}`;
}
