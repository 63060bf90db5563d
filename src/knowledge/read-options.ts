import type { Takes } from './starter-data.ts';

/** The words of a command line; null for one whose value is not known. */
export type Words = readonly (string | null)[];

/** An option as it stands in a command line. */
export interface OptionWord {
  readonly name: string;
  /** Null: it takes none, or the value is not known. */
  readonly value: string | null;
}

/** The options of a command line, and the places of its other words. */
export interface ReadOptions {
  readonly options: readonly OptionWord[];
  /** Places of the words that are no options, as far as they were looked at. */
  readonly operands: readonly number[];
  /** Whether `--` stands before the first operand. */
  readonly closed: boolean;
}

/**
 * Reads the options in front of a program's operands, and those between them where it permutes.
 *
 * @param from the place of the first word to read
 * @returns null when a word whose value is not known might be an option
 */
export function readOptions(words: Words, takes: Takes, from = 1): ReadOptions | null {
  const options: OptionWord[] = [];
  const operands: number[] = [];
  for (let at = from; at < words.length; at += 1) {
    const word = words[at];
    if (word === null || word === undefined) {
      // Where an operand has to stand before the program (`gosu "$USER" app`), it is taken for that.
      if (operands.length === 0 && !takes.operands && !takes.open) return null;
      if (!permutes(words, takes)) return { options, operands: places(at, words), closed: false };
      operands.push(at);
    } else if (word === '--') {
      return { options, operands: [...operands, ...places(at + 1, words)], closed: operands.length === 0 };
    } else if (!isOption(word, takes)) {
      if (!permutes(words, takes))
        return { options, operands: [...operands, ...places(at, words)], closed: false };
      operands.push(at);
    } else {
      const read = readOption(word, words[at + 1] ?? null, takes.values ?? []);
      options.push(...read.options);
      if (read.usesNext) at += 1;
    }
  }
  return { options, operands, closed: false };
}

function permutes(words: Words, { permutes: may, strictAt }: Takes): boolean {
  return may === true && strictAt?.includes(words[0] ?? '') !== true;
}

function places(from: number, words: Words): readonly number[] {
  return words.map((_, index) => index).slice(from);
}

function isOption(word: string, { flags }: Takes): boolean {
  return flags?.includes(word) === true || (word.startsWith('-') && word !== '-') || word.startsWith('+@');
}

function readOption(
  word: string,
  next: string | null,
  values: readonly string[],
): { readonly options: readonly OptionWord[]; readonly usesNext: boolean } {
  if (values.includes(word)) return { options: [{ name: word, value: next }], usesNext: true };
  const equals = word.indexOf('=');
  if (equals > 0 && word.startsWith('-')) {
    return { options: [{ name: word.slice(0, equals), value: word.slice(equals + 1) }], usesNext: false };
  }
  return word.startsWith('--')
    ? { options: [{ name: word, value: null }], usesNext: false }
    : cluster(word, next, values);
}

/** `-vg` is `-v -g`, and `-n5` is `-n 5`. */
function cluster(
  word: string,
  next: string | null,
  values: readonly string[],
): { readonly options: readonly OptionWord[]; readonly usesNext: boolean } {
  const options: OptionWord[] = [];
  for (let index = 1; index < word.length; index += 1) {
    const name = `-${word[index]}`;
    if (!values.includes(name)) {
      options.push({ name, value: null });
      continue;
    }
    const rest = word.slice(index + 1);
    options.push({ name, value: rest === '' ? next : rest });
    return { options, usesNext: rest === '' };
  }
  return { options: [...options, { name: word, value: null }], usesNext: false };
}

/** The value of the last of some options; undefined when none is there. */
export function optionValue(
  options: readonly OptionWord[],
  names: readonly string[] = [],
): string | null | undefined {
  return options.findLast(({ name }) => names.includes(name))?.value;
}
