import { resolve } from 'node:path';
import { createContextFinder } from '../context/find-context.ts';
import type { Observation, Verification } from '../contract/verification.ts';
import { agreementOf, closestPrediction } from '../engine/compare.ts';
import {
  overriddenStart,
  overridesAnything,
  overridingLines,
  type RunOverrides,
  readRunOverrides,
  type StartSettings,
  wordsOf,
} from '../engine/run-overrides.ts';
import { type Session, withBuiltImage } from '../engine/session.ts';
import type { ModelledResult } from '../lint/lint-file.ts';
import type { DockerfileModel, ModelBuilder } from '../lint/model-builder.ts';
import { createTexts } from '../report/file-report.ts';
import { whyText } from '../report/why-text.ts';
import { contextSources } from '../startup/image/copy-files.ts';
import type { ImageModel, Startup } from '../startup/model.ts';
import type { Io } from './io.ts';
import { observeSubject } from './observe-subject.ts';
import type { EngineOptions, InputOptions } from './options.ts';

/** A Dockerfile whose image is to be run. */
export interface DockerfileSubject {
  /** As reports name it. */
  readonly subject: string;
  readonly result: ModelledResult;
  /** The model of other texts of the same Dockerfile. */
  readonly model: ModelBuilder;
  /** The file that the engine builds, and its context; absolute. */
  readonly dockerfile: string;
  readonly context: string;
  /** What takes the place of CMD. */
  readonly command: readonly string[];
}

type RunOptions = EngineOptions & Pick<InputOptions, 'target' | 'buildArgs'>;

/**
 * Builds a Dockerfile, runs and stops a container of it, and puts that beside what the model says of the image.
 *
 * @throws {EngineError} when that cannot be done, or the reason of the session's abort
 */
export async function verifyDockerfile(
  session: Session,
  subject: DockerfileSubject,
  options: RunOptions,
): Promise<Verification> {
  const { dockerfile, context } = subject;
  const { target, platform, buildArgs } = options;
  const request = { dockerfile, context, target, platform, buildArgs };
  const { observation, start } = await withBuiltImage(session, request, (image) =>
    observeSubject(session, image, subject.command, options),
  );
  return { subject: subject.subject, ...compared(session, subject, options, observation, start) };
}

/** The prediction for what was started, beside what was seen of it. */
function compared(
  { engine }: Session,
  { result, model, command }: DockerfileSubject,
  { runArgs }: RunOptions,
  observation: Observation,
  started: StartSettings,
): Omit<Verification, 'subject'> {
  const overrides = readRunOverrides(runArgs);
  const { entrypoint, cmd } = finalImage(result).config;
  const read = { entrypoint: entrypoint?.argv ?? null, cmd: cmd?.argv ?? null };
  const argv = wordsOf(overriddenStart(read, overrides, command, engine.name));
  const sameStart = JSON.stringify(argv) === JSON.stringify(observation.argv);
  const asIs = sameStart && command.length === 0 && !overridesAnything(overrides);
  const modelled = asIs ? result : withStart(result, model, started, overrides);
  const texts = createTexts(modelled);
  const reasons = ({ why }: Startup): readonly string[] => why.map((step) => whyText(step, texts));
  const prediction = closestPrediction(finalImage(modelled), observation, argv, reasons);
  return {
    engine: { name: engine.name, version: engine.version },
    prediction,
    observation,
    agreement: agreementOf(prediction, observation),
  };
}

/** The model of the same Dockerfile with another start command, set at the end of the stage that is built. */
function withStart(
  result: ModelledResult,
  build: ModelBuilder,
  start: StartSettings,
  overrides: RunOverrides,
): ModelledResult {
  const { source, model } = result;
  const lines = overridingLines(start, overrides, model.dockerfile.escape);
  const end = endOfStage(model, finalImage(result).stage.index, source.text);
  const text = `${source.text.slice(0, end)}\n${lines}${source.text.slice(end)}`;
  const changed = { ...source, text };
  const changedModel = build(changed);
  return { ...result, source: changed, texts: changedModel.texts, model: changedModel };
}

/** The image that is built: the final one, or that of `--target`. */
export function finalImage({ model }: Pick<ModelledResult, 'model'>): ImageModel {
  const image = model.images.find(({ final }) => final);
  if (image === undefined) throw new Error('a Dockerfile without problems has a final stage');
  return image;
}

function endOfStage({ dockerfile }: DockerfileModel, index: number, text: string): number {
  const starts = dockerfile.instructions.filter(({ keyword }) => keyword === 'FROM');
  return starts[index + 1]?.span.start ?? text.length;
}

/** The root of a Dockerfile's build context; absolute. */
export function contextRoot(
  path: string,
  { model }: Pick<ModelledResult, 'model'>,
  given: string | null,
  { fs, cwd }: Pick<Io, 'fs' | 'cwd'>,
): string {
  const sources = contextSources(model.images.flatMap(({ config }) => config.copies));
  return resolve(cwd, createContextFinder(fs, cwd, given).find(path, sources).root);
}
