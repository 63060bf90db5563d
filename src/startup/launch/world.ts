import type { OwnPrograms } from '../../knowledge/own-program.ts';
import type { ShellFact } from '../../knowledge/types.ts';
import { plainMapped } from '../../text/mapped-text.ts';
import type { ShellSource } from '../evaluate/shell-state.ts';
import type { InstalledPackages } from './installed-packages.ts';
import type { InstalledRuntime } from './installed-programs.ts';

/** What a model run knows of the image around the processes, and how much it may still do. */
export interface World {
  /** The program behind a shell's name or path in this image. */
  shell(name: string): ShellFact;
  /** The image's environment. */
  readonly env: ReadonlyMap<string, string>;
  /** Whether a path is the base image's own entrypoint script, known to end in `exec "$@"`. */
  execsArguments(path: string): boolean;
  /** A file of the image by its path. A relative path starts from the folder; null: which one is not known. */
  file(path: string, directory: string | null): ImageFile | NoText;
  /** Likewise, for a look into what is no part of the startup. */
  look(path: string, directory: string | null): ImageFile | NoText;
  /** What the name of a command runs: a path, or the first file of that name in the folders of PATH. */
  command(name: string, directory: string | null, searchPath: string | null): ImageFile | NoText;
  /** The names in a folder, as far as the Dockerfile is seen to put them there. */
  names(folder: string, directory: string | null): readonly string[];
  /** What the user says of a program. */
  readonly ownProgram: OwnPrograms;
  /** The version of an init or wrapper in the image; null: not known. */
  version(tool: string): string | null;
  /** The runtime of a program that a RUN installs; null: none is seen to. */
  installed(name: string): InstalledRuntime | null;
  /** The path of a user's login shell; null: not known. */
  loginShell(user: string): string | null;
  /** Whether a RUN instruction installs a package. */
  readonly hasPackage: InstalledPackages;
  /** Whether a command of this name is an applet of busybox, as the image has no other. */
  applet(name: string): boolean;
  /** A process number that was not used in this run. */
  nextPid(): number;
  /** Takes units of work, one where not told; false when the run has used up its share. */
  spend(units?: number): boolean;
}

/** A text file in the image. */
export interface ImageFile {
  /** As places in the model name it. */
  readonly name: string;
  readonly text: string;
  /** Whether it may be executed; null or absent where that is not known. */
  readonly executable?: boolean | null;
  /** The path that it was found at, as the process that starts it sees it. */
  readonly path?: string;
  /** Where the text stands; absent: it is all of the file of that name. */
  readonly source?: ShellSource;
}

/** A path of the image whose text is not at hand. */
export interface NoText {
  /** A clause: "nothing in the Dockerfile brings it". */
  readonly reason: string;
  /** It is there, and no text: a program. */
  readonly binary: boolean;
  /** An instruction of the Dockerfile names this very file. */
  readonly brought: boolean;
}

/** Whether a file was found that can be read. */
export function isText(found: ImageFile | NoText): found is ImageFile {
  return 'text' in found;
}

/** Where the text of a file stands. */
export function fileSource({ name, text, source }: ImageFile): ShellSource {
  return source ?? { file: name, text: plainMapped(text, 0) };
}

/** What a world is made from; a file that is not at hand may be null. */
export interface WorldFacts extends Pick<World, 'shell' | 'env' | 'execsArguments'> {
  readonly file: (path: string, directory: string | null) => ImageFile | NoText | null;
  /** Without it nothing is looked into. */
  readonly look?: World['look'];
  /** Without it a command is looked for as a file is. */
  readonly command?: World['command'];
  /** Without it every folder is empty. */
  readonly names?: World['names'];
  /** Without it the user says nothing of any program. */
  readonly ownProgram?: OwnPrograms;
  /** Without it no version is known. */
  readonly version?: World['version'];
  /** Without it no program is installed. */
  readonly installed?: World['installed'];
  /** Without it no login shell is known but root's. */
  readonly loginShell?: World['loginShell'];
  /** Without it no package is installed. */
  readonly hasPackage?: World['hasPackage'];
  /** Without it nothing is an applet of busybox. */
  readonly applet?: World['applet'];
}

const notAtHand: NoText = { reason: 'it is not at hand', binary: false, brought: false };

/** How many small steps one image may cost before the model says that it gave up. */
const budgetSteps = 200_000;

/** A world with a fresh budget. */
export function createWorld(known: WorldFacts): World {
  let pid = 1_000_000;
  let left = budgetSteps;
  return {
    ...known,
    file: (path, directory) => known.file(path, directory) ?? notAtHand,
    look: known.look ?? (() => notAtHand),
    command: known.command ?? ((name, directory) => known.file(name, directory) ?? notAtHand),
    names: known.names ?? (() => []),
    ownProgram: known.ownProgram ?? (() => null),
    version: known.version ?? (() => null),
    installed: known.installed ?? (() => null),
    loginShell: known.loginShell ?? (() => null),
    hasPackage: known.hasPackage ?? (() => false),
    applet: known.applet ?? (() => false),
    nextPid: () => {
      pid += 1;
      return pid;
    },
    spend: (units = 1) => {
      left -= units;
      return left >= 0;
    },
  };
}
