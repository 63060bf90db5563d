import type { Instruction } from '../../dockerfile/instruction.ts';
import { isWithin } from './path-set.ts';

/** What the text of a RUN names, read far more cheaply than what it does. */
export interface RunMentions {
  /**
   * Whether the RUN may do something to a path: with a command that names it, a folder that it lies in, or a pattern that
   * may match one of them. False only where following its commands would find nothing that concerns the path.
   * @param path absolute and clean
   */
  mayConcern(path: string): boolean;
}

const everything: RunMentions = { mayConcern: () => true };

/** Paths of other characters are not looked for by name. */
const plainPath = /^[\w./+@-]+$/;

/**
 * Reads what a RUN names. Every path that a command is given comes from a word of the text: with quotes and backslashes
 * taken out, its last name is the last name of the path (`cd` may have changed what stands before). Where a word holds
 * something that the shell replaces, it may be any path.
 */
export function runMentions({ form, heredocs, span }: Instruction, dockerfile: string): RunMentions {
  if (form?.kind !== 'shell') return everything;
  const text =
    heredocs.length === 0 ? form.text.text : `${form.text.text}\n${dockerfile.slice(span.start, span.end)}`;
  const plain = text.replace(/\\\r?\n/g, '').replace(/["'\\]/g, '');
  if (/[$`]/.test(plain)) return everything;
  const names = new Set<string>();
  const patterns: string[] = [];
  for (const word of plain.split(/[\s;&|()<>=]+/)) {
    if (word === '' || word === '[' || word === '[[') continue;
    if (/[*?[]/.test(word)) patterns.push(word);
    else names.add(lastNameOf(word));
  }
  // Of these the path is not known, or anything lies in it.
  if (['.', '..', ''].some((name) => names.has(name))) return everything;
  const folders = patterns.map(fixedFolder);
  if (folders.includes(null)) return everything;
  return {
    mayConcern: (path) => {
      if (!plainPath.test(path)) return true;
      const parts = path.split('/');
      if (plain.includes(parts.at(-1) ?? '')) return true;
      return (
        parts.slice(1, -1).some((name) => names.has(name)) ||
        folders.some((folder) => folder !== null && isWithin(folder, path))
      );
    },
  };
}

/** The last name of a word as a path; empty for the root. */
function lastNameOf(word: string): string {
  const end = word.replace(/\/+$/, '');
  return end.slice(end.lastIndexOf('/') + 1);
}

/** The folder that all matches of a pattern lie in; null where the word does not say. */
function fixedFolder(word: string): string | null {
  const fixed = word.slice(0, word.search(/[*?[]/));
  const folder = fixed.slice(0, fixed.lastIndexOf('/')) || '/';
  if (!word.startsWith('/') || folder === '/' || /\/\/|\/\.{1,2}(\/|$)/.test(folder)) return null;
  return folder;
}
