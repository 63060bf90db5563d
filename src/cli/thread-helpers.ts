import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Helpers, Linted } from './shared-work.ts';

/** Threads of this process. The bundle has a file for them beside it. */
export const threadHelpers: Helpers = {
  processors: availableParallelism(),
  start: (work) =>
    new Promise((ended) => {
      const linted: Linted[] = [];
      const worker = new Worker(new URL('worker.js', import.meta.url), { workerData: work });
      worker.on('message', (one: Linted) => void linted.push(one));
      // What it had taken up is missing, and linted again by who started it: there an error gets its place.
      worker.on('error', () => undefined);
      worker.on('exit', () => ended(linted));
    }),
};
