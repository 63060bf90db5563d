import { nodeFileSystem } from '../context/file-system.ts';
import type { ExitStatus } from './exit-status.ts';
import { expectFiles } from './expect-files.ts';
import { holdSignals } from './hold-signals.ts';
import type { Io } from './io.ts';
import type { ComputeFixes, Explain, Lint } from './library-types.ts';
import type { Parts } from './parts.ts';
import { product } from './product.ts';
import { run } from './run.ts';
import type { Linted, SharedWork } from './shared-work.ts';
import { standardOutput } from './standard-output.ts';

const io: Io = {
  stdout: standardOutput({ fd: 1, stream: () => process.stdout }),
  stderr: standardOutput({ fd: 2, stream: () => process.stderr }),
  stdin: readStdin,
  cwd: process.cwd(),
  env: process.env,
  fs: nodeFileSystem,
  git: async (args) => (await import('./run-git.ts')).runGit(process.cwd(), args),
  now: () => performance.now(),
  expectFiles,
  holdSignals,
};

/** The library; loaded when it is used, as the command line does not need it. */
export const lint: Lint = async (...how) => (await import('./library.ts')).lint(...how);
export const explain: Explain = async (...how) => (await import('./library.ts')).explain(...how);
export const fix: ComputeFixes = async (...how) => (await import('./library.ts')).fix(...how);
/** What a thread that helps does; loaded by threads alone. */
export const helpLinting = async (work: SharedWork, send: (linted: Linted) => void): Promise<void> =>
  (await import('./lint-helper.ts')).helpLinting(work, send);
/** The version of the package. */
export const { version } = product;

/** A run that is over. */
export interface Ran {
  readonly status: ExitStatus;
  /** It came to reading Dockerfiles, and what V8 compiled fits the next run. */
  readonly modelled: boolean;
}

/** Runs the command line of this process and sets its exit status. */
export async function runProcess(): Promise<Ran> {
  let modelled = false;
  const parts: Parts = {
    ...product,
    loadHelpers: async () => (await import('./thread-helpers.ts')).threadHelpers,
    loadModel: (...how) => {
      modelled = true;
      return product.loadModel(...how);
    },
  };
  let fits = true;
  const expecting: Io['expectFiles'] = async (count) => {
    const tuned = await expectFiles(count);
    fits = !tuned;
    return tuned;
  };
  const status = await run(process.argv.slice(2), { ...io, expectFiles: expecting }, parts);
  process.exitCode = status;
  return { status, modelled: modelled && fits };
}

async function readStdin(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  return Buffer.concat(chunks);
}
