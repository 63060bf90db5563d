import { loadedFile } from '../../knowledge/loaded-file.ts';
import { programName } from '../../knowledge/program-name.ts';
import type { Words } from '../../knowledge/read-options.ts';
import type { LaunchContext, Run } from '../evaluate/step.ts';
import type { Argument } from '../expand/expand.ts';
import { isCalled } from './enclosing-functions.ts';
import { type HandlerCode, type HandlerSeen, handlerCode, handlersIn } from './handler-code.ts';
import { type ImageFile, isText } from './world.ts';

/** How many files are read, how far loaded files are followed, and how long (in characters) one may be. */
const mostFiles = 12;
const deepest = 2;
const longest = 200_000;

/** A handler that is seen in a file: the file's name and the line, from 1. */
export interface HandlerPlace {
  readonly file: string;
  readonly line: number;
}

/**
 * The signals for which the script of a language runtime installs handlers, as its file in the image says, or a file
 * beside it that it loads, and where. One in a function that is not seen to be called does not count. That none is found
 * says nothing: a library may install one.
 *
 * @param words the words of the command line, the runtime's own first
 */
export function handledByEntryFile(
  words: readonly Argument[],
  from: LaunchContext,
  run: Run,
): ReadonlyMap<string, HandlerPlace> {
  const name = programName(words[0]?.text ?? '').replace(/-?\d+(\.\d+)*$/, '');
  const language = handlerCode.get(name);
  const known = words.map(({ text, known: isKnown }) => (isKnown ? text : null));
  const called = entryPoint(known);
  const loaded = language ? loadedFile(known) : null;
  const written = called?.module ?? (loaded && known[loaded.at]);
  if (!language || !written) return new Map();
  const directory = from.directory ?? null;
  const kind = called ? 'module' : (loaded?.kind ?? 'file');
  const main = kind === 'file' ? packageMain(written, directory, run) : null;
  const entry = findFirst(placesOf(main ?? written, kind, language), directory, run);
  return entry ? handledBy(entry, called?.code ?? '', language, from, run) : new Map();
}

/** `python -c 'from app.main import run; run()'`: what the scripts of installed packages do. */
function entryPoint([, option, code]: Words): { readonly module: string; readonly code: string } | null {
  const found = option === '-c' ? /^from ([\w.]+) import (\w+); (\2\(\))$/.exec(code ?? '') : null;
  return found ? { module: found[1] as string, code: found[3] as string } : null;
}

/** What `node FOLDER` runs: `main` of its package.json; null where there is none. */
function packageMain(folder: string, directory: string | null, run: Run): string | null {
  const found = run.world.look(`${folder.replace(/\/+$/, '')}/package.json`, directory);
  if (!isText(found)) return null;
  const main = /"main"\s*:\s*"([^"\\]+)"/.exec(found.text)?.[1] ?? 'index.js';
  return joined(`${folder.replace(/\/+$/, '')}/`, main);
}

interface Found {
  readonly path: string;
  readonly file: ImageFile;
}

function placesOf(written: string, kind: 'file' | 'module', language: HandlerCode): readonly string[] {
  if (kind === 'file') return [written, ...(/\.\w+$/.test(written) ? [] : language.places(written).slice(1))];
  return [`${written.replaceAll('.', '/')}/__main__.py`, ...language.places(written)];
}

function findFirst(places: readonly string[], directory: string | null, run: Run): Found | null {
  for (const path of places) {
    const file = run.world.look(path, directory);
    if (isText(file)) return { path, file };
  }
  return null;
}

/** @param caller code that runs when the file has been loaded */
function handledBy(
  entry: Found,
  caller: string,
  language: HandlerCode,
  { directory = null }: LaunchContext,
  run: Run,
): ReadonlyMap<string, HandlerPlace> {
  const handlers: (HandlerSeen & HandlerPlace)[] = [];
  const codes = new Map<string, string>();
  let level: readonly Found[] = [entry];
  for (let depth = 0; depth <= deepest && level.length > 0; depth += 1) {
    const next: Found[] = [];
    for (const { path, file } of level) {
      if (codes.has(path) || codes.size >= mostFiles || file.text.length > longest) continue;
      const read = handlersIn(file.text, language);
      codes.set(path, read?.code ?? '');
      const seen = [...(read?.handlers ?? []), ...(depth === 0 ? (read?.served ?? []) : [])];
      handlers.push(...seen.map((one) => ({ ...one, file: file.name })));
      const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/') + 1) : '';
      for (const name of depth < deepest ? (read?.imports ?? []) : []) {
        const beside = language.places(name).map((place) => joined(folder, place));
        const found = findFirst(beside, directory, run);
        if (found) next.push(found);
      }
    }
    level = next;
  }
  const called = (name: string): boolean => [caller, ...codes.values()].some((code) => isCalled(name, code));
  const installed = handlers.filter(({ within }) => within.every(called));
  return new Map(installed.reverse().map(({ signal, file, line }) => [signal, { file, line }]));
}

/** A path beside a file. A loaded file is not looked for along search paths. */
function joined(folder: string, place: string): string {
  return place.startsWith('/') ? place : `${folder}${place.replace(/^\.\//, '')}`;
}
