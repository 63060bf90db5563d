import type { ImageFile as FoundFile, TextFile } from './image-file.ts';
import { absolutePath } from './path-set.ts';
import type { ImageFile, NoText, World } from './world.ts';

/** Looks for files of one image as the processes in it do, and keeps in mind which it found. */
export interface FileFinder extends Pick<World, 'file' | 'command'> {
  /** The scripts that were found, by their path in the image, in order. */
  readonly read: ReadonlyMap<string, TextFile>;
  /** What a command's name runs, looked for from the folder that the container starts in. */
  find(name: string): FoundFile;
}

/** The image whose files are looked for. */
export interface FinderImage {
  /** What stands at an absolute path. */
  readonly at: (path: string) => FoundFile;
  readonly workdir: string;
  /** The folders of PATH, separated by colons; used where a process does not know its own. */
  readonly searchPath: string;
}

/** A finder for the files of an image. */
export function createFileFinder({ at, workdir, searchPath }: FinderImage): FileFinder {
  const read = new Map<string, TextFile>();
  const file = (path: string, directory: string | null): FoundFile => {
    const place = absolutePath(path, directory);
    return place === null ? nowhere('the folder that it would be in is not known') : at(place);
  };
  const command = (name: string, directory: string | null, folders: string | null): FoundFile => {
    if (name.includes('/')) return file(name, directory);
    for (const folder of (folders ?? searchPath).split(':')) {
      const found = file(`${folder || '.'}/${name}`, directory);
      if (found.kind !== 'absent' || found.by !== null) return found;
    }
    return nowhere('no folder of PATH has a file of that name that the Dockerfile brings');
  };
  const seen = (path: string, found: FoundFile): ImageFile | NoText => {
    if (found.kind === 'text' && !read.has(path)) read.set(path, found);
    return toWorld(found);
  };
  return {
    read,
    file: (path, directory) => seen(path, file(path, directory)),
    command: (name, directory, folders) => seen(name, command(name, directory, folders)),
    find: (name) => command(name, workdir, null),
  };
}

function nowhere(reason: string): FoundFile {
  return { kind: 'absent', reason, by: null };
}

function toWorld(found: FoundFile): ImageFile | NoText {
  switch (found.kind) {
    case 'text': {
      const { name, source, executable } = found;
      return { name, text: source.text.text, executable, source };
    }
    case 'binary':
      return { reason: 'it is no text', binary: true, brought: true };
    case 'absent':
      return { reason: found.reason, binary: false, brought: found.by !== null };
  }
}
