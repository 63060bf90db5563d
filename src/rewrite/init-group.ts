import type { Edit } from '../contract/finding.ts';
import type { RuleFile } from '../contract/rule.ts';
import { programName } from '../knowledge/programs.ts';
import type { ImageModel } from '../startup/model.ts';
import type { Process } from '../startup/process.ts';
import { isForwarder } from '../startup/stop/start-path.ts';
import { type Insertion, insertionEdits } from './insertion.ts';
import { linesAbove } from './new-lines.ts';
import { ownSettings } from './start-place.ts';

/**
 * An init that is in the start command told to signal its child's whole group, where it does not do so yet,
 * and the shell texts changed.
 *
 * @returns null where its words stand in no exec form of this Dockerfile and no variable tells it.
 */
export function groupMode(
  init: Process,
  insertions: readonly Insertion[],
  image: ImageModel,
  file: RuleFile,
): readonly Edit[] | null {
  const inText = insertionEdits(insertions);
  if (inText === null || !isForwarder(init)) return null;
  if (init.body.spec.forwards === 'group') return inText;
  const flag = groupFlag(init, image, file);
  return flag && [flag, ...inText];
}

function groupFlag(init: Process, image: ImageModel, file: RuleFile): Edit | null {
  const called = init.argv[0] ?? '';
  const name = programName(called);
  for (const { form } of ownSettings(image.config)) {
    if (form?.kind !== 'exec') continue;
    const index = form.elements.findIndex(({ value }) => value.text === called);
    const element = form.elements[index];
    if (!element) continue;
    const single = form.elements[index + 1];
    if (name === 'dumb-init') {
      // Only an option keeps it from signalling the group.
      const after = form.elements[index + 2];
      if (!single || !after || !/^(-c|--single-child)$/.test(single.value.text)) return null;
      return { file: file.path, span: { start: single.span.start, end: after.span.start }, newText: '' };
    }
    return { file: file.path, span: { start: element.span.end, end: element.span.end }, newText: ', "-g"' };
  }
  const by = image.config.cmd?.by;
  // The init is inherited: tini also reads a variable.
  return by && /^(tini|tini-static|docker-init)$/.test(name)
    ? linesAbove(['ENV TINI_KILL_PROCESS_GROUP=1'], by, file)
    : null;
}
