import { basename } from 'node:path';
import type { ImageModel, ProcessNode as ModelNode, Startup, StopOutcome } from '../../src/startup/model.ts';
import type { Observation, ProcessNode } from './observe.ts';
import { stopOutcome } from './outcome.ts';

/**
 * Where the model claims no tree: the readers of process substitutions, names that a program gives itself,
 * and orphans below an init, which it leaves where they were started.
 */
const UNCLAIMED = /[<>]\(|exec -a|\([^()]* &\)/;

/** How a prediction compares with what the kernel did. */
export type Verdict =
  | { readonly kind: 'agrees' }
  | { readonly kind: 'unknown'; readonly why: string }
  | { readonly kind: 'differs'; readonly predicted: string; readonly seen: string };

/**
 * Holds every startup of an image against what was seen: the outcome of what the startup calls the
 * workload, and the tree by the names of its programs. One of the startups has to be what was seen.
 */
export function compare({ argv, startups }: ImageModel, seen: Observation): Verdict {
  const unknown = startups.find(({ stop }) => stop === 'unknown');
  if (unknown) return { kind: 'unknown', why: unknown.why.at(-1)?.text ?? '' };
  const claimsTree = !argv.some((word) => UNCLAIMED.test(word));
  const predicted = startups.map((startup) => sentence(startup.stop, claimsTree ? shapeOf(startup) : ''));
  const seenShape = seen.tree === null || !claimsTree ? '' : kernelShape(seen.tree);
  const observed = startups.map((startup) => sentence(outcomeFor(startup, seen), seenShape));
  if (predicted.some((text, index) => text === observed[index])) return { kind: 'agrees' };
  return { kind: 'differs', predicted: predicted.join(' or '), seen: observed.join(' or ') };
}

function sentence(stop: StopOutcome, shape: string): string {
  return shape === '' ? stop : `${stop}: ${shape}`;
}

/** The outcome of those workloads that have the name of one that the startup is about. */
function outcomeFor({ tree, stop }: Startup, seen: Observation): StopOutcome {
  if (seen.tree === null) return 'no-workload';
  const names = tree ? workloadNames(tree) : [];
  const meant = seen.workloads.filter(
    (one) => one.startedAt <= 0 && names.includes(basename(one.argv[0] ?? '')),
  );
  const ended = seen.treeAfter === null;
  // Whatever became of the workload: another one was started, and is killed in the end.
  if (!ended && seen.workloads.some((one) => one.startedAt > 0 && one.end === null)) return 'ignored';
  // A tool such as tail keeps no log: what is left to see is whether the container ended.
  if (meant.length === 0 && ended && stop !== 'ignored') return stop;
  return stopOutcome(meant, ended);
}

function workloadNames({ argv, role, children }: ModelNode): string[] {
  const below = children.flatMap(workloadNames);
  return role === 'workload' ? [basename(argv[0] ?? ''), ...below] : below;
}

/** Nothing lasts where there is nothing to stop; a prompt has ended when the signal comes. */
function shapeOf({ tree, stop }: Startup): string {
  return tree === null || stop === 'no-workload' ? '' : modelShape(tree);
}

function modelShape({ argv, children }: ModelNode): string {
  return shape(argv[0] ?? '', children.map(modelShape));
}

function kernelShape({ argv, children }: ProcessNode): string {
  return shape(argv[0] ?? '', children.map(kernelShape));
}

/** Names of programs; which of two children was started first, is not compared. */
function shape(path: string, children: readonly string[]): string {
  const name = basename(path);
  return children.length > 0 ? `${name} -> [${[...children].sort().join(', ')}]` : name;
}
