import { type MappedText, sourceSpan } from '../text/mapped-text.ts';
import type { EscapeCharacter, InstructionFlag } from './instruction.ts';
import { isSpace } from './white-space.ts';

/** The flags in front of an instruction's arguments, and where in the line the arguments start. */
export interface Flags {
  readonly flags: readonly InstructionFlag[];
  readonly end: number;
}

/**
 * Reads the words that start with `--` from `at` on; a lone `--` ends them and belongs to neither side.
 * BuildKit frontend/dockerfile/parser/split_command.go: every instruction may have them; quotes around (parts of) a
 * value are removed, the escape character takes the next one literally, an open quote runs to the end of the line.
 */
export function readFlags(line: MappedText, at: number, escapeCharacter: EscapeCharacter): Flags {
  const flags: InstructionFlag[] = [];
  let start = skipSpaces(line.text, at);
  while (line.text.startsWith('--', start)) {
    const word = readFlagWord(line.text, start, escapeCharacter);
    const next = skipSpaces(line.text, word.end);
    // At the end of the line BuildKit drops a lone `--` as well.
    if (word.text === '--') return { flags, end: next };
    const equals = word.text.indexOf('=');
    flags.push({
      name: equals === -1 ? word.text.slice(2) : word.text.slice(2, equals),
      value: equals === -1 ? null : word.text.slice(equals + 1),
      span: sourceSpan(line, { start, end: word.end }),
    });
    start = next;
  }
  return { flags, end: start };
}

function readFlagWord(text: string, start: number, escapeCharacter: string): { text: string; end: number } {
  let word = '';
  let quote = '';
  let at = start;
  for (; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (quote === '' && isAsciiSpace(character)) break;
    if (character === quote) quote = '';
    else if (quote === '' && (character === '"' || character === "'")) quote = character;
    else if (character === escapeCharacter) {
      at += 1;
      word += text.charAt(at);
    } else word += character;
  }
  return { text: word, end: Math.min(at, text.length) };
}

function skipSpaces(text: string, at: number): number {
  let end = at;
  while (end < text.length && isSpace(text.charAt(end))) end += 1;
  return end;
}

function isAsciiSpace(character: string): boolean {
  return character < '\u0080' && isSpace(character);
}
