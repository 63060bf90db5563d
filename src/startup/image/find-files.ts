import type { ImageFile, NoText, World } from '../launch/world.ts';
import type { ImageFile as FoundFile, TextFile } from './image-file.ts';
import { absolutePath, pathIn } from './path-set.ts';

/** Looks for files of one image as the processes in it do, and keeps in mind which it found. */
export interface FileFinder extends Pick<World, 'file' | 'look' | 'command' | 'names'> {
  /** The scripts that were found, by the path that they are started with, in order. */
  readonly read: ReadonlyMap<string, TextFile>;
  /** What a command's name runs, looked for from the folder that the container starts in. */
  find(name: string): FoundFile;
}

/** The image whose files are looked for. */
export interface FinderImage {
  /** What stands at an absolute path. */
  readonly at: (path: string) => FoundFile;
  /** The names in a folder, as far as they are known. */
  readonly names: (folder: string) => readonly string[];
  readonly workdir: string;
  /** The folders of PATH, separated by colons; used where a process does not know its own. */
  readonly searchPath: string;
}

/** A finder for the files of an image. */
export function createFileFinder({ at, names, workdir, searchPath }: FinderImage): FileFinder {
  const read = new Map<string, TextFile>();
  const file = (path: string, directory: string | null): FoundFile => {
    const place = absolutePath(path, directory);
    return place === null ? nowhere('the folder that it would be in is not known') : at(place);
  };
  const places = new Map<string, Place>();
  const command = (name: string, directory: string | null, folders: string | null): Place => {
    const key = JSON.stringify([name, directory, folders]);
    const place = places.get(key) ?? lookAlong(name, directory, folders);
    places.set(key, place);
    return place;
  };
  const lookAlong = (name: string, directory: string | null, folders: string | null): Place => {
    if (name.includes('/')) return { found: file(name, directory), path: name };
    for (const folder of (folders ?? searchPath).split(':')) {
      const path = folder === '' ? `./${name}` : pathIn(folder, name);
      const found = file(path, directory);
      if (found.kind !== 'absent' || found.by !== null) return { found, path };
    }
    const found = nowhere('no folder of PATH has a file of that name that the Dockerfile brings');
    return { found, path: name };
  };
  const seen = ({ found, path }: Place): ImageFile | NoText => {
    if (found.kind === 'text' && !read.has(path)) read.set(path, found);
    return toWorld(found, path);
  };
  return {
    read,
    file: (path, directory) => seen({ found: file(path, directory), path }),
    look: (path, directory) => toWorld(file(path, directory), path),
    command: (name, directory, folders) => seen(command(name, directory, folders)),
    names: (folder, directory) => {
      const place = absolutePath(folder, directory);
      return place === null ? [] : names(place);
    },
    find: (name) => command(name, workdir, null).found,
  };
}

/** A file and the path that it was looked for at, as a process would see it. */
interface Place {
  readonly found: FoundFile;
  readonly path: string;
}

function nowhere(reason: string): FoundFile {
  return { kind: 'absent', reason, by: null };
}

function toWorld(found: FoundFile, path: string): ImageFile | NoText {
  switch (found.kind) {
    case 'text': {
      const { name, source, executable } = found;
      return { name, text: source.text.text, executable, source, path };
    }
    case 'binary':
      return { reason: 'it is no text', binary: true, brought: true };
    case 'absent':
      return { reason: found.reason, binary: false, brought: found.by !== null };
  }
}
