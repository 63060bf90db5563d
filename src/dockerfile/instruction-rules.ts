import { argumentWords } from './argument-words.ts';
import { flagProblem, flagValue } from './flag-rules.ts';
import { parseGoDuration } from './go-duration.ts';
import { readHeredocOperator } from './heredocs.ts';
import type { EscapeCharacter, Instruction, SyntaxProblem } from './instruction.ts';
import { blankNameProblem, readBuildArguments, readKeyValues } from './key-values.ts';

/** What is wrong with an instruction's arguments; null when nothing is. */
type Check = (instruction: Instruction, escapeCharacter: EscapeCharacter) => string | null;

const anything: Check = () => null;
const atLeastOne: Check = ({ keyword, arguments: { text } }) =>
  text === '' ? `${keyword} requires at least one argument` : null;
const exactlyOne: Check = ({ keyword, arguments: { text } }) =>
  text === '' ? `${keyword} requires exactly one argument` : null;

/** What each instruction wants of its arguments: BuildKit frontend/dockerfile/instructions/parse.go. */
const checks: ReadonlyMap<string, Check> = new Map<string, Check>([
  ['ADD', checkCopy],
  ['ARG', checkArg],
  ['CMD', anything],
  ['COPY', checkCopy],
  ['ENTRYPOINT', anything],
  ['ENV', checkKeyValues],
  ['EXPOSE', atLeastOne],
  ['FROM', checkFrom],
  ['HEALTHCHECK', checkHealthcheck],
  ['LABEL', checkKeyValues],
  ['MAINTAINER', exactlyOne],
  ['ONBUILD', checkOnbuild],
  ['RUN', checkRun],
  ['SHELL', checkShell],
  ['STOPSIGNAL', exactlyOne],
  ['USER', exactlyOne],
  ['VOLUME', checkVolume],
  ['WORKDIR', exactlyOne],
]);

/** What BuildKit refuses in an instruction whose line was parsed; null when it takes it. */
export function instructionProblem(
  instruction: Instruction,
  escapeCharacter: EscapeCharacter,
): SyntaxProblem | null {
  const { keyword, keywordSpan, argumentsSpan } = instruction;
  const check = checks.get(keyword);
  if (check === undefined) return { message: `unknown instruction: ${keyword}`, span: keywordSpan };
  const message = check(instruction, escapeCharacter);
  if (message !== null) {
    return { message, span: argumentsSpan.start === argumentsSpan.end ? keywordSpan : argumentsSpan };
  }
  const ignoresFlags = keyword === 'HEALTHCHECK' && instruction.form === null;
  return ignoresFlags ? null : flagProblem(instruction);
}

const stageName = /^[a-z][a-z0-9-_.]*$/;

function checkFrom({ keyword, arguments: text }: Instruction): string | null {
  const words = argumentWords(keyword, text);
  const [, as, name] = words;
  if (words.length === 3 && as?.toLowerCase() === 'as' && name !== undefined) {
    const isValid = stageName.test(name.toLowerCase());
    return isValid
      ? null
      : `invalid name for build stage: "${name}", name can't start with a number or contain symbols`;
  }
  return words.length === 1 ? null : 'FROM requires either one or three arguments';
}

function checkArg({ arguments: { text } }: Instruction, escapeCharacter: EscapeCharacter): string | null {
  const args = readBuildArguments(text, escapeCharacter);
  return args.error ?? blankNameProblem('ARG', args);
}

function checkKeyValues(
  { keyword, arguments: { text } }: Instruction,
  escapeCharacter: EscapeCharacter,
): string | null {
  const pairs = readKeyValues(keyword, text, escapeCharacter);
  return pairs.error ?? blankNameProblem(keyword, pairs);
}

function checkCopy({ keyword, arguments: text }: Instruction): string | null {
  const words = argumentWords(keyword, text);
  if (words.length < 2) {
    return `${keyword} requires at least two arguments, but only one was provided. Destination could not be determined`;
  }
  const destination = readHeredocOperator(words.at(-1) ?? '');
  return destination === null ? null : `${keyword} cannot accept a heredoc as a destination`;
}

function checkHealthcheck(instruction: Instruction): string | null {
  const words = argumentWords('HEALTHCHECK', instruction.arguments);
  const type = words[0]?.toUpperCase();
  if (type === undefined) return 'HEALTHCHECK requires at least one argument';
  if (type === 'NONE') return words.length === 1 ? null : 'HEALTHCHECK NONE takes no arguments';
  if (type !== 'CMD') return `Unknown type "${type}" in HEALTHCHECK (try CMD)`;
  const { form } = instruction;
  const isEmpty = form?.kind === 'exec' ? form.elements.length === 0 : form?.text.text === '';
  if (isEmpty) return 'Missing command after HEALTHCHECK CMD';
  return flagProblem(instruction) === null ? healthcheckFlagProblem(instruction) : null;
}

const durationFlags = ['interval', 'timeout', 'start-period', 'start-interval'];

function healthcheckFlagProblem(instruction: Instruction): string | null {
  for (const name of durationFlags) {
    const value = flagValue(instruction, name);
    const duration = value === null ? 0 : parseGoDuration(value);
    if (duration === null) return `invalid duration "${value}"`;
    if (duration !== 0 && duration < 1) return `Interval "${name}" cannot be less than 1ms`;
  }
  const retries = flagValue(instruction, 'retries');
  if (retries === null || /^\+?\d+$/.test(retries)) return null;
  return /^-\d+$/.test(retries)
    ? `--retries cannot be negative (${retries})`
    : `strconv.ParseInt: parsing "${retries}": invalid syntax`;
}

const forbiddenTriggers: ReadonlySet<string> = new Set(['MAINTAINER', 'FROM']);

function checkOnbuild({ onbuild }: Instruction): string | null {
  if (onbuild === null) return 'ONBUILD requires at least one argument';
  if (onbuild.keyword === 'ONBUILD') return "Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed";
  return forbiddenTriggers.has(onbuild.keyword)
    ? `${onbuild.keyword} isn't allowed as an ONBUILD trigger`
    : null;
}

function checkRun(instruction: Instruction): string | null {
  if (flagProblem(instruction) !== null) return null;
  const network = flagValue(instruction, 'network') ?? 'default';
  if (!['default', 'none', 'host'].includes(network)) return `invalid network mode "${network}"`;
  const security = flagValue(instruction, 'security') ?? 'sandbox';
  return ['insecure', 'sandbox'].includes(security) ? null : `security "${security}" is not valid`;
}

function checkShell({ form }: Instruction): string | null {
  if (form?.kind === 'exec') return form.elements.length > 0 ? null : 'SHELL requires at least one argument';
  return form?.text.text === ''
    ? 'SHELL requires at least one argument'
    : 'SHELL requires the arguments to be in JSON form';
}

function checkVolume({ keyword, arguments: text }: Instruction): string | null {
  const volumes = argumentWords(keyword, text);
  if (volumes.length === 0) return 'VOLUME requires at least one argument';
  return volumes.some((volume) => volume.trim() === '')
    ? 'VOLUME specified can not be an empty string'
    : null;
}
