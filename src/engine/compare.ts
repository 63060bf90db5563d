import type { ContainerProcess, Observation, Prediction, Verification } from '../contract/verification.ts';
import { isUnseen } from '../knowledge/unseen.ts';
import type { ImageModel, ProcessNode, Startup } from '../startup/model.ts';
import { namesOf } from './process-names.ts';

/** A prediction as text can be made of it: reasons are sentences here. */
export type Reasons = (startup: Startup) => readonly string[];

/**
 * Chooses of the ways that the model knows the one that is most like what was seen. Only what was really
 * started tells the ways apart, so the tree counts more than the outcome.
 *
 * @param argv what the engine executes by the model's reading
 */
export function closestPrediction(
  image: ImageModel,
  observation: Observation,
  argv: readonly string[],
  reasons: Reasons,
): Prediction {
  const startups = image.startups.map((startup) => ({ startup, score: score(startup, observation) }));
  const best = startups.toSorted((a, b) => b.score - a.score)[0]?.startup;
  if (best === undefined) {
    return {
      argv,
      stop: image.stop,
      when: null,
      tree: null,
      why: image.skipped === null ? [] : [image.skipped],
    };
  }
  return { argv, stop: best.stop, when: best.when, tree: best.tree, why: reasons(best) };
}

function score({ stop, tree }: Startup, observation: Observation): number {
  return (sameTree(tree, observation.tree) === true ? 2 : 0) + (stop === observation.stop ? 1 : 0);
}

/** Whether the model was right; null where it said nothing, or nothing could be seen. */
export function agreementOf(prediction: Prediction, observation: Observation): Verification['agreement'] {
  const words = [prediction.argv, observation.argv].map((argv) => JSON.stringify(argv));
  const told = prediction.stop !== 'unknown' && observation.stop !== 'unknown';
  return {
    start: words[0] === words[1],
    stop: told ? prediction.stop === observation.stop : null,
    tree: sameTree(prediction.tree, observation.tree),
  };
}

/** What a workload starts for itself is its own business; everything above it has to be as predicted. */
function sameTree(predicted: ProcessNode | null, seen: ContainerProcess | null): boolean | null {
  if (predicted === null || seen === null) return null;
  return same(predicted, seen);
}

function same(predicted: ProcessNode, seen: ContainerProcess): boolean {
  if (isUnseen(predicted.argv)) return true;
  if (!sameProgram(predicted.argv, seen.argv)) return false;
  if (predicted.children.length === 0 && /^(workload|helper)$/.test(predicted.role)) return true;
  const left = seen.children.filter(({ zombie }) => !zombie);
  for (const child of predicted.children) {
    const at = left.findIndex((one) => same(child, one));
    if (at === -1) return false;
    left.splice(at, 1);
  }
  return left.length === 0 || seen.role === 'workload';
}

function sameProgram(predicted: readonly string[], seen: readonly string[]): boolean {
  const names = namesOf(seen);
  return namesOf(predicted).some((name) => names.includes(name));
}
