import type { Io } from '../../src/cli/io.ts';
import type { Parts } from '../../src/cli/parts.ts';
import { run } from '../../src/cli/run.ts';
import { runGit } from '../../src/cli/run-git.ts';
import { nodeFileSystem } from '../../src/context/file-system.ts';
import { toyModel } from './toy-model.ts';
import { toyRules } from './toy-rules.ts';

/** What a run of the command line did. */
export interface CliRun {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

const toyParts: Parts = {
  version: '1.2.3',
  loadRules: async () => toyRules,
  loadPages: async () => ({ 'toy-ignored': '# PID901\n', 'toy-debug': '# PID902\n' }),
  loadModel: async () => toyModel,
  loadMachine: async () => {
    throw new Error('a test that runs containers brings its own machine');
  },
};

/** Runs the command line in a folder, with toy parts unless others are given, and records what it wrote. */
export async function runCli(
  cwd: string,
  args: readonly string[],
  world: Partial<Io> & { readonly input?: string; readonly parts?: Partial<Parts> } = {},
): Promise<CliRun> {
  const { input = '', parts = {}, ...io } = world;
  const stdout: string[] = [];
  const stderr: string[] = [];
  const status = await run(
    args,
    {
      stdout: { isTTY: false, write: (text) => void stdout.push(text) },
      stderr: { isTTY: false, write: (text) => void stderr.push(text) },
      stdin: async () => Buffer.from(input),
      cwd,
      env: {},
      fs: nodeFileSystem,
      git: (gitArgs) => runGit(cwd, gitArgs),
      now: () => 0,
      expectFiles: async () => false,
      holdSignals: () => ({ came: () => null, release: () => {} }),
      ...io,
    },
    { ...toyParts, ...parts },
  );
  return { status, stdout: stdout.join(''), stderr: stderr.join('') };
}
