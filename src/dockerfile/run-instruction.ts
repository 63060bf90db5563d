import { argumentWords } from './argument-words.ts';
import { readCopy } from './copy-record.ts';
import type { CommandSetting, Setting } from './image-config.ts';
import { joinWorkdir } from './image-path.ts';
import type { Instruction } from './instruction.ts';
import { type KeyValue, readBuildArguments, readKeyValues } from './key-values.ts';
import { portProblem } from './port.ts';
import { expandWord, type StageState } from './stage-state.ts';
import { isStopSignal } from './stop-signal.ts';

type Handler = (state: StageState, instruction: Instruction) => void;

/** What each instruction does to the image config; the others do nothing that concerns the start of a container. */
const handlers: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ['ADD', (state, instruction) => copy(state, instruction, 'ADD')],
  ['ARG', setArguments],
  ['CMD', setCmd],
  ['COPY', (state, instruction) => copy(state, instruction, 'COPY')],
  ['ENTRYPOINT', setEntrypoint],
  ['ENV', setEnvironment],
  ['EXPOSE', checkPorts],
  ['LABEL', checkLabels],
  ['RUN', recordRun],
  ['SHELL', setShell],
  ['STOPSIGNAL', setStopSignal],
  [
    'USER',
    (state, instruction) => {
      state.user = expandSetting(state, instruction);
    },
  ],
  ['VOLUME', checkVolumes],
  ['WORKDIR', setWorkdir],
]);

/** Runs one instruction: BuildKit frontend/dockerfile/dockerfile2llb/convert.go, dispatch. */
export function runInstruction(state: StageState, instruction: Instruction): void {
  handlers.get(instruction.keyword)?.(state, instruction);
}

/** Exec form is the argv itself; shell form is the words of the SHELL in force and the text, unchanged. */
function readCommand(state: StageState, instruction: Instruction): CommandSetting {
  const { form } = instruction;
  const by = instruction;
  if (form?.kind === 'exec') {
    return { argv: form.elements.map(({ value }) => value.text), by, form, shell: null };
  }
  const shell = state.shell.value;
  return { argv: [...shell, form?.text.text ?? ''], by, form, shell };
}

function setCmd(state: StageState, instruction: Instruction): void {
  state.cmd = readCommand(state, instruction);
  state.cmdIsSet = true;
  state.cmdReset = null;
}

/** `ENTRYPOINT []` unsets it. Any ENTRYPOINT unsets a CMD that does not stand in the same stage. */
function setEntrypoint(state: StageState, instruction: Instruction): void {
  const command = readCommand(state, instruction);
  state.entrypoint = command.argv.length === 0 ? null : command;
  if (state.cmdIsSet) return;
  const lost = state.cmd?.argv ?? [];
  if (lost.length > 0) state.cmdReset = { by: instruction, cmd: lost };
  state.cmd = null;
}

function setShell(state: StageState, instruction: Instruction): void {
  const { form } = instruction;
  if (form?.kind !== 'exec' || form.elements.length === 0) return;
  const value = form.elements.map((element) => element.value.text);
  state.shell = { value, by: instruction, uncertain: false };
}

function setStopSignal(state: StageState, instruction: Instruction): void {
  const setting = expandSetting(state, instruction);
  state.stopSignal = setting;
  if (setting === null || setting.uncertain || isStopSignal(setting.value)) return;
  state.problems.push({ message: `invalid signal: ${setting.value}`, span: instruction.argumentsSpan });
}

function setWorkdir(state: StageState, instruction: Instruction): void {
  const setting = expandSetting(state, instruction);
  if (setting === null) return;
  const uncertain = setting.uncertain || (state.workdir.uncertain && !setting.value.startsWith('/'));
  state.workdir = { value: joinWorkdir(state.workdir.value, setting.value), by: instruction, uncertain };
}

function expandSetting(state: StageState, instruction: Instruction): Setting<string> | null {
  const { text } = instruction.arguments;
  if (text === '') return null;
  const result = expandWord(state, text, instruction);
  return { value: result.text, by: instruction, uncertain: result.uncertain || result.error !== null };
}

/** All the values of one ENV are substituted with what was set before it. */
function setEnvironment(state: StageState, instruction: Instruction): void {
  const expanded = keyValues(state, instruction).map(({ key, value }) => ({
    key: expandWord(state, key, instruction).text,
    value: expandWord(state, value ?? '', instruction),
  }));
  for (const { key, value } of expanded) {
    const known = value.uncertain || value.error !== null ? null : value.text;
    state.env.set(key, known);
    state.variables.set(key, known);
  }
}

/**
 * An ARG takes what the user passes, else its default, else the value of the ARG of that name before the first FROM.
 * With none of these it changes nothing; but as anybody may pass a value, it then has no known one unless an ENV set it.
 */
function setArguments(state: StageState, instruction: Instruction): void {
  const { buildArgs, globalArgs, escape: escapeCharacter } = state.context;
  for (const { key, value } of readBuildArguments(instruction.arguments.text, escapeCharacter).pairs) {
    const passed = buildArgs.get(key);
    if (passed !== undefined) state.variables.set(key, passed);
    else if (value !== null) {
      const result = expandWord(state, value, instruction);
      state.variables.set(key, result.uncertain || result.error !== null ? null : result.text);
    } else if (globalArgs.has(key)) state.variables.set(key, globalArgs.get(key) ?? null);
    else if (!state.variables.has(key)) state.variables.set(key, null);
  }
}

function copy(state: StageState, instruction: Instruction, keyword: 'COPY' | 'ADD'): void {
  const record = readCopy(state, instruction, keyword);
  if (record === null) return;
  state.copies.push(record);
  state.steps.push({ kind: 'copy', copy: record });
}

function recordRun(state: StageState, instruction: Instruction): void {
  const run = {
    instruction,
    workdir: state.workdir.value,
    shell: state.shell.value,
    variables: new Map(state.variables),
    inheritedEnv: state.inheritedEnvIsUnknown,
  };
  state.steps.push({ kind: 'run', run });
}

function checkLabels(state: StageState, instruction: Instruction): void {
  for (const { key, value } of keyValues(state, instruction)) {
    expandWord(state, key, instruction);
    expandWord(state, value ?? '', instruction);
  }
}

function checkPorts(state: StageState, instruction: Instruction): void {
  for (const word of argumentWords(instruction.keyword, instruction.arguments)) {
    const { words, uncertain } = expandWord(state, word, instruction, { split: true });
    const message = uncertain ? undefined : words.map(portProblem).find((problem) => problem !== null);
    if (message == null) continue;
    state.problems.push({ message, span: instruction.argumentsSpan });
    return;
  }
}

function checkVolumes(state: StageState, instruction: Instruction): void {
  for (const word of argumentWords(instruction.keyword, instruction.arguments)) {
    const { text, uncertain } = expandWord(state, word, instruction);
    if (text !== '' || uncertain) continue;
    const message = 'VOLUME specified can not be an empty string';
    state.problems.push({ message, span: instruction.argumentsSpan });
  }
}

function keyValues(
  { context }: StageState,
  { keyword, arguments: { text } }: Instruction,
): readonly KeyValue[] {
  return readKeyValues(keyword, text, context.escape).pairs;
}
