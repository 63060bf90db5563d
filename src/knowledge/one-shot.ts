import { type OneShot, oneShots, prompts } from './one-shots.table.ts';
import { ownValue } from './own-value.ts';
import { programName } from './program-name.ts';
import type { Words } from './read-options.ts';

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

function matches(entries: Readonly<Record<string, readonly OneShot[]>>, words: Words): boolean {
  const path = words[0] ?? '';
  const rest = words
    .slice(1)
    .map((word) => word ?? '"$_"')
    .join(' ');
  const known = [
    ...(ownValue(entries, programName(path)) ?? []),
    ...(ownValue(entries, path.replace(/[^/]*$/, '*')) ?? []),
  ];
  if (known.some((entry) => fits(entry, rest))) return true;
  // `python manage.py migrate`, `python -m pytest`, `php artisan migrate`: the script is what counts.
  const script = words.findIndex((word, index) => index > 0 && word !== null && !word.startsWith('-'));
  return (
    script > 0 &&
    Object.hasOwn(entries, `${interpreter(path)} ${programName(words[script] ?? '')}`) &&
    matchesScript(entries, words, script, path)
  );
}

function matchesScript(
  entries: Readonly<Record<string, readonly OneShot[]>>,
  words: Words,
  script: number,
  path: string,
): boolean {
  const rest = words
    .slice(script + 1)
    .map((word) => word ?? '"$_"')
    .join(' ');
  return (ownValue(entries, `${interpreter(path)} ${programName(words[script] ?? '')}`) ?? []).some((entry) =>
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
