import { type Argument, itemOf } from '../expand/expand.ts';
import type { Item } from '../expand/items.ts';

/** What a shell was asked to do on its command line. */
export interface ShellInvocation {
  readonly runs:
    | { readonly kind: 'text'; readonly text: string; readonly index: number }
    | { readonly kind: 'file'; readonly path: string; readonly index: number }
    /** Standard input: a prompt on a terminal, nothing at all without one. */
    | { readonly kind: 'prompt' }
    /** A command line that it refuses. */
    | { readonly kind: 'nothing'; readonly reason: string }
    | { readonly kind: 'unknown'; readonly reason: string };
  readonly interactive: boolean;
  readonly login: boolean;
  readonly posix: boolean;
  readonly errexit: boolean;
  readonly nounset: boolean;
  readonly monitor: boolean;
  readonly allexport: boolean;
  /** `-O extglob`. */
  readonly extglob: boolean;
  /** Long options and the names given to `-o`, for shells that do not know them. */
  readonly options: readonly string[];
  /** `$0` as its words give it: what follows the text, or the script; null when they do not. */
  readonly name: string | null;
  /** The positional parameters. */
  readonly positional: readonly Item[];
}

/** Long options of bash that take the next word. */
const longWithValue: ReadonlySet<string> = new Set(['--rcfile', '--init-file']);

/**
 * Reads a shell's command line: `sh -c text`, `bash -lc text arg0 arg1`, `sh -e ./script`, `bash`.
 *
 * @param words the words after the shell's name.
 */
export function readShellInvocation(words: readonly Argument[]): ShellInvocation {
  const flags = new Set<string>();
  const settings = new Set<string>();
  let wantsText = false;
  let index = 0;
  for (; index < words.length; index += 1) {
    const word = words[index] as Argument;
    if (!word.known) break;
    if (word.text === '--' || word.text === '-') {
      index += 1;
      break;
    }
    if (word.text.startsWith('--')) {
      flags.add(word.text);
      if (longWithValue.has(word.text)) index += 1;
      continue;
    }
    if (!/^[-+][A-Za-z]+$/.test(word.text)) break;
    if (word.text.startsWith('-')) for (const letter of word.text.slice(1)) flags.add(letter);
    if (word.text.startsWith('-') && word.text.includes('c')) wantsText = true;
    if (/[oO]$/.test(word.text)) {
      const option = words[index + 1];
      if (option?.known && /^-.*o$/.test(word.text)) flags.add(`o:${option.text}`);
      if (option?.known && /^-.*O$/.test(word.text)) settings.add(option.text);
      index += 1;
    }
  }
  const rest = words.slice(index);
  const zero = rest[wantsText ? 1 : 0];
  return {
    runs: whatRuns(rest, index, wantsText, flags.has('s')),
    interactive: flags.has('i'),
    login: flags.has('l') || flags.has('--login'),
    posix: flags.has('--posix') || flags.has('o:posix'),
    errexit: flags.has('e') || flags.has('o:errexit'),
    nounset: flags.has('u') || flags.has('o:nounset'),
    monitor: flags.has('m') || flags.has('o:monitor'),
    allexport: flags.has('a') || flags.has('o:allexport'),
    extglob: settings.has('extglob'),
    options: [...flags].filter((flag) => flag.length > 1).map((flag) => flag.replace(/^o:/, '')),
    name: zero?.known ? zero.text : null,
    // `-c text` is followed by $0, a script by $1.
    positional: rest.slice(wantsText ? 2 : 1).map(itemOf),
  };
}

function whatRuns(
  rest: readonly Argument[],
  index: number,
  wantsText: boolean,
  standardInput: boolean,
): ShellInvocation['runs'] {
  const first = rest[0];
  if (wantsText) {
    if (!first) return { kind: 'nothing', reason: 'the shell is given -c without a command: it ends' };
    if (first.known) return { kind: 'text', text: first.text, index };
    return { kind: 'unknown', reason: `what the shell runs, ${first.text}, is not known` };
  }
  if (!first || standardInput) return { kind: 'prompt' };
  if (first.known) return { kind: 'file', path: first.text, index };
  return { kind: 'unknown', reason: `which script the shell runs, ${first.text}, is not known` };
}
