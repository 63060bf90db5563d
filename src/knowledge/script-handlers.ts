import data from './data/script-handlers.json' with { type: 'json' };
import { programName } from './programs.ts';

/** A language runtime of which was measured for which signals it installs handlers of its own. */
export interface SilentRuntime {
  /** As people call it. */
  readonly title: string;
  /** The script that it runs; null for a module, a text, or none. */
  readonly script: string | null;
}

interface RuntimeEntry {
  readonly names: RegExp;
  readonly title: string;
  readonly handles: readonly string[];
  readonly quiet: ReadonlySet<string>;
  readonly paths: readonly RegExp[];
}

const runtimes: readonly RuntimeEntry[] = Object.values(data.runtimes).map(
  ({ names, title, handles, quiet, paths }) => ({
    names: new RegExp(names),
    title,
    handles,
    quiet: new Set(quiet),
    paths: paths.map((path) => new RegExp(path)),
  }),
);

/**
 * The runtime of a command line that has no handler for the signal unless its program installs one; null for
 * one that is no such runtime, or that runs something known to handle it.
 *
 * @param signal by its full name, `SIGTERM`
 */
export function silentRuntime(argv: readonly string[], signal: string): SilentRuntime | null {
  const name = programName(argv[0] ?? '');
  const found = runtimes.find(({ names }) => names.test(name));
  if (!found || found.handles.includes(signal)) return null;
  const words = argv.slice(1);
  const known =
    /^-[ai]$/.test(words[0] ?? '') ||
    words.some((word) => found.quiet.has(programName(word)) || found.paths.some((path) => path.test(word)));
  return known ? null : { title: found.title, script: scriptOf(words) };
}

/** Options after which no script is named: a module, a program text, a prompt. */
const noScript = /^(-m|-c|-e|-p|-S|-E|-a|-i|--eval|--print|--run)$/;
/** Options whose value is the next word. */
const takesValue = /^(-r|--require|--import|--loader|--max-[\w-]+|-W|-X|-d|-I)$/;

function scriptOf(words: readonly string[]): string | null {
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (noScript.test(word)) return null;
    if (takesValue.test(word)) index += 1;
    else if (!word.startsWith('-')) return word;
  }
  return null;
}
