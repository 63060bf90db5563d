import type { Fix } from '../contract/finding.ts';
import type { InitChoice } from '../contract/init-choice.ts';
import type { ImageModel } from '../startup/model.ts';
import { isWorse } from '../startup/outcome-rank.ts';
import { fixHolds } from './fix-holds.ts';
import type { DockerfileModel, ModelBuilder, Source } from './model-builder.ts';
import { reportedImages } from './reported-images.ts';
import type { MergedFinding } from './run-rules.ts';
import { runRules } from './run-rules.ts';
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
  const fixed = withEdits(source, model, fix.edits);
  if (fixed === null) return false;
  const after = rebuild(fixed);
  if (after.dockerfile.problems.length > 0) return false;
  if (!imagesHold(merged, model, after)) return false;
  const others = found.filter((one) => one.rule === merged.rule && one !== merged);
  const left = runRules([merged.rule], reportedImages(after.images), {
    path: fixed.path,
    dockerfile: after.dockerfile,
    init,
  });
  return occurrences(left) <= occurrences(others);
}

function imagesHold(merged: MergedFinding, before: DockerfileModel, after: DockerfileModel): boolean {
  const images = knownBefore(before, after);
  if (images.length !== before.images.length) return false;
  return reportedImages(before.images).every((image) => {
    const now = images[before.images.indexOf(image)];
    if (now === undefined || now.stage.name !== image.stage.name) return false;
    const occurrence = merged.occurrences.find((one) => one.image === image);
    if (occurrence === undefined) return !isWorse(now.stop, image.stop);
    return fixHolds(image, now, occurrence.finding.startup);
  });
}

/** The images of a fixed Dockerfile without those of stages that the fix adds: in the same order as before. */
function knownBefore(before: DockerfileModel, after: DockerfileModel): readonly ImageModel[] {
  const names = new Set(before.images.map(({ stage }) => stage.name));
  return after.images.filter(({ stage }) => names.has(stage.name));
}

/** How many findings there are, each image counted by itself. */
function occurrences(findings: readonly MergedFinding[]): number {
  return findings.reduce((sum, one) => sum + one.occurrences.length, 0);
}
