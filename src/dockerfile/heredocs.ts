import type { Span } from '../text/span.ts';
import type { Heredoc } from './instruction.ts';
import { readPhysicalLine } from './physical-line.ts';
import { substitute } from './substitute.ts';

/** A `<<NAME` in an instruction's line. */
export interface HeredocOperator {
  readonly name: string;
  readonly expand: boolean;
  /** Written `<<-`: tabs at the starts of the lines, the terminator's too, do not count. */
  readonly dropTabs: boolean;
}

/** The bodies that follow an instruction's line. */
export interface HeredocBodies {
  readonly heredocs: readonly Heredoc[];
  /** The end of the last terminator's line, without its line end; null when there is no here-document. */
  readonly end: number | null;
  /** Where the line after the last body starts. */
  readonly next: number;
  /** The operators whose terminator is missing. Their body runs to the end of the file. */
  readonly unterminated: readonly HeredocOperator[];
}

const operator = /^(\d*)<<(-?)[\t\n\f\r ]*([^<]*)$/;
const noVariables = (): undefined => undefined;

/**
 * The here-document operators in the line of a RUN, COPY or ADD, in order. BuildKit frontend/dockerfile/parser/parser.go,
 * heredocsFromLine: the line is split into words (always with `\` as the escape character), and a word that is
 * `<<`, an optional `-` and one word is an operator. In a line that cannot be lexed (an open quote) there are none.
 */
export function findHeredocOperators(line: string): HeredocOperator[] {
  if (!line.includes('<<')) return [];
  const options = { escape: '\\', rawQuotes: true, rawEscapes: true, keepUnset: true, split: true } as const;
  const { words } = substitute(line, noVariables, options);
  return words.flatMap((word) => readHeredocOperator(word) ?? []);
}

/** Reads one word as a here-document operator; null when it is none. A name with quotes in it does not expand. */
export function readHeredocOperator(word: string): HeredocOperator | null {
  const match = operator.exec(word);
  const rest = match?.[3] ?? '';
  if (rest === '') return null;
  const plain = substitute(rest, noVariables, { escape: '\\', keepUnset: true, split: true }).words;
  const raw = substitute(rest, noVariables, {
    escape: '\\',
    keepUnset: true,
    rawQuotes: true,
    split: true,
  }).words;
  const [name] = plain;
  if (name === undefined || plain.length !== 1) return null;
  return { name, expand: countQuotes(name) === countQuotes(raw[0] ?? ''), dropTabs: match?.[2] === '-' };
}

/** Reads the bodies for the operators, one after the other, from the start of a line on. */
export function readHeredocBodies(
  text: string,
  at: number,
  operators: readonly HeredocOperator[],
): HeredocBodies {
  const heredocs: Heredoc[] = [];
  const unterminated: HeredocOperator[] = [];
  let end: number | null = null;
  let next = at;
  for (const one of operators) {
    const body = findTerminator(text, next, one);
    if (!body.terminated) unterminated.push(one);
    const content = text.slice(body.span.start, body.span.end);
    heredocs.push({
      name: one.name,
      content: one.dropTabs ? content.replace(/(^|\n)\t+/g, '$1') : content,
      expand: one.expand,
      span: body.span,
    });
    end = body.end;
    next = body.next;
  }
  return { heredocs, end, next, unterminated };
}

function findTerminator(
  text: string,
  start: number,
  { name, dropTabs }: HeredocOperator,
): { span: Span; end: number; next: number; terminated: boolean } {
  for (let at = start; at < text.length; ) {
    const line = readPhysicalLine(text, at);
    let from = line.start;
    while (dropTabs && text[from] === '\t') from += 1;
    if (line.end - from === name.length && text.startsWith(name, from)) {
      return { span: { start, end: line.start }, end: line.end, next: line.next, terminated: true };
    }
    at = line.next;
  }
  return { span: { start, end: text.length }, end: text.length, next: text.length, terminated: false };
}

function countQuotes(text: string): number {
  return text.replace(/[^'"]/g, '').length;
}
