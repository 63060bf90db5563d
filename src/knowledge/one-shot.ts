import data from './data/one-shots.json' with { type: 'json' };
import { programName } from './program-name.ts';
import type { Words } from './read-options.ts';

interface OneShot {
  readonly names: readonly string[];
  /** A regular expression over the words behind the program's name, joined by blanks; absent: any. */
  readonly when?: string;
  readonly unless?: string;
}

const oneShots = table(data.oneShots);
const prompts = table(data.prompts);

/** Whether a command line does one thing and ends: `npm test`, `manage.py migrate`, anything with `--version`. */
export function isOneShot(words: Words): boolean {
  const rest = words.slice(1);
  if (rest.length === 1 && /^--(version|help)$/.test(rest[0] ?? '')) return true;
  return matches(oneShots, words);
}

/** Whether a command line is a prompt for a person. */
export function isPromptCommand(words: Words): boolean {
  return matches(prompts, words);
}

function table(entries: readonly OneShot[]): ReadonlyMap<string, readonly OneShot[]> {
  const map = new Map<string, OneShot[]>();
  for (const entry of entries) {
    for (const name of entry.names) map.set(name, [...(map.get(name) ?? []), entry]);
  }
  return map;
}

function matches(entries: ReadonlyMap<string, readonly OneShot[]>, words: Words): boolean {
  const path = words[0] ?? '';
  const rest = words
    .slice(1)
    .map((word) => word ?? '"$_"')
    .join(' ');
  const known = [
    ...(entries.get(programName(path)) ?? []),
    ...(entries.get(path.replace(/[^/]*$/, '*')) ?? []),
  ];
  if (known.some((entry) => fits(entry, rest))) return true;
  // `python manage.py migrate`, `python -m pytest`, `php artisan migrate`: the script is what counts.
  const script = words.findIndex((word, index) => index > 0 && word !== null && !word.startsWith('-'));
  return (
    script > 0 &&
    entries.has(`${interpreter(path)} ${programName(words[script] ?? '')}`) &&
    matchesScript(entries, words, script, path)
  );
}

function matchesScript(
  entries: ReadonlyMap<string, readonly OneShot[]>,
  words: Words,
  script: number,
  path: string,
): boolean {
  const rest = words
    .slice(script + 1)
    .map((word) => word ?? '"$_"')
    .join(' ');
  return (entries.get(`${interpreter(path)} ${programName(words[script] ?? '')}`) ?? []).some((entry) =>
    fits(entry, rest),
  );
}

function interpreter(path: string): string {
  return programName(path).replace(/[\d.]+$/, '');
}

function fits({ when, unless }: OneShot, rest: string): boolean {
  if (unless !== undefined && new RegExp(unless).test(rest)) return false;
  return when === undefined || new RegExp(when).test(rest);
}
