import { product } from '../../src/cli/product.ts';
import { memoryContext } from '../../src/context/memory-context.ts';
import type { FixSafety } from '../../src/contract/finding.ts';
import { fixFile } from '../../src/fix/fix-file.ts';
import { loadBaseImages } from '../../src/knowledge/load-base-images.ts';
import { lintFile } from '../../src/lint/lint-file.ts';
import type { DockerfileModel, Source } from '../../src/lint/model-builder.ts';
import type { ImageModel } from '../../src/startup/model.ts';
import { modelDockerfile } from '../../src/startup/model-dockerfile.ts';
import { type Observation, observe } from './observe.ts';
import type { ScriptCase, ScriptFile } from './script-cases.ts';
import type { Toolbox } from './toolbox.ts';

const rules = await product.loadRules();
const { lookup } = loadBaseImages();

/** A case with the files and the Dockerfile as they are now, and what the model says of them. */
export interface ScriptImage {
  readonly one: ScriptCase;
  readonly text: string;
  readonly files: Readonly<Record<string, ScriptFile>>;
  readonly image: ImageModel;
}

/** The image of a case as it is written. */
export function scriptImage(one: ScriptCase): ScriptImage {
  const text = `FROM debian:12\nWORKDIR /work\nCOPY . .\n${one.lines.join('\n')}\n`;
  return withTexts(one, { path: 'Dockerfile', text, changed: new Map() });
}

function withTexts(one: ScriptCase, source: Source): ScriptImage {
  const files = Object.fromEntries(
    Object.entries(one.files).map(([name, file]) => [
      name,
      { ...file, text: source.changed.get(name) ?? file.text },
    ]),
  );
  const image = model(files)(source).images.at(-1);
  if (!image) throw new Error(`no image in ${source.text}`);
  return { one, text: source.text, files, image };
}

function model(files: ScriptCase['files']): (source: Source) => DockerfileModel {
  return (source) => {
    const texts = Object.entries(files).map(
      ([name, file]) => [name, { ...file, text: source.changed.get(name) ?? file.text }] as const,
    );
    const context = memoryContext(Object.fromEntries(texts));
    return modelDockerfile(source, { baseImage: lookup, buildArgs: new Map(), context: () => context });
  };
}

/** The image after the fixes that lint has for it, with what they are called and the codes of the rules that had them. */
export function fixedImage(
  before: ScriptImage,
  allowed: readonly FixSafety[],
): {
  readonly after: ScriptImage;
  readonly codes: readonly string[];
  readonly titles: readonly string[];
} {
  const { one, text, files } = before;
  const lint = (source: Source) => lintFile({ source, model: model(files), rules });
  const { applied, result } = fixFile(lint({ path: 'Dockerfile', text, changed: new Map() }), lint, allowed);
  return {
    after: withTexts({ ...one, files }, result.source),
    codes: applied.map(({ code }) => code),
    titles: applied.flatMap(({ fix }) => (fix ? [fix.title] : [])),
  };
}

const GRACE_MS = 1500;

/** Runs an image's scripts as the engine would, beside stub programs. */
export function runScript(
  { one, text, files, image }: ScriptImage,
  toolbox: Toolbox,
  env: Readonly<Record<string, string>> = {},
): Promise<Observation> {
  // What the Dockerfile makes executable is so in the image.
  const made = text.includes('chmod');
  const entries = Object.entries(files).map(
    ([name, file]) => [name, { ...file, executable: file.executable || made }] as const,
  );
  return observe(image.argv, {
    toolbox,
    signal: image.stopSignal,
    graceMs: GRACE_MS,
    attempts: 3,
    links: one.programs,
    files: Object.fromEntries(entries.map(([name, { text }]) => [name, text])),
    executables: entries.flatMap(([name, { executable }]) => (executable ? [name] : [])),
    plain: entries.flatMap(([name, { executable }]) => (executable ? [] : [name])),
    env: { ...Object.fromEntries([...image.config.env].filter(([name]) => name !== 'PATH')), ...env },
  });
}
