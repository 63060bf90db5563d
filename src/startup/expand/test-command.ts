import type { Status } from '../evaluate/shell-state.ts';
import type { Argument } from './expand.ts';

/** What a test says: null where the world decides, `error` where its words make no sense (a status of 2). */
export type Truth = boolean | 'error' | null;

/** The status that a test leaves. */
export function truthStatus(truth: Truth): Status {
  if (truth === null) return 'unknown';
  return truth === true ? 'ok' : 'fail';
}

/** The status of `test …` or `[ … ]` where its words decide it; `unknown` where the world does. */
export function evaluateTest(words: readonly Argument[]): Status {
  const bracket = words[0]?.text === '[';
  const last = words.at(-1);
  if (bracket && (words.length < 2 || (last?.known && last.text !== ']'))) return 'fail';
  return truthStatus(evaluate(words.slice(1, bracket ? -1 : undefined)));
}

/** POSIX decides by the number of words; what is longer is read with `-a` and `-o`, as shells do. */
function evaluate(words: readonly Argument[]): Truth {
  const [first, second, third] = words;
  switch (words.length) {
    case 0:
      return false;
    case 1:
      return first?.known ? first.text !== '' : null;
    case 2:
      if (isWord(first, '!')) return opposite(evaluate(words.slice(1)));
      return first?.known ? unaryTest(first.text, second as Argument) : null;
    case 3:
      if (second?.known && isBinary(second.text))
        return binaryTest(second.text, first as Argument, third as Argument);
      if (isWord(second, '-a') || isWord(second, '-o')) return joinedTest(words);
      if (isWord(first, '!')) return opposite(evaluate(words.slice(1)));
      if (isWord(first, '(') && isWord(third, ')')) return evaluate(words.slice(1, 2));
      return words.every(({ known }) => known) ? 'error' : null;
    case 4:
      // Whether the `!` is of the first or of both differs by shell.
      if (isWord(first, '!') && (isWord(third, '-a') || isWord(third, '-o'))) return null;
      if (isWord(first, '!')) return opposite(evaluate(words.slice(1)));
      return isWord(first, '(') && isWord(words[3], ')') ? evaluate(words.slice(1, 3)) : joinedTest(words);
    default:
      return joinedTest(words);
  }
}

function isWord(word: Argument | undefined, text: string): boolean {
  return word?.known === true && word.text === text;
}

function opposite(truth: Truth): Truth {
  return typeof truth === 'boolean' ? !truth : truth;
}

/** `a -o b -a c`: `-a` binds closer; all of them are looked at, so that one mistake fails the whole. */
function joinedTest(words: readonly Argument[]): Truth {
  if (words.some((word) => isWord(word, '(') || isWord(word, ')'))) return null;
  const parts = splitAt(words, '-o').map((part) => splitAt(part, '-a').map(term));
  if (parts.flat().includes('error')) return 'error';
  return parts.map((part) => part.reduce(both)).reduce(either);
}

/** One test between `-a` and `-o`. */
function term(words: readonly Argument[]): Truth {
  if (words.length > 1 && isWord(words[0], '!')) return opposite(term(words.slice(1)));
  if (words.length > 3 || words.length === 0) return words.every(({ known }) => known) ? 'error' : null;
  return evaluate(words);
}

/** The words between those that are an operator; one at the start is an operand. */
function splitAt(words: readonly Argument[], operator: string): readonly (readonly Argument[])[] {
  const at = words.findIndex((word, index) => index > 0 && isWord(word, operator));
  return at === -1 ? [words] : [words.slice(0, at), ...splitAt(words.slice(at + 1), operator)];
}

/** `&&` of two truths, of which the first is looked at first. */
export function both(left: Truth, right: Truth): Truth {
  if (left === 'error' || left === false) return left;
  if (left === true) return right;
  return right === false ? false : null;
}

/** `||` of two truths, of which the first is looked at first. */
export function either(left: Truth, right: Truth): Truth {
  if (left === 'error' || left === true) return left;
  if (left === false) return right;
  return right === true ? true : null;
}

type Comparison = (a: string, b: string) => Truth;

/** Shells count with 64 bits; what they do with a number that is larger differs. */
function numbers(compare: (a: bigint, b: bigint) => boolean): Comparison {
  return (a, b) => {
    if (![a, b].every((text) => /^\s*[-+]?\d+\s*$/.test(text))) return 'error';
    const [left, right] = [a, b].map((text) => BigInt(text.replace('+', ''))) as [bigint, bigint];
    const fits = [left, right].every((number) => BigInt.asIntN(64, number) === number);
    return fits ? compare(left, right) : null;
  };
}

const comparisons: Readonly<Record<string, Comparison>> = {
  '=': (a, b) => a === b,
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => ordered(a, b, a < b),
  '>': (a, b) => ordered(a, b, a > b),
  '-eq': numbers((a, b) => a === b),
  '-ne': numbers((a, b) => a !== b),
  '-gt': numbers((a, b) => a > b),
  '-ge': numbers((a, b) => a >= b),
  '-lt': numbers((a, b) => a < b),
  '-le': numbers((a, b) => a <= b),
  '-nt': () => null,
  '-ot': () => null,
  '-ef': () => null,
};

/** Which of two letters comes first is a matter of the locale, but for digits and letters of one case. */
function ordered(a: string, b: string, holds: boolean): Truth {
  return [/^[0-9]*$/, /^[a-z]*$/, /^[A-Z]*$/].some((same) => same.test(a) && same.test(b)) ? holds : null;
}

function isBinary(operator: string): boolean {
  return Object.hasOwn(comparisons, operator);
}

/** `a -eq b` and its kind. */
export function binaryTest(operator: string, left: Argument, right: Argument): Truth {
  if (!left.known || !right.known) return null;
  return comparisons[operator]?.(left.text, right.text) ?? null;
}

/** `-n text`, `-f path` and their kind: what files there are is not known, but there is none without a name. */
export function unaryTest(operator: string, { text, known }: Argument): Truth {
  if (!/^-[a-zA-Z]$/.test(operator)) return known ? 'error' : null;
  if (operator === '-z') return known ? text === '' : null;
  if (operator === '-n') return known ? text !== '' : null;
  if (/^-[abcdefghkprsuwxGLNOS]$/.test(operator) && known && text === '') return false;
  return null;
}
