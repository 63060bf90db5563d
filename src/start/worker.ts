import { parentPort, workerData } from 'node:worker_threads';
import { keptCode } from './kept-code.ts';
import { loadMain } from './load-main.ts';

// A thread that lints some of many files.
const { helpLinting } = loadMain(keptCode()?.read()?.data ?? null).run();
void helpLinting(workerData, (linted) => parentPort?.postMessage(linted));
