import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The compiled programs that every observation needs. */
export interface Toolbox {
  /** The folder that holds them; observations make their scratch folders in it. */
  readonly directory: string;
  /** The workload, built from `app.c`. */
  readonly app: string;
  /** The program that prepares PID 1, built from `launch.c`. */
  readonly launch: string;
}

/**
 * Compiles the workload and the launcher into a new folder below the system's
 * temporary folder. Statically where the C library allows it, so that the
 * workload also runs where no library can be found.
 *
 * @param sources the folder with `app.c` and `launch.c`; by default the one of
 *   this module, which a bundled copy of it has to name
 * @throws when there is no C compiler (`cc`) or it fails
 */
export async function buildToolbox(sources = fileURLToPath(new URL('.', import.meta.url))): Promise<Toolbox> {
  const directory = await mkdtemp(join(tmpdir(), 'pid1-lint-kernel-'));
  const app = join(directory, 'app');
  const launch = join(directory, 'launch');
  await Promise.all([compile(join(sources, 'app.c'), app), compile(join(sources, 'launch.c'), launch)]);
  return { directory, app, launch };
}

/** Removes the folder of a toolbox with everything in it. */
export async function removeToolbox(toolbox: Toolbox): Promise<void> {
  await rm(toolbox.directory, { recursive: true, force: true });
}

async function compile(source: string, target: string): Promise<void> {
  const argv = ['-O1', '-Wall', '-o', target, source];
  await run('cc', ['-static', ...argv]).catch(() => run('cc', argv));
}
