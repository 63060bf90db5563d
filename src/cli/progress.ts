import type { Io } from './io.ts';

/** Tells a person at a terminal how far a long run is. */
export interface Progress {
  /** A file is taken up, the so-manyth from 1. */
  readonly next: (path: string, at: number) => void;
  /** Takes away what it has written. */
  readonly done: () => void;
}

const patience = 1000;
const interval = 100;
const clearLine = '\r\u001B[K';

/** Says nothing in the first second, nor where no terminal listens or nobody wants to hear it. */
export function createProgress({ stderr, now }: Io, total: number, quiet: boolean): Progress {
  if (quiet || !stderr.isTTY) return { next: () => {}, done: () => {} };
  let last = now() + patience - interval;
  let shown = false;
  return {
    next: (path, at) => {
      if (now() - last < interval) return;
      last = now();
      shown = true;
      stderr.write(`${clearLine}${at}/${total} ${path.slice(-60)}`);
    },
    done: () => {
      if (shown) stderr.write(clearLine);
    },
  };
}
