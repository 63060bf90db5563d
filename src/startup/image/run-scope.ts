import type { Instruction } from '../../dockerfile/instruction.ts';
import type { ShellFact } from '../../knowledge/types.ts';
import type { Word } from '../../shell/syntax.ts';
import { fixedMapped, type MappedText, sourceSpan } from '../../text/mapped-text.ts';
import type { Operation, OperationBody, Piece } from './build-operations.ts';
import type { RunWord } from './run-call.ts';
import { wordText } from './run-text.ts';

/** What a command reads; null: nothing. */
export type Input = readonly Piece[] | null;

/** The state of the shell of a RUN. */
export interface Scope {
  readonly by: Instruction;
  /** The file that the text stands in; null for text that was put together. */
  readonly file: string | null;
  readonly text: MappedText;
  readonly shell: ShellFact;
  readonly inherited: boolean;
  readonly variables: Map<string, string | null>;
  directory: string | null;
  sure: boolean;
  depth: number;
  /** How many more commands are followed, shared by all scopes of a RUN. */
  readonly budget: { left: number };
  readonly operations: Operation[];
}

/** Keeps what a command does. */
export function add(operations: readonly OperationBody[], { by, sure, operations: all }: Scope): void {
  for (const operation of operations) all.push({ by, sure, ...operation });
}

/** A word as far as it is known. */
export function readWord(word: Word, scope: Scope): RunWord {
  let text: string | null = '';
  let pattern = false;
  for (const part of word.parts) {
    const value: string | null =
      part.kind === 'literal'
        ? part.value
        : part.kind === 'glob'
          ? part.text
          : part.kind === 'parameter' && part.prefix === null && part.operator === null
            ? lookUp(scope, part.name)
            : null;
    pattern ||= part.kind === 'glob';
    text = text === null || value === null ? null : text + value;
  }
  const { text: source } = scope;
  let mapped: MappedText | null = null;
  return {
    text,
    pattern,
    // Few commands look at where the text of a word stands.
    get mapped() {
      mapped ??=
        text === null
          ? fixedMapped(word.source, sourceSpan(source, word.span))
          : wordText(word, text, source);
      return mapped;
    },
  };
}

/** The value of a variable; null: not known. */
export function lookUp({ variables, inherited }: Scope, name: string): string | null {
  if (/^\d+$|^[@*]$/.test(name)) return name === '0' ? null : '';
  if (!/^[A-Za-z_]\w*$/.test(name)) return null;
  const value = variables.get(name);
  return value === undefined ? (inherited ? null : '') : value;
}
