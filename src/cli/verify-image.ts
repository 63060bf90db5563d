import type { Verification } from '../contract/verification.ts';
import { agreementOf, closestPrediction } from '../engine/compare.ts';
import { collectArchive, type ImageArchive } from '../engine/image-archive.ts';
import { modelOfImage } from '../engine/model-of-image.ts';
import { overriddenStart, readRunOverrides, wordsOf } from '../engine/run-overrides.ts';
import type { Session } from '../engine/session.ts';
import type { IndexedText } from '../report/code-frame.ts';
import { whyText } from '../report/why-text.ts';
import type { Startup } from '../startup/model.ts';
import { createLineIndex } from '../text/line-index.ts';
import { observeSubject } from './observe-subject.ts';
import type { EngineOptions } from './options.ts';

/**
 * Runs and stops a container of an image, and puts that beside what the model says of the image's configuration and files.
 *
 * @throws {EngineError} when that cannot be done, or the reason of the session's abort
 */
export async function verifyImage(
  session: Session,
  reference: string,
  command: readonly string[],
  options: EngineOptions,
): Promise<Verification> {
  const { engine } = session;
  const { observation } = await observeSubject(session, reference, command, options);
  const files = await readFiles(session, reference, options.platform);
  const inspected = await engine.inspectImage(reference, options.platform);
  const overrides = readRunOverrides(options.runArgs);
  const start = overriddenStart(inspected, overrides, command, engine.name);
  const config = {
    ...inspected,
    ...start,
    env: new Map([...inspected.env, ...overrides.env]),
    stopSignal: overrides.stopSignal ?? inspected.stopSignal,
  };
  const { loadBaseImages } = await import('../knowledge/load-base-images.ts');
  const image = modelOfImage({ reference, config, files }, loadBaseImages().lookup);
  const reasons = ({ why }: Startup): readonly string[] =>
    // Which file of the image brings a script is no question here: the image does.
    why.filter(({ place }) => place?.file !== reference).map((step) => whyText(step, textsOf(files)));
  const prediction = closestPrediction(image, observation, wordsOf(start), reasons);
  return {
    subject: reference,
    engine: { name: engine.name, version: engine.version },
    prediction,
    observation,
    agreement: agreementOf(prediction, observation),
  };
}

/** Reads the files of an image out of a container that is made for that and never started. */
async function readFiles(
  { engine, progress, name }: Session,
  image: string,
  platform: string | null,
): Promise<ImageArchive> {
  const container = name();
  const { push, archive } = collectArchive();
  try {
    progress(`reading the files of ${image}`);
    await engine.create(image, container, platform);
    await engine.export(container, push);
    return archive;
  } finally {
    await engine.removeContainer(container);
  }
}

function textsOf(files: ImageArchive): (path: string) => IndexedText {
  return (path) => {
    const file = files.at(path);
    const text = file.kind === 'text' ? file.text : '';
    return { text, lines: createLineIndex(text) };
  };
}
