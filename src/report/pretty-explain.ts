import type { CommandSetting } from '../dockerfile/image-config.ts';
import type { ModelledResult } from '../lint/lint-file.ts';
import { startsByItself } from '../lint/reported-images.ts';
import type { ImageModel, Startup } from '../startup/model.ts';
import type { IndexedText } from './code-frame.ts';
import { createTexts, type FileReport } from './file-report.ts';
import { shownStartups } from './json-explain.ts';
import { outcomeLine } from './outcome-text.ts';
import type { Paint } from './paint.ts';
import { commandLine, printable } from './printable.ts';
import { processTree } from './process-tree.ts';
import { whyText } from './why-text.ts';

type Texts = (file: string) => IndexedText;

/**
 * For people: what images start, each startup with its tree, outcome and reasons. Stages that nobody
 * starts unless they are asked for are named and not drawn.
 */
export function prettyExplain(files: readonly FileReport<ModelledResult>[], paint: Paint): string {
  const blocks = files.flatMap(({ path, result }) => {
    if (result === null) return [];
    const texts = createTexts(result);
    const { images } = result.model;
    const shown = images.filter((image) => image.final || startsByItself(image));
    const left = images.filter((image) => !shown.includes(image));
    return [...shown.map((image) => imageBlock(path, image, texts, paint)), ...leftOut(path, left, paint)];
  });
  return blocks.length === 0 ? '' : `${blocks.join('\n\n')}\n`;
}

function leftOut(path: string, images: readonly ImageModel[], paint: Paint): readonly string[] {
  if (images.length === 0) return [];
  const names = images.map(({ stage }) => stage.name ?? String(stage.index));
  return [paint.dim(`${path}: not drawn, with --target: ${printable(names.join(', '))}`)];
}

function imageBlock(path: string, image: ImageModel, texts: Texts, paint: Paint): string {
  const facts = imageFacts(image, path, texts);
  const width = Math.max(...facts.map(([name]) => name.length));
  const startups = shownStartups(image);
  return [
    paint.bold(`${path}: ${imageName(image)}`),
    ...facts.map(([name, value]) => `  ${paint.dim(name.padEnd(width))}  ${printable(value)}`),
    ...startups.flatMap((startup) => ['', ...startupLines(startup, image, texts, paint)]),
  ].join('\n');
}

function imageName({ stage, final }: ImageModel): string {
  const name = stage.name === null ? `stage ${stage.index}` : `stage ${stage.name}`;
  return final ? `${name}, the final one` : `${name}, with --target ${stage.name ?? stage.index}`;
}

function imageFacts(image: ImageModel, path: string, texts: Texts): readonly (readonly [string, string])[] {
  const { shell, config } = image;
  const version = shell.version === null ? '' : ` ${shell.version}`;
  return [
    ['base image', image.baseImage],
    ...command('ENTRYPOINT', config.entrypoint, path, texts),
    ...command('CMD', config.cmd, path, texts),
    [
      'starts',
      image.argv.length === 0 ? 'nothing: neither ENTRYPOINT nor CMD is set' : commandLine(image.argv),
    ],
    ['shell', `${commandLine(shell.argv)}: ${shell.implementation}${version}`],
    ['stop signal', image.stopSignal],
  ];
}

function command(
  name: string,
  setting: CommandSetting | null,
  path: string,
  texts: Texts,
): readonly (readonly [string, string])[] {
  if (setting === null) return [];
  const from =
    setting.by === null
      ? 'from the base image'
      : `${setting.form?.kind} form, ${path}:${texts(path).lines.position(setting.by.span.start).line}`;
  return [[name, `${commandLine(setting.argv, 80)}  (${from})`]];
}

function startupLines(startup: Startup, image: ImageModel, texts: Texts, paint: Paint): readonly string[] {
  const { when, tree, stop, why } = startup;
  return [
    ...(when === null ? [] : [paint.cyan(`when ${printable(when)}`)]),
    ...(tree === null ? [] : [...processTree(tree, paint), '']),
    outcomeLine(stop, image.stopSignal, paint),
    ...orphans(startup),
    ...(why.length === 0
      ? []
      : ['', paint.dim('why'), ...why.map((step) => `  ${printable(whyText(step, texts))}`)]),
  ].map((line) => (line === '' ? '' : `  ${line}`));
}

function orphans({ tree, reapsOrphans }: Startup): readonly string[] {
  if (tree === null || reapsOrphans === null) return [];
  return [reapsOrphans ? 'PID 1 reaps orphans' : 'PID 1 does not reap orphans: they stay as zombies'];
}
