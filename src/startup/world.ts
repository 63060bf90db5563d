import type { ShellFact } from '../knowledge/types.ts';

/** What a model run knows of the image around the processes, and how much it may still do. */
export interface World {
  /** The program behind a shell's name or path in this image. */
  shell(name: string): ShellFact;
  /** The image's environment. */
  readonly env: ReadonlyMap<string, string>;
  /** Whether a path is the base image's own entrypoint script, known to end in `exec "$@"`. */
  execsArguments(path: string): boolean;
  /** A file of the image that can be read; null when it is not at hand. */
  file(path: string): ImageFile | null;
  /** A process number that was not used in this run. */
  nextPid(): number;
  /** Takes one unit of work; false when the run has used up its share. */
  spend(): boolean;
}

/** A text file in the image. */
export interface ImageFile {
  /** As places in the model name it. */
  readonly name: string;
  readonly text: string;
}

/** How many small steps one image may cost before the model says that it gave up. */
const budgetSteps = 40_000;

/** A world with a fresh budget. */
export function createWorld(known: Pick<World, 'shell' | 'env' | 'execsArguments' | 'file'>): World {
  let pid = 1_000_000;
  let left = budgetSteps;
  return {
    ...known,
    nextPid: () => {
      pid += 1;
      return pid;
    },
    spend: () => {
      left -= 1;
      return left >= 0;
    },
  };
}
