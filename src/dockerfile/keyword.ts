import { DockerfileParser } from 'dockerfile-ast';
import { wordSeparator } from './white-space.ts';

/** The longest keyword and the white space after it. */
const headLength = 'HEALTHCHECK '.length;

/** A keyword of letters before a blank: what nearly every line starts with, and what needs no parser to be seen. */
const plainKeyword = /^[A-Za-z]{1,11}(?=[ \t])/;

/**
 * The length of the keyword at the start of a logical line, as dockerfile-ast's instruction range has it.
 *
 * dockerfile-ast is given the head of one joined line, not the file, because its own idea of where an instruction
 * ends is not BuildKit's: it continues a line after `\\`, takes a lone `\r` for a line end, knows fewer here-documents
 * and names a comment between continuations only with its text. That also keeps the work linear: its parser takes
 * about a microsecond for each character it sees, and never sees a long command or a here-document.
 */
export function keywordLength(line: string): number {
  const plain = plainKeyword.exec(line);
  return plain === null ? oddKeywordLength(line) : plain[0].length;
}

/** For any line, plain or not. */
export function oddKeywordLength(line: string): number {
  const head = line.slice(0, headLength).replace(/[\v\f\r]/g, ' ');
  const instruction = DockerfileParser.parse(head).getInstructions()[0];
  const length = instruction?.getInstructionRange().end.character ?? head.length;
  if (length < head.length) return length;
  const separator = line.search(wordSeparator);
  return separator === -1 ? line.length : separator;
}
