import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { type BuildContext, unknownContext } from './build-context.ts';
import type { FileSystem } from './file-system.ts';
import { type ContextFolder, contextFolder, folderContext } from './folder-context.ts';
import { exists, foldersUpwards } from './folders-above.ts';
import { type IgnoreRules, nothingIgnored, readIgnoreFile } from './ignore-file.ts';

/** Gives the build context of a Dockerfile. Files are read once however many Dockerfiles share them. */
export interface ContextFinder {
  /**
   * @param dockerfile the Dockerfile's path as given; null when it came from standard input without a name
   * @param sources what its COPY and ADD take from the context, relative to the root
   */
  find(dockerfile: string | null, sources: readonly string[]): BuildContext;
}

/**
 * Finds build contexts on the file system: the folder that the user named, else the Dockerfile's, else the folder above
 * it that holds more of what COPY and ADD take, up to the root of the repository (the working directory where there is none).
 * @param given the folder that the user named; null when none was
 */
export function createContextFinder(fs: FileSystem, cwd: string, given: string | null): ContextFinder {
  const folders = new Map<string, ContextFolder>();
  const known = new Map<string, BuildContext>();
  const folderAt = (root: string, shown: string): ContextFolder => {
    const folder = folders.get(root) ?? contextFolder(fs, root, shown);
    folders.set(root, folder);
    return folder;
  };
  const make = (dockerfile: string | null, sources: readonly string[]): BuildContext => {
    if (dockerfile === null && given === null) {
      return unknownContext('the Dockerfile came from standard input, so its build context is not known');
    }
    const own = dockerfile === null ? cwd : dirname(resolve(cwd, dockerfile));
    const show = (root: string): string =>
      dockerfile !== null && isAbsolute(dockerfile) ? root : relative(cwd, root);
    const root = given === null ? bestRoot(fs, own, cwd, sources) : resolve(cwd, given);
    const folder = folderAt(root, given === null || isAbsolute(given) ? show(root) : join(given));
    const beside = folderAt(own, show(own));
    const shown = (given ?? show(root)) || '.';
    const note =
      given === null && root !== own
        ? `${shown} is taken for the build context: the sources of COPY are there`
        : null;
    return folderContext(folder, ignoreRules(folder, beside, dockerfile), { root: shown, note });
  };
  return {
    find: (dockerfile, sources) => {
      const key = JSON.stringify([dockerfile, sources]);
      const context = known.get(key) ?? make(dockerfile, sources);
      known.set(key, context);
      return context;
    },
  };
}

/** The first of the folders from the Dockerfile's upwards that holds the most of the sources. */
function bestRoot(fs: FileSystem, own: string, cwd: string, sources: readonly string[]): string {
  const telling = sources.filter((source) => source !== '');
  let best = own;
  let most = countExisting(fs, own, telling);
  for (const folder of foldersUpwards(fs, own, cwd).slice(1)) {
    if (most === telling.length) break;
    const count = countExisting(fs, folder, telling);
    if (count <= most) continue;
    best = folder;
    most = count;
  }
  return best;
}

function countExisting(fs: FileSystem, folder: string, sources: readonly string[]): number {
  return sources.filter((source) => exists(fs, join(folder, source))).length;
}

/** `<Dockerfile>.dockerignore` beside the Dockerfile comes before the one of the root. Podman has names of its own. */
function ignoreRules(root: ContextFolder, beside: ContextFolder, dockerfile: string | null): IgnoreRules {
  const name = basename(dockerfile ?? '');
  const candidates: readonly (readonly [ContextFolder, string])[] = [
    ...(name === '' ? [] : [[beside, `${name}.dockerignore`] as const]),
    ...(name.startsWith('Containerfile') ? [[root, '.containerignore'] as const] : []),
    [root, '.dockerignore'],
  ];
  for (const [folder, path] of candidates) {
    const entry = folder.entry(path, 'follow');
    const content = entry.kind === 'file' ? entry.read() : null;
    if (content?.kind === 'text') return readIgnoreFile(path, content.text);
  }
  return nothingIgnored;
}
