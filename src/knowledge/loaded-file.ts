import type { Words } from './read-options.ts';

/** What a language runtime is told to run. */
export interface Loaded {
  readonly kind: 'file' | 'module';
  /** The word that names it. */
  readonly at: number;
}

/** Options after which no script is named: a program text, a prompt. */
const noFile = /^(-c|-e|-p|-E|-a|-i|--eval|--print|--run)$/;
/** Options whose value is the next word. */
const takesValue = /^(-r|--require|--import|--loader|--env-file|--max-[\w-]+|-W|-X|-d|-I)$/;

/**
 * The script or module that the words of a runtime name; null where they name none.
 *
 * @param words the words of the command line, the runtime's own first; null for one whose value is not known
 */
export function loadedFile(words: Words): Loaded | null {
  for (let at = 1; at < words.length; at += 1) {
    const word = words[at] ?? null;
    if (word === null) return { kind: 'file', at };
    if (word === '-m') return words[at + 1] === undefined ? null : { kind: 'module', at: at + 1 };
    if (noFile.test(word)) return null;
    if (takesValue.test(word)) at += 1;
    else if (!word.startsWith('-')) return { kind: 'file', at };
  }
  return null;
}
