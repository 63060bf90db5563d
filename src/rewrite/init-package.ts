import type { Edit } from '../contract/finding.ts';
import { defaultInit, initChoices } from '../contract/init-choice.ts';
import type { RuleFile } from '../contract/rule.ts';
import type { Stage } from '../dockerfile/image-config.ts';
import type { Instruction } from '../dockerfile/instruction.ts';
import { installCommand, installsPackages } from '../knowledge/package-managers.ts';
import type { InitPackage } from '../knowledge/types.ts';
import type { ImageModel } from '../startup/model.ts';
import type { InitAtHand } from './init-at-hand.ts';
import { copiedInit } from './init-copy.ts';
import { linesBelow } from './new-lines.ts';

/** An init that the image is to get, and the edits that bring it. */
export interface AddedInit extends InitAtHand {
  readonly edits: readonly Edit[];
}

/**
 * The init that `--init` names as a package of the image's distribution, installed by the user root in a
 * stage, above an instruction of that stage. Where nobody chose one and tini is not packaged, another one;
 * where there is no package for sure, a binary that needs no library, copied from a stage of its own.
 *
 * @returns null when there is none of either kind, or with `--init none`.
 */
export function addedInit(
  image: ImageModel,
  stage: Stage,
  before: Instruction | null,
  file: RuleFile,
): AddedInit | null {
  const found = choosePackage(image, file);
  const manager = image.base.packageManager;
  const command = found && manager && installCommand(manager, found);
  if (!found || !command) {
    const copied = isOfOneMachine(image.baseImage) ? null : copiedInit(file.init, stage, file);
    return copied && { name: file.init, ...copied };
  }
  return { name: found.package, path: found.path, edits: [install(command, image, stage, before, file)] };
}

/** Whether a package of the image's distribution brings the init that is asked for. */
export function hasPackage(image: ImageModel, file: RuleFile): boolean {
  const found = choosePackage(image, file);
  const manager = image.base.packageManager;
  return found !== null && manager !== null && installCommand(manager, found) !== null;
}

function choosePackage({ base }: ImageModel, { init }: RuleFile): InitPackage | null {
  const wanted: readonly string[] = init === defaultInit ? initChoices : [init];
  for (const name of wanted) {
    const found = base.inits.find((one) => one.package === name);
    if (found) return found;
  }
  return null;
}

/** After the last RUN that installs packages as root, so that what prepares the package manager has run. */
function install(
  command: string,
  image: ImageModel,
  stage: Stage,
  before: Instruction | null,
  file: RuleFile,
): Edit {
  let user = userBelow(stage, image);
  const first = user;
  let anchor: Instruction | null = isRoot(user) ? stage.from : null;
  for (const instruction of stage.instructions) {
    if (instruction === before) break;
    if (instruction.keyword === 'USER') user = instruction.arguments.text;
    const prepares = instruction.keyword === 'RUN' && installsPackages(instruction.arguments.text);
    const becomesRoot = instruction.keyword === 'USER' && anchor === null;
    if (isRoot(user) && (prepares || becomesRoot)) anchor = instruction;
  }
  if (anchor !== null) return linesBelow([`RUN ${command}`], anchor, file);
  return linesBelow(['USER root', `RUN ${command}`, `USER ${first}`], stage.from, file);
}

/** The user that a stage starts with. */
function userBelow(stage: Stage, { lineage, base }: ImageModel): string | null {
  let user = base.config?.user ?? null;
  for (const { index, instructions } of lineage) {
    if (index >= stage.index) break;
    user = instructions.findLast(({ keyword }) => keyword === 'USER')?.arguments.text ?? user;
  }
  return user;
}

function isRoot(user: string | null): boolean {
  return user === null || user === '' || /^(root|0)(:|$)/.test(user);
}

/**
 * Whether an image is for one kind of machine by its name (`resin/rpi-raspbian`): another image that the binary could be
 * taken from would be that of the machine that builds.
 */
function isOfOneMachine(reference: string): boolean {
  return /(^|[/:_-])(arm(el|hf|32v\d|64v8|v\dl?|v\dhf)?|armelbuild|aarch64|rpi\d?|raspberrypi\d?|raspbian|ppc64le|s390x|i386|riscv64)([/:_-]|$)/i.test(
    reference,
  );
}
