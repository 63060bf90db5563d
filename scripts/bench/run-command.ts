import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A command to be timed: the program and its arguments. */
export type Command = readonly [program: string, ...args: string[]];

/** What one run of a command took. */
export interface Run {
  readonly milliseconds: number;
  /** What it kept processors busy, all threads together; null for what is not Node. */
  readonly cpuMilliseconds: number | null;
  /** The most memory it held, in MiB; null for what is not Node. */
  readonly mebibytes: number | null;
}

/** Runs commands and throws their output away; one that ends with a status above 1 has failed. Call `close` at the end. */
export interface Runner {
  run(command: Command): Run;
  close(): void;
}

/** Makes a runner with a cache folder of its own, so that the first run of this program is one without a cache. */
export function createRunner(): Runner {
  const folder = mkdtempSync(join(tmpdir(), 'pid1-lint-bench-'));
  const usage = join(folder, 'usage');
  const hook = join(folder, 'hook.cjs');
  writeFileSync(
    hook,
    `process.on('exit', () => require('fs').writeFileSync(${JSON.stringify(usage)}, JSON.stringify(process.resourceUsage())));\n`,
  );
  return {
    run: ([program, ...args]) => {
      const isNode = program === process.execPath;
      const start = performance.now();
      const { error, status, stderr } = spawnSync(program, isNode ? ['--require', hook, ...args] : args, {
        stdio: ['ignore', 'ignore', 'pipe'],
        maxBuffer: 2 ** 28,
        env: { ...environment(), XDG_CACHE_HOME: folder },
      });
      const milliseconds = performance.now() - start;
      if (error) throw error;
      if (status === null || status > 1) throw new Error(`${program} ended with ${status}: ${stderr}`);
      if (!isNode) return { milliseconds, cpuMilliseconds: null, mebibytes: null };
      const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(readFileSync(usage, 'utf8'));
      return {
        milliseconds,
        cpuMilliseconds: (userCPUTime + systemCPUTime) / 1000,
        mebibytes: maxRSS / 1024,
      };
    },
    close: () => rmSync(folder, { recursive: true }),
  };
}

/** Certificates and options that Node would read at every start, which makes every program seem as fast as Node alone. */
function environment(): NodeJS.ProcessEnv {
  const { NODE_EXTRA_CA_CERTS: _, NODE_OPTIONS: __, ...rest } = process.env;
  return rest;
}

/**
 * Times commands in turns, so that what else the machine does slows all of them alike.
 * @returns the median of each, in the order given
 */
export function timeInTurns(runner: Runner, commands: readonly Command[], rounds: number): readonly Run[] {
  for (const command of commands) runner.run(command);
  const runs = commands.map((): Run[] => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, command] of commands.entries()) runs[index]?.push(runner.run(command));
  }
  return runs.map(median);
}

function median(runs: readonly Run[]): Run {
  const middle = (values: readonly number[]): number =>
    values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  const known = (pick: (run: Run) => number | null): number | null => {
    const values = runs.map(pick).filter((value) => value !== null);
    return values.length === 0 ? null : middle(values);
  };
  return {
    milliseconds: middle(runs.map(({ milliseconds }) => milliseconds)),
    cpuMilliseconds: known(({ cpuMilliseconds }) => cpuMilliseconds),
    mebibytes: known(({ mebibytes }) => mebibytes),
  };
}
