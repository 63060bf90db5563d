import { type MappedText, sliceMapped, sourceSpan } from '../text/mapped-text.ts';
import type { Span } from '../text/span.ts';
import { arrayProblem, readCommandForm } from './exec-form.ts';
import { readFlags } from './flags.ts';
import type { CommandForm, EscapeCharacter, Instruction, SyntaxProblem } from './instruction.ts';
import { readKeyValues } from './key-values.ts';
import { keywordLength } from './keyword.ts';
import { trimSpace } from './white-space.ts';

/** An instruction and what BuildKit's parser refuses in its line. */
export interface InstructionReading {
  readonly instruction: Instruction;
  readonly problem: SyntaxProblem | null;
}

type FormReader = (text: MappedText) => { form: CommandForm | null; problem: SyntaxProblem | null };

const plain: FormReader = () => ({ form: null, problem: null });

/** How the arguments of an instruction are read where they are a command, or may be a JSON array. */
const formReaders: ReadonlyMap<string, FormReader> = new Map<string, FormReader>([
  ['CMD', readCommandForm],
  ['ENTRYPOINT', readCommandForm],
  ['RUN', readCommandForm],
  ['SHELL', readCommandForm],
  ['HEALTHCHECK', readHealthcheckForm],
  ['ADD', (text) => ({ form: null, problem: arrayProblem(text) })],
  ['COPY', (text) => ({ form: null, problem: arrayProblem(text) })],
  ['VOLUME', (text) => ({ form: null, problem: arrayProblem(text) })],
]);

/**
 * Reads one logical line as an instruction: keyword, flags, arguments, and what CMD and its like take the arguments for.
 * `span` is the instruction's place in the file. Here-documents are not read yet.
 */
export function readInstruction(
  line: MappedText,
  span: Span,
  escapeCharacter: EscapeCharacter,
): InstructionReading {
  const { head, problem } = readOne(line, span, escapeCharacter);
  if (head.keyword !== 'ONBUILD' || head.arguments.text === '') return { instruction: head, problem };
  // An ONBUILD in an ONBUILD is refused, so nothing below the first level needs reading.
  const trigger = readOne(
    head.arguments,
    { start: head.argumentsSpan.start, end: span.end },
    escapeCharacter,
  );
  return { instruction: { ...head, onbuild: trigger.head }, problem: problem ?? trigger.problem };
}

function readOne(
  line: MappedText,
  span: Span,
  escapeCharacter: EscapeCharacter,
): { head: Instruction; problem: SyntaxProblem | null } {
  const length = keywordLength(line.text);
  const keyword = line.text.slice(0, length).toUpperCase();
  const { flags, end } = readFlags(line, length, escapeCharacter);
  const rest = trimSpace(line.text, end);
  const args = sliceMapped(line, rest.start, rest.end);
  const keywordSpan = sourceSpan(line, { start: 0, end: length });
  const argumentsSpan =
    args.text === '' ? emptyAfter(flags.at(-1)?.span ?? keywordSpan) : sourceSpan(line, rest);
  const { form, problem } = (formReaders.get(keyword) ?? plain)(args);
  const head: Instruction = {
    keyword,
    keywordSpan,
    span,
    flags,
    arguments: args,
    argumentsSpan,
    heredocs: [],
    form,
    onbuild: null,
  };
  return { head, problem: problem ?? keyValueProblem(head, escapeCharacter) };
}

function emptyAfter({ end }: Span): Span {
  return { start: end, end };
}

/** `HEALTHCHECK CMD command`: the form of the command; `HEALTHCHECK NONE` has none. */
function readHealthcheckForm(text: MappedText): ReturnType<FormReader> {
  const type = /^\S+\s*/.exec(text.text)?.[0] ?? '';
  if (type.trim().toUpperCase() !== 'CMD') return { form: null, problem: null };
  return readCommandForm(sliceMapped(text, type.length, text.text.length));
}

/** ENV and LABEL are refused while the line is parsed, in an ONBUILD as well. */
function keyValueProblem(head: Instruction, escapeCharacter: EscapeCharacter): SyntaxProblem | null {
  if (head.keyword !== 'ENV' && head.keyword !== 'LABEL') return null;
  if (head.arguments.text === '') return null;
  const { error } = readKeyValues(head.keyword, head.arguments.text, escapeCharacter);
  return error === null ? null : { message: error, span: head.argumentsSpan };
}
