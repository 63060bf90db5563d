import { stageConfigs } from '../dockerfile/config.ts';
import type { BaseImageConfig, ImageConfig, Stage } from '../dockerfile/image-config.ts';
import type { Dockerfile, SyntaxProblem } from '../dockerfile/instruction.ts';
import { parseDockerfile } from '../dockerfile/parse.ts';
import { readStages } from '../dockerfile/stages.ts';
import type { BaseImageFacts } from '../knowledge/types.ts';
import type { ImageModel } from './model.ts';
import { modelImage } from './model-image.ts';

/** A Dockerfile to be modelled. */
export interface DockerfileSource {
  /** As spans in the model name it. */
  readonly path: string;
  readonly text: string;
}

/** What the model asks for. */
export interface Knowledge {
  /** The facts about a base image by its reference. */
  readonly baseImage: (reference: string) => BaseImageFacts;
  /** What the user passes with `--build-arg`. */
  readonly buildArgs: ReadonlyMap<string, string>;
}

/** A Dockerfile and everything that the model says of it. */
export interface ModelledDockerfile {
  readonly dockerfile: Dockerfile;
  readonly images: readonly ImageModel[];
}

/**
 * Models a Dockerfile: text in, images with their startups out. Pure, and never throws: what BuildKit
 * would refuse is among the file's problems.
 */
export function modelDockerfile(source: DockerfileSource, knowledge: Knowledge): ModelledDockerfile {
  const parsed = parseDockerfile(source.text);
  const stages = readStages(parsed, { buildArgs: knowledge.buildArgs });
  const bases = stages.stages.map((stage) => factsOf(stage, knowledge));
  const configs = stageConfigs(stages, (stage) => configOf(bases[stage.index]));
  const problems = [...parsed.problems, ...stages.problems, ...configs.flatMap((config) => config.problems)];
  const images = stages.stages.map((stage): ImageModel => {
    const line = lineage(stage, stages.stages);
    const root = line[0] as Stage;
    return modelImage({
      file: source.path,
      stage,
      lineage: line,
      final: stage.index === stages.stages.length - 1,
      baseImage: referenceOf(root),
      base: bases[root.index] as BaseImageFacts,
      config: configs[stage.index] as ImageConfig,
      runTexts: line.flatMap(({ instructions }) =>
        instructions.filter(({ keyword }) => keyword === 'RUN').map((run) => run.arguments.text),
      ),
    });
  });
  return { dockerfile: { ...parsed, problems: inOrder(problems) }, images };
}

function inOrder(problems: readonly SyntaxProblem[]): readonly SyntaxProblem[] {
  return [...problems].sort((a, b) => a.span.start - b.span.start);
}

/** The stages that a stage is built on, from the one on an image of its own to itself. */
function lineage(stage: Stage, stages: readonly Stage[]): readonly Stage[] {
  const line: Stage[] = [stage];
  for (let at = stage; at.base.kind === 'stage'; ) {
    const below = stages[at.base.index];
    if (!below || below.index >= at.index) break;
    line.unshift(below);
    at = below;
  }
  return line;
}

function referenceOf({ base }: Stage): string {
  if (base.kind === 'scratch') return 'scratch';
  return base.kind === 'stage' ? '' : base.reference;
}

const unknownShell = { implementation: 'unknown', version: null, build: null, sure: false } as const;

function factsOf({ base }: Stage, knowledge: Knowledge): BaseImageFacts {
  if (base.kind === 'image') return knowledge.baseImage(base.reference);
  if (base.kind === 'scratch') return knowledge.baseImage('scratch');
  const reason = base.kind === 'unknown' ? base.reason : 'it is an earlier stage';
  return {
    reference: base.kind === 'unknown' ? base.reference : '',
    distribution: null,
    release: null,
    sh: unknownShell,
    bash: unknownShell,
    packageManager: null,
    config: null,
    entrypointExecs: null,
    hasInit: null,
    inits: [],
    because: reason,
    sure: false,
  };
}

/** The base image's config; its environment is not known but for what every image has. */
function configOf(facts: BaseImageFacts | undefined): BaseImageConfig {
  const config = facts?.config ?? null;
  return {
    entrypoint: config?.entrypoint ?? null,
    cmd: config?.cmd ?? null,
    shell: config?.shell ?? null,
    stopSignal: config?.stopSignal ?? null,
    user: config?.user ?? null,
    workdir: null,
    env: null,
  };
}
