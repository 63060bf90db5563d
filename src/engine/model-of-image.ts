import { stageConfigs } from '../dockerfile/config.ts';
import type { BaseImageConfig, ImageConfig, Stage } from '../dockerfile/image-config.ts';
import type { Instruction } from '../dockerfile/instruction.ts';
import { parseDockerfile } from '../dockerfile/parse.ts';
import { readStages } from '../dockerfile/stages.ts';
import { programName } from '../knowledge/programs.ts';
import type { BaseImageFacts, ShellFact } from '../knowledge/types.ts';
import type { ImageFile } from '../startup/image/image-file.ts';
import type { ImageModel } from '../startup/model.ts';
import { modelImage } from '../startup/model-image.ts';
import { plainMapped } from '../text/mapped-text.ts';
import type { InspectedImage } from './engine.ts';
import type { ImageArchive } from './image-archive.ts';

/** An image of which there is no Dockerfile. */
export interface FoundImage {
  readonly reference: string;
  /** What the engine starts it with. */
  readonly config: Pick<
    InspectedImage,
    'entrypoint' | 'cmd' | 'shell' | 'env' | 'user' | 'workdir' | 'stopSignal'
  >;
  readonly files: ImageArchive;
}

/** The model of an image, from its configuration and its files. */
export function modelOfImage(
  { reference, config, files }: FoundImage,
  lookup: (reference: string) => BaseImageFacts,
): ImageModel {
  const dockerfile = parseDockerfile(`FROM ${reference}\n`);
  const stages = readStages(dockerfile);
  const stage = stages.stages[0] as Stage;
  const base: BaseImageFacts = { ...factsOf(reference, files, lookup), config };
  const known: BaseImageConfig = { ...config, shell: config.shell };
  const [imageConfig] = stageConfigs(stages, () => known);
  return modelImage({
    file: reference,
    stage,
    lineage: [stage],
    final: true,
    baseImage: reference,
    base,
    config: imageConfig as ImageConfig,
    runTexts: [],
    files: {
      at: (path) => imageFile(files, path, stage.from),
      names: (folder) => files.names(folder),
      workdir: config.workdir ?? '/',
      searchPath: config.env.get('PATH') ?? '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    },
    contextNote: () => null,
  });
}

function imageFile(files: ImageArchive, path: string, by: Instruction): ImageFile {
  const found = files.at(path);
  switch (found.kind) {
    case 'text': {
      const source = { file: found.path, text: plainMapped(found.text, 0) };
      return { kind: 'text', name: found.path, source, executable: found.executable, by };
    }
    case 'binary':
      return { kind: 'binary', executable: found.executable, by };
    case 'absent':
      return { kind: 'absent', reason: `${path} is not in the image`, by: null };
  }
}

/** How images of a distribution are called that calls itself otherwise in os-release. */
const imageNames: Readonly<Record<string, string>> = {
  amzn: 'amazonlinux',
  arch: 'archlinux',
  'opensuse-leap': 'opensuse/leap',
  ol: 'oraclelinux',
  rocky: 'rockylinux',
};

/** What is known of the distribution that the image's os-release names, with the shells that are really there. */
function factsOf(
  reference: string,
  files: ImageArchive,
  lookup: (reference: string) => BaseImageFacts,
): BaseImageFacts {
  const id = releaseField(files, 'ID');
  const version = releaseField(files, 'VERSION_ID');
  const distribution =
    id === null ? reference : `${imageNames[id] ?? id}${version === null ? '' : `:${version}`}`;
  const known = lookup(distribution);
  const source = id === null ? known.because : `its os-release says ${distribution}`;
  return {
    ...known,
    reference,
    sh: shellAt('/bin/sh', known.sh, files, known.distribution),
    bash: shellAt('/bin/bash', known.bash, files, known.distribution),
    entrypointExecs: null,
    hasInit: null,
    because: source,
    sure: true,
  };
}

function releaseField(files: ImageArchive, name: string): string | null {
  const file = files.at('/etc/os-release');
  if (file.kind !== 'text') return null;
  return new RegExp(`^${name}=["']?([^"'\\n]+)`, 'm').exec(file.text)?.[1] ?? null;
}

/** The shell at a path: what is known of the distribution's where that is the one, else what its name says. */
function shellAt(
  path: string,
  known: ShellFact,
  files: ImageArchive,
  distribution: string | null,
): ShellFact {
  const found = files.at(path);
  const none = { version: null, build: null, sure: true } as const;
  if (found.kind === 'absent') return { implementation: 'none', ...none };
  const busybox = files.at('/bin/busybox');
  const isBusybox = busybox.kind !== 'absent' && busybox.path === found.path;
  const implementation = isBusybox ? 'busybox ash' : (byName[programName(found.path)] ?? 'unknown');
  if (implementation === known.implementation) return { ...known, sure: true };
  if (implementation === 'unknown') return { implementation, ...none, sure: false };
  const build = distribution === 'debian' || distribution === 'ubuntu' ? 'debian' : 'upstream';
  return { implementation, ...none, build: implementation === 'dash' ? build : null };
}

const byName: Readonly<Record<string, ShellFact['implementation']>> = {
  ash: 'busybox ash',
  bash: 'bash',
  busybox: 'busybox ash',
  dash: 'dash',
  ksh: 'ksh93',
  ksh93: 'ksh93',
  mksh: 'mksh',
  yash: 'yash',
  zsh: 'zsh',
};
