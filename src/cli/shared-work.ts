import type { FileReport } from '../report/file-report.ts';
import type { LintOptions } from './options.ts';
import type { Input } from './read-inputs.ts';

/** What several threads lint together; it can be sent to them. */
export interface SharedWork {
  readonly options: LintOptions;
  /** Absolute path. */
  readonly cwd: string;
  readonly inputs: readonly Input[];
  /** The number of the first file that no thread has taken up, as 32 bits that all threads see. */
  readonly next: SharedArrayBuffer;
}

/** A file that a thread has linted: its number among the inputs, and what is reported of it. */
export type Linted = readonly [index: number, report: FileReport];

/** Other threads that lint. */
export interface Helpers {
  /** How many threads can run at once on this machine. */
  readonly processors: number;
  /**
   * Starts a thread that takes files of the work until there are none left.
   * @returns what it has linted, once it has ended, however it ended
   */
  readonly start: (work: SharedWork) => Promise<readonly Linted[]>;
}

/** Neighbours have their context in common, so a thread takes a few at once. */
const takenAtOnce = 4;

/** Memory for `SharedWork.next`. */
export function nothingTaken(): SharedArrayBuffer {
  return new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
}

/** The numbers of the files that fall to the thread that asks. */
export function* takeFiles({ inputs, next }: Pick<SharedWork, 'inputs' | 'next'>): Generator<number> {
  const counter = new Int32Array(next);
  while (true) {
    const first = Atomics.add(counter, 0, takenAtOnce);
    if (first >= inputs.length) return;
    for (let index = first; index < Math.min(first + takenAtOnce, inputs.length); index += 1) yield index;
  }
}
