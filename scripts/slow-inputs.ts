import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import type { FileKind } from './slow/file-constructs.ts';
import { growthOf, type KindGrowth, tooSteep } from './slow/growth-of.ts';
import { mixedKind, singleKinds } from './slow/kinds.ts';

const usage = `npm run slow-inputs [-- [NAME] [--mixed FROM-TO] [--most SIZE] [--all]]
NAME: only the kinds of input whose name holds it
--mixed FROM-TO: instead of one construct after the other, mixtures by their numbers
--most SIZE: the largest size that is tried; default 4096
--all: print every kind, not only the slow ones
`;

/** How long one kind may take, in milliseconds, and how much memory, in MiB. */
const patience = 60_000;
const mostMemory = 1024;

interface Options {
  readonly name: string;
  readonly mixed: readonly [from: number, to: number] | null;
  readonly most: number;
  readonly all: boolean;
}

/** Looks for inputs whose work grows faster than their size; the exit status is 1 when there are any. */
export async function main(_root: string, args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (options === null) {
    process.stderr.write(usage);
    return 2;
  }
  const kinds = kindsOf(options);
  const bench = createBench(options);
  let slow = 0;
  for (const [index, { name }] of kinds.entries()) {
    const { said, isSlow } = await bench.tried(index);
    if (isSlow) slow += 1;
    if (isSlow || options.all) process.stdout.write(`${name}: ${said}\n`);
  }
  bench.close();
  process.stdout.write(`${kinds.length} kinds of input, ${slow} of them slow\n`);
  return slow > 0 ? 1 : 0;
}

function readOptions(args: readonly string[]): Options | null {
  let [name, all, most]: [string, boolean, number] = ['', false, 4096];
  let mixed: Options['mixed'] = null;
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] as string;
    if (arg === '--all') all = true;
    else if (arg === '--most') most = Number(args[++at]);
    else if (arg === '--mixed') {
      const [from, to] = (args[++at] ?? '').split('-').map(Number);
      mixed = [from ?? Number.NaN, to ?? from ?? Number.NaN];
    } else if (arg.startsWith('-')) return null;
    else name = arg;
  }
  if (!Number.isInteger(most) || mixed?.some((bound) => !Number.isInteger(bound))) return null;
  return { name, mixed, most, all };
}

function kindsOf({ name, mixed }: Options): readonly FileKind[] {
  const all =
    mixed === null
      ? singleKinds
      : Array.from({ length: mixed[1] - mixed[0] + 1 }, (_, index) => mixedKind(mixed[0] + index));
  return all.filter((kind) => kind.name.includes(name));
}

interface Verdict {
  readonly said: string;
  readonly isSlow: boolean;
}

/** Tries kinds in a thread that can be ended: another one takes over where one did not come back. */
function createBench(options: Options) {
  let worker: Worker | null = null;
  const start = (): Worker =>
    new Worker(fileURLToPath(import.meta.url), {
      workerData: options,
      resourceLimits: { maxOldGenerationSizeMb: mostMemory },
    });
  const close = (): void => {
    void worker?.terminate();
    worker = null;
  };
  const tried = (index: number): Promise<Verdict> =>
    new Promise((resolve) => {
      worker ??= start();
      const timer = setTimeout(() => lost('too long'), patience);
      const finish = (verdict: Verdict): void => {
        clearTimeout(timer);
        for (const event of ['message', 'error']) worker?.removeAllListeners(event);
        resolve(verdict);
      };
      const lost = (said: string): void => {
        finish({ said, isSlow: true });
        close();
      };
      worker.on('message', (growth: KindGrowth) => finish(verdictOn(growth)));
      worker.on('error', ({ message }) => lost(message));
      worker.postMessage(index);
    });
  return { tried, close };
}

function verdictOn({ power, steps }: KindGrowth): Verdict {
  const sizes = steps.map(([size, milliseconds]) => `${size} in ${Math.round(milliseconds)} ms`).join(', ');
  const isSlow = power !== null && power > tooSteep;
  return { said: power === null ? sizes : `power ${power.toFixed(2)}: ${sizes}`, isSlow };
}

if (!isMainThread) {
  const options = workerData as Options;
  const kinds = kindsOf(options);
  parentPort?.on('message', (index: number) => {
    parentPort?.postMessage(growthOf(kinds[index] as FileKind, options.most));
  });
}
