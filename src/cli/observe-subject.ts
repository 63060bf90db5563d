import type { Observation } from '../contract/verification.ts';
import { EngineError } from '../engine/engine.ts';
import { observeImage } from '../engine/observe-image.ts';
import { overriddenStart, readRunOverrides, type StartSettings, wordsOf } from '../engine/run-overrides.ts';
import type { Session } from '../engine/session.ts';
import type { EngineOptions } from './options.ts';

/** Runs an image as the options say; gives back what was seen and what was started. */
export async function observeSubject(
  { engine, machine, signal, progress, name }: Session,
  image: string,
  command: readonly string[],
  options: EngineOptions,
): Promise<{ readonly observation: Observation; readonly start: StartSettings }> {
  const { platform, runArgs, grace, readyAfter, readyLog, timeout } = options;
  const inspected = await engine.inspectImage(image, platform);
  if (inspected.os !== 'linux')
    throw new EngineError(`${image} is an image for ${inspected.os}, not for Linux`);
  const overrides = readRunOverrides(runArgs);
  const start = overriddenStart(inspected, overrides, command, engine.name);
  const request = {
    image,
    inspected,
    container: name(),
    platform,
    runArgs,
    command,
    argv: wordsOf(start),
    readiness: { after: readyAfter, log: readyLog },
    stopSignal: overrides.stopSignal,
    grace,
    timeout: timeout * 1000,
  };
  return { observation: await observeImage(engine, machine, request, signal, progress), start };
}
