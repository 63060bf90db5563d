import { loadedFile } from '../knowledge/loaded-file.ts';
import { programName } from '../knowledge/program-name.ts';
import type { Argument } from './expand.ts';
import { type HandlerCode, handlerCode, handlersIn } from './handler-code.ts';
import type { LaunchContext, Run } from './step.ts';
import { type ImageFile, isText } from './world.ts';

/** How many files are read, how far loaded files are followed, and how long (in characters) one may be. */
const mostFiles = 12;
const deepest = 2;
const longest = 200_000;

/**
 * The signals for which the script of a language runtime installs handlers, as its file in the image says, or a file
 * beside it that it loads. That none is found says nothing: a library may install one.
 *
 * @param words the words of the command line, the runtime's own first
 */
export function handledByEntryFile(
  words: readonly Argument[],
  from: LaunchContext,
  run: Run,
): readonly string[] {
  const name = programName(words[0]?.text ?? '').replace(/-?\d+(\.\d+)*$/, '');
  const language = handlerCode.get(name);
  const known = words.map(({ text, known: isKnown }) => (isKnown ? text : null));
  const loaded = language ? loadedFile(known) : null;
  const written = loaded && known[loaded.at];
  if (!language || !loaded || !written) return [];
  const entry = findFirst(placesOf(written, loaded.kind, language), from.directory ?? null, run);
  return entry ? handledBy(entry, language, from, run) : [];
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

function handledBy(
  entry: Found,
  language: HandlerCode,
  { directory = null }: LaunchContext,
  run: Run,
): readonly string[] {
  const signals = new Set<string>();
  const seen = new Set<string>();
  let level: readonly Found[] = [entry];
  for (let depth = 0; depth <= deepest && level.length > 0; depth += 1) {
    const next: Found[] = [];
    for (const { path, file } of level) {
      if (seen.has(path) || seen.size >= mostFiles || file.text.length > longest) continue;
      seen.add(path);
      const read = handlersIn(file.text, language);
      for (const signal of read?.signals ?? []) signals.add(signal);
      for (const signal of depth === 0 ? (read?.served ?? []) : []) signals.add(signal);
      const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/') + 1) : '';
      for (const name of depth < deepest ? (read?.imports ?? []) : []) {
        const beside = language.places(name).map((place) => joined(folder, place));
        const found = findFirst(beside, directory, run);
        if (found) next.push(found);
      }
    }
    level = next;
  }
  return [...signals];
}

/** A path beside a file. A loaded file is not looked for along search paths. */
function joined(folder: string, place: string): string {
  return place.startsWith('/') ? place : `${folder}${place.replace(/^\.\//, '')}`;
}
