import type { Argument } from './expand.ts';
import type { Status } from './shell-state.ts';

const comparisons: Readonly<Record<string, (a: string, b: string) => boolean>> = {
  '=': (a, b) => a === b,
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '-eq': (a, b) => Number(a) === Number(b),
  '-ne': (a, b) => Number(a) !== Number(b),
  '-gt': (a, b) => Number(a) > Number(b),
  '-ge': (a, b) => Number(a) >= Number(b),
  '-lt': (a, b) => Number(a) < Number(b),
  '-le': (a, b) => Number(a) <= Number(b),
};

/** The status of `test …` or `[ … ]` where its words decide it; `unknown` where the world does. */
export function evaluateTest(words: readonly Argument[]): Status {
  const inner = words.slice(1, words[0]?.text === '[' ? -1 : undefined);
  const holds = evaluate(inner);
  return holds === null ? 'unknown' : holds ? 'ok' : 'fail';
}

function evaluate(words: readonly Argument[]): boolean | null {
  const [first, second, third] = words;
  if (words.length === 0) return false;
  const joined =
    words.length > 3 ? words.findIndex(({ text }, index) => index > 0 && /^-[ao]$/.test(text)) : -1;
  if (joined > 0) {
    const and = words[joined]?.text === '-a';
    const left = evaluate(words.slice(0, joined));
    const right = evaluate(words.slice(joined + 1));
    if (and) return left === false || right === false ? false : left === null || right === null ? null : true;
    return left || right ? true : left === null || right === null ? null : false;
  }
  if (first?.known && first.text === '!' && words.length > 1) {
    const holds = evaluate(words.slice(1));
    return holds === null ? null : !holds;
  }
  if (!words.every(({ known }) => known)) return null;
  if (words.length === 1) return first?.text !== '';
  if (words.length === 2 && first && second) {
    if (first.text === '-n') return second.text !== '';
    return first.text === '-z' ? second.text === '' : null;
  }
  if (words.length !== 3 || !first || !second || !third) return null;
  return comparisons[second.text]?.(first.text, third.text) ?? null;
}
