import { argumentWords } from './argument-words.ts';
import { flagValue, isSwitchOn } from './flag-rules.ts';
import { readHeredocOperator } from './heredocs.ts';
import type { CopyRecord } from './image-config.ts';
import { copyDestination } from './image-path.ts';
import { imageReferenceProblem } from './image-reference.ts';
import type { Instruction } from './instruction.ts';
import { expandWord, lookUp, type StageState } from './stage-state.ts';
import type { StageContext } from './stages.ts';
import { substitute } from './substitute.ts';

/** What a COPY or ADD brings into the image; null when its arguments are refused. */
export function readCopy(
  state: StageState,
  instruction: Instruction,
  keyword: 'COPY' | 'ADD',
): CopyRecord | null {
  const words = argumentWords(keyword, instruction.arguments);
  const target = words.pop();
  if (target === undefined || words.length === 0) return null;
  let uncertain = state.workdir.uncertain && !target.startsWith('/');
  const expand = (word: string): string => {
    const result = expandWord(state, word, instruction);
    uncertain ||= result.uncertain;
    return result.text;
  };
  const expandFlag = (name: string): string | null => {
    const value = flagValue(instruction, name);
    return value === null ? null : expand(value);
  };
  const inlineNames = words.flatMap((word) => readHeredocOperator(word)?.name ?? []);
  const record = {
    instruction,
    keyword,
    from: keyword === 'COPY' ? copySource(state, instruction) : null,
    sources: words.filter((word) => readHeredocOperator(word) === null).map(expand),
    inline: inlineNames.map((name) => inlineFile(state, instruction, name)),
    destination: copyDestination(state.workdir.value, expand(target)),
    chmod: expandFlag('chmod'),
    chown: expandFlag('chown'),
    link: isSwitchOn(instruction, 'link'),
    parents: isSwitchOn(instruction, 'parents'),
  };
  return { ...record, uncertain };
}

function inlineFile(state: StageState, instruction: Instruction, name: string): CopyRecord['inline'][number] {
  const heredoc = instruction.heredocs.findLast((one) => one.name === name);
  const content = heredoc?.content ?? '';
  if (heredoc?.expand !== true) return { name, content };
  const options = { escape: '\\', plainQuotes: true } as const;
  return { name, content: substitute(content, (variable) => lookUp(state, variable), options).text };
}

/**
 * Where `COPY --from` copies from: a stage by number, by name in any case (the last of that name), or an image.
 * BuildKit frontend/dockerfile/dockerfile2llb/convert.go, toCommand: nothing is substituted there.
 */
function copySource(state: StageState, instruction: Instruction): number | string | null {
  const from = flagValue(instruction, 'from');
  if (from === null) return null;
  const span = instruction.flags.find(({ name }) => name === 'from')?.span ?? instruction.argumentsSpan;
  const { context, stage } = state;
  const plain = substitute(from, () => undefined, { escape: context.escape });
  if (plain.text !== from || plain.error !== null) {
    const hint = 'define a new stage with FROM using ARG from global scope as a workaround';
    const message = plain.error ?? `variable expansion is not supported for --from, ${hint}`;
    state.problems.push({ message, span });
    return from;
  }
  const index = stageIndex(context, from);
  if (index === null) {
    const invalid = imageReferenceProblem(from);
    if (invalid !== null)
      state.problems.push({ message: `failed to parse stage name "${from}": ${invalid}`, span });
    return from;
  }
  if (index < 0 || index >= context.stages.length) {
    state.problems.push({ message: `invalid stage index ${index}`, span });
  } else if (index === stage.index) {
    state.problems.push({ message: `circular dependency detected on stage: ${from}`, span });
  } else if (index > stage.index) {
    const message = `cannot copy from stage "${from}", it needs to be defined before the current stage`;
    state.problems.push({ message, span });
  }
  return index;
}

function stageIndex({ stages }: StageContext, from: string): number | null {
  if (/^[+-]?\d+$/.test(from)) return Number(from);
  return stages.findLast(({ name }) => name === from.toLowerCase())?.index ?? null;
}
