import { isPattern } from '../../context/match-name.ts';
import { programName } from '../../knowledge/programs.ts';
import type { ShellFact } from '../../knowledge/types.ts';
import type { MappedText } from '../../text/mapped-text.ts';
import type { OperationBody, Piece } from './build-operations.ts';
import { absolutePath, type PathSet } from './path-set.ts';

/** A word of a command of RUN. */
export interface RunWord {
  /** The value; with wildcards as they are written where `pattern` is set. Null when it is not known. */
  readonly text: string | null;
  readonly pattern: boolean;
  readonly mapped: MappedText;
}

/** A command of a RUN as it is run: what its effect on files is worked out from. */
export interface RunCall {
  /** The words after the command's name. */
  readonly words: readonly RunWord[];
  /** The folder that it runs in; null when it is not known. */
  readonly directory: string | null;
  /** What it reads from a pipe, a here-document or `<`; null: nothing. */
  readonly input: readonly Piece[] | null;
  readonly shell: ShellFact;
  readonly file: string | null;
}

/** What a command does to files, and what it prints. */
export interface RunEffect {
  readonly operations: readonly OperationBody[];
  readonly output: readonly Piece[];
}

/** A command of which nothing is known but the paths that it names. */
export function notFollowed(name: string, call: RunCall): RunEffect {
  const words = call.words.map((word) => valueOfOption(word));
  const paths = words
    .filter(({ text }) => text !== null && /[/.]/.test(text))
    .flatMap((word) => pathSet(word, call));
  return {
    operations: [{ kind: 'opaque', command: name, paths, does: null }],
    output: [unknownOutput(name)],
  };
}

/** `--output=/x` names `/x`, and so does `-o/x`. */
function valueOfOption({ text, pattern }: RunWord): Pick<RunWord, 'text' | 'pattern'> {
  const value = text === null ? null : (/^(?:--?[\w-]+=|-[A-Za-z](?=\/))(.*)$/s.exec(text)?.[1] ?? text);
  return { text: value, pattern };
}

/** Output that is not known. */
export function unknownOutput(name: string): Piece {
  return { kind: 'unknown', reason: `with \`${name}\`, which is not followed` };
}

/** The words that are no options. */
export function operands(words: readonly RunWord[], takesValue: RegExp | null = null): readonly RunWord[] {
  const found: RunWord[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] as RunWord;
    if (word.text === '--') return [...found, ...words.slice(index + 1)];
    if (word.text?.startsWith('-') && word.text !== '-') {
      if (takesValue?.test(word.text)) index += 1;
    } else found.push(word);
  }
  return found;
}

/** The paths that a word of a command stands for; none when it is not known. */
export function pathSet(
  { text, pattern }: Pick<RunWord, 'text' | 'pattern'>,
  { directory }: RunCall,
  recursive = false,
): readonly PathSet[] {
  const path = text === null ? null : absolutePath(text, directory);
  return path === null ? [] : [{ path, pattern: pattern && isPattern(path), recursive, name: null }];
}

/** The words as paths; null for one that is not known or a pattern. */
export function paths(words: readonly RunWord[], { directory }: RunCall): readonly (string | null)[] {
  return words.map(({ text, pattern }) => (text === null || pattern ? null : absolutePath(text, directory)));
}

/** Whether an option was given, alone or among other letters. */
export function hasOption(words: readonly RunWord[], letter: RegExp, long: string): boolean {
  return words.some(
    ({ text }) => text !== null && (text === long || (/^-[A-Za-z]+$/.test(text) && letter.test(text))),
  );
}

/** Words in front of a command that change nothing about what it does to files; how many of them there are. */
export function prefixLength(words: readonly RunWord[]): number {
  const name = programName(words[0]?.text ?? '');
  if (name === 'busybox' || name === 'exec' || name === 'builtin' || name === 'time') return 1;
  if (name !== 'sudo' && name !== 'env' && name !== 'command' && name !== 'eatmydata') return 0;
  let index = 1;
  while (/^(-[A-Za-z]+|--|\w+=.*)$/.test(words[index]?.text ?? '')) index += 1;
  return index;
}
