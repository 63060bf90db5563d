import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A command to be timed: the program and its arguments. */
export type Command = readonly [program: string, ...args: string[]];

/** What one run of a command took. */
export interface Run {
  readonly milliseconds: number;
  /** The most memory it held, in MiB; null for what is not Node. */
  readonly mebibytes: number | null;
}

/** Runs commands and throws their output away. Call `close` at the end. */
export interface Runner {
  run(command: Command): Run;
  close(): void;
}

/** Makes a runner with a cache folder of its own, so that the first run of this program is one without a cache. */
export function createRunner(): Runner {
  const folder = mkdtempSync(join(tmpdir(), 'pid1-lint-bench-'));
  const memory = join(folder, 'memory');
  const hook = join(folder, 'hook.cjs');
  writeFileSync(
    hook,
    `process.on('exit', () => require('fs').writeFileSync(${JSON.stringify(memory)}, String(process.resourceUsage().maxRSS)));\n`,
  );
  return {
    run: ([program, ...args]) => {
      const isNode = program === process.execPath;
      const start = performance.now();
      const { error } = spawnSync(program, isNode ? ['--require', hook, ...args] : args, {
        stdio: 'ignore',
        env: { ...process.env, XDG_CACHE_HOME: folder },
      });
      const milliseconds = performance.now() - start;
      if (error) throw error;
      return { milliseconds, mebibytes: isNode ? Number(readFileSync(memory, 'utf8')) / 1024 : null };
    },
    close: () => rmSync(folder, { recursive: true }),
  };
}

/**
 * Times commands in turns, so that what else the machine does slows all of them alike.
 * @returns the median run of each, in the order given
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
  const sorted = runs.toSorted((a, b) => a.milliseconds - b.milliseconds);
  return sorted[Math.floor(sorted.length / 2)] as Run;
}
