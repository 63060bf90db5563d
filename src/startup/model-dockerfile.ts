import { type BuildContext, unknownContext, watchTexts } from '../context/build-context.ts';
import { stageConfigs } from '../dockerfile/config.ts';
import type { BaseImageConfig, ImageConfig, Stage } from '../dockerfile/image-config.ts';
import type { Dockerfile, SyntaxProblem } from '../dockerfile/instruction.ts';
import { parseDockerfile } from '../dockerfile/parse.ts';
import { readStages } from '../dockerfile/stages.ts';
import type { OwnPrograms } from '../knowledge/own-program.ts';
import { programName } from '../knowledge/programs.ts';
import type { BaseImageFacts } from '../knowledge/types.ts';
import { onceNeeded } from '../text/once-needed.ts';
import { replacedSh, shellByName } from './evaluate/shell-candidates.ts';
import { contextSources } from './image/copy-files.ts';
import { createImageFiles } from './image/image-files.ts';
import { lazyImage } from './image/lazy-image.ts';
import { createRunMemory, type RunMemory } from './image/run-memory.ts';
import { searchPath } from './image/search-path.ts';
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
  /** Kept by who models one Dockerfile several times; not given: nothing is kept. */
  readonly runs?: RunMemory;
  /** What the user passes with `--build-arg`. */
  readonly buildArgs: ReadonlyMap<string, string>;
  /** What the user says of programs. */
  readonly ownProgram?: OwnPrograms;
  /** The build context, given what COPY and ADD take from it; without it none of its files is known. */
  readonly context?: (sources: readonly string[]) => BuildContext;
}

/** A Dockerfile and everything that the model says of it. */
export interface ModelledDockerfile {
  readonly dockerfile: Dockerfile;
  readonly images: readonly ImageModel[];
  /** The texts of the files of the build context that were read so far, by the names that places use. */
  readonly texts: ReadonlyMap<string, string>;
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
  // Most stages are neither run nor built upon by one that is, so what is known of them is made when it is asked for.
  const lines = perStage(stages.stages, (stage) => lineage(stage, stages.stages));
  const runTexts = perStage(stages.stages, ({ index }) => textsOfRuns(lines(index)));
  const texts = new Map<string, string>();
  const context = onceNeeded(() => openContext(configs, knowledge, texts));
  const files = createImageFiles({
    file: source.path,
    text: source.text,
    stages: stages.stages,
    configs,
    context,
    shells: (stage) => {
      const base = bases[lines(stage)[0]?.index ?? stage] as BaseImageFacts;
      const shells = { sh: replacedSh(base, runTexts(stage)), bash: base.bash };
      return (path) => shellByName(programName(path), shells);
    },
    runs: knowledge.runs ?? createRunMemory(),
  });
  const images = stages.stages.map((stage): ImageModel => {
    const config = configs[stage.index] as ImageConfig;
    const final = stage.index === stages.stages.length - 1;
    return lazyImage({ stage, config, final }, () => {
      const line = lines(stage.index);
      const root = line[0] as Stage;
      return modelImage({
        file: source.path,
        stage,
        lineage: line,
        final,
        baseImage: referenceOf(root),
        base: bases[root.index] as BaseImageFacts,
        config,
        runTexts: runTexts(stage.index),
        files: {
          at: (path) => files.file(stage.index, path),
          names: (folder) => files.names(stage.index, folder),
          workdir: config.workdir,
          searchPath: searchPath(config, line, parsed.escape),
        },
        ...(knowledge.ownProgram && { ownProgram: knowledge.ownProgram }),
        contextNote: () => context().note,
      });
    });
  });
  return { dockerfile: { ...parsed, problems: inOrder(problems) }, images, texts };
}

/** What is made for a stage when it is first asked for. */
function perStage<V>(stages: readonly Stage[], make: (stage: Stage) => V): (index: number) => V {
  const made = stages.map((stage) => onceNeeded(() => make(stage)));
  return (index) => (made[index] as () => V)();
}

function textsOfRuns(line: readonly Stage[]): readonly string[] {
  const all = line.flatMap(({ instructions }) => instructions);
  return all.filter(({ keyword }) => keyword === 'RUN').map((run) => run.arguments.text);
}

/** The build context; every text that is read from it is kept by its name. */
function openContext(
  configs: readonly ImageConfig[],
  { context }: Knowledge,
  texts: Map<string, string>,
): BuildContext {
  if (!context) return unknownContext('the build context is not at hand');
  const sources = contextSources(configs.flatMap(({ copies }) => copies));
  return watchTexts(context(sources), (name, text) => void texts.set(name, text));
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
