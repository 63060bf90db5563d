import type { Fix } from '../contract/finding.ts';
import type { InitChoice } from '../contract/init-choice.ts';
import type { ImageModel } from '../startup/model.ts';
import { isWorse } from '../startup/stop/outcome-rank.ts';
import { fixHolds } from './fix-holds.ts';
import type { DockerfileModel, ModelBuilder, Source } from './model-builder.ts';
import { reportedImages } from './reported-images.ts';
import type { MergedFinding } from './run-rules.ts';
import { runRules } from './run-rules.ts';
import { sameImages } from './same-images.ts';
import { withEdits } from './with-edits.ts';

/** A modelled Dockerfile and the way to model it again. */
export interface Modelled {
  readonly source: Source;
  readonly model: DockerfileModel;
  readonly rebuild: ModelBuilder;
  /** The init that fixes put at PID 1. */
  readonly init: InitChoice;
  /** What the rules find in it. */
  readonly found: readonly MergedFinding[];
}

/**
 * The first candidate of a finding that the model proves: its edits apply, the fixed text is still a
 * valid Dockerfile, every image with the finding stops well, no other that is reported stops worse, and the rule
 * is content. Null when there is none.
 */
export function provenFix(merged: MergedFinding, modelled: Modelled): Fix | null {
  return merged.occurrences[0].finding.fixes.find((fix) => isProven(fix, merged, modelled)) ?? null;
}

function isProven(
  fix: Fix,
  merged: MergedFinding,
  { source, model, rebuild, init, found }: Modelled,
): boolean {
  const fixed = withEdits({ source, texts: model.texts }, fix.edits);
  if (fixed === null) return false;
  const after = rebuild(fixed);
  if (after.dockerfile.problems.length > 0) return false;
  const inDockerfile = fix.edits.every(({ file }) => file === source.path);
  const reported = reportedImages(model.images);
  const same: ReadonlySet<ImageModel> = inDockerfile
    ? sameImages(reported, model.dockerfile, after.dockerfile)
    : new Set();
  if (!imagesHold(merged, model, after, same)) return false;
  const kept = new Set([...same].map(({ stage }) => stage.index));
  const touched = reportedImages(after.images.filter(({ stage }) => !kept.has(stage.index)));
  const file = { path: fixed.path, dockerfile: after.dockerfile, init };
  const left = runRules([merged.rule], touched, file).flatMap(({ occurrences }) => occurrences);
  const others = found
    .filter((one) => one.rule === merged.rule && one !== merged)
    .flatMap(({ occurrences }) => occurrences.filter(({ image }) => !same.has(image)));
  const stays = merged.occurrences.filter(({ image }) => same.has(image));
  return left.length + stays.length <= others.length;
}

function imagesHold(
  merged: MergedFinding,
  before: DockerfileModel,
  after: DockerfileModel,
  same: ReadonlySet<ImageModel>,
): boolean {
  const images = knownBefore(before, after);
  if (images.length !== before.images.length) return false;
  return reportedImages(before.images).every((image) => {
    const now = images[before.images.indexOf(image)];
    if (now === undefined || now.stage.name !== image.stage.name) return false;
    const occurrence = merged.occurrences.find((one) => one.image === image);
    if (occurrence === undefined) return same.has(image) || !isWorse(now.stop, image.stop);
    return fixHolds(image, now, occurrence.finding.startup);
  });
}

/** The images of a fixed Dockerfile without those of stages that the fix adds: in the same order as before. */
function knownBefore(before: DockerfileModel, after: DockerfileModel): readonly ImageModel[] {
  const names = new Set(before.images.map(({ stage }) => stage.name));
  return after.images.filter(({ stage }) => names.has(stage.name));
}
