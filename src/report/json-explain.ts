import type { ModelledResult } from '../lint/lint-file.ts';
import type { ImageModel, ProcessNode, Startup } from '../startup/model.ts';
import type { IndexedText } from './code-frame.ts';
import { createTexts, type FileReport } from './file-report.ts';
import { whyText } from './why-text.ts';

/** What every image of every file starts, as JSON; its shape is `schema/explain.schema.json`. */
export function jsonExplain(files: readonly FileReport<ModelledResult>[]): string {
  return `${JSON.stringify(explainReport(files), null, 2)}\n`;
}

/** What every image of every file starts, as data. */
export function explainReport(files: readonly FileReport<ModelledResult>[]) {
  return {
    schemaVersion: 1 as const,
    files: files.map(({ path, result }) => ({ path, images: result === null ? [] : jsonImages(result) })),
  };
}

function jsonImages(result: ModelledResult) {
  const texts = createTexts(result);
  return result.model.images.map((image) => ({
    stage: image.stage.name,
    index: image.stage.index,
    final: image.final,
    baseImage: image.baseImage,
    shell: {
      argv: image.shell.argv,
      implementation: image.shell.implementation,
      version: image.shell.version,
    },
    entrypoint: image.config.entrypoint?.argv ?? null,
    cmd: image.config.cmd?.argv ?? null,
    argv: image.argv,
    stopSignal: image.stopSignal,
    startups: shownStartups(image).map((startup) => jsonStartup(startup, texts)),
    stop: image.stop,
  }));
}

/** The startups of an image; for one that is not modelled a single one that says why. */
export function shownStartups(image: ImageModel): readonly Startup[] {
  if (image.skipped === null) return image.startups;
  const why = [{ text: image.skipped, place: null }];
  return [
    { when: null, tree: null, stop: image.stop, reached: image.stop, root: null, reapsOrphans: null, why },
  ];
}

function jsonStartup({ when, tree, stop, reapsOrphans, why }: Startup, texts: (file: string) => IndexedText) {
  return {
    when,
    tree: tree && jsonProcess(tree),
    stop,
    reapsOrphans,
    why: why.map((step) => whyText(step, texts)),
  };
}

/** A process of the model as reports name its parts. */
export function jsonProcess({ argv, role, children }: ProcessNode): ProcessNode {
  return { argv, role, children: children.map(jsonProcess) };
}
