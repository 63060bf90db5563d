import type { FileKind } from './file-constructs.ts';
import { workOf } from './work-of.ts';

/** How the work on a kind of input grows with its size. */
export interface KindGrowth {
  readonly name: string;
  /** The sizes that were tried, and the milliseconds that each took. */
  readonly steps: readonly (readonly [size: number, milliseconds: number])[];
  /** 1: the work is in proportion to the size; 2: to its square. Null: too little work to tell. */
  readonly power: number | null;
}

/** The size that is tried first, and how many times as large each next one is. */
const first = 64;
const factor = 4;

/** Work below this many milliseconds is mostly not that of the size. */
const tooLittle = 60;

/** From this many milliseconds on no larger size is tried. */
const enough = 1500;

/** Work that grows faster than this power of the size is told. */
export const tooSteep = 1.3;

/** How the work of a kind grows, over sizes up to `most`. */
export function growthOf(kind: FileKind, most: number): KindGrowth {
  const steps: (readonly [number, number])[] = [];
  for (let size = first; size <= most; size *= factor) {
    const files = kind.files(size);
    const before = steps.at(-1);
    let work = workOf(files, 1);
    // Only what looks slow is worth a second look: the machine may have been busy.
    if (before && isSteep(before[1], work)) {
      work = Math.min(work, workOf(files, 1));
      if (isSteep(before[1], work))
        steps[steps.length - 1] = [before[0], Math.max(before[1], workOf(kind.files(before[0]), 1))];
    }
    steps.push([size, work]);
    if (work > enough) break;
  }
  const [last, before] = [steps.at(-1), steps.at(-2)];
  const power = last && before && last[1] > tooLittle ? powerOf(before[1], last[1]) : null;
  return { name: kind.name, steps, power };
}

function isSteep(before: number, work: number): boolean {
  return work > tooLittle && powerOf(before, work) > tooSteep;
}

function powerOf(before: number, work: number): number {
  return Math.log(work / before) / Math.log(factor);
}
