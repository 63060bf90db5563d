import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Competitor } from './competitors.ts';
import { type Command, type Run, type Runner, timeInTurns } from './run-command.ts';

/** One command, compared with what it takes to start Node. */
export interface ColdStart {
  readonly name: string;
  readonly milliseconds: number;
  readonly ratio: number;
  /** The same of the time that processors were busy; null for what is not Node. */
  readonly cpuMilliseconds: number | null;
  readonly cpuRatio: number | null;
}

const dockerfile =
  'FROM node:20\nWORKDIR /app\nCOPY . .\nRUN npm ci\nUSER node\nEXPOSE 3000\nCMD node server.js\n';

/** The time of whole processes for one small Dockerfile. */
export function coldStart(
  runner: Runner,
  program: string,
  others: readonly Competitor[],
  rounds: number,
): readonly ColdStart[] {
  const folder = mkdtempSync(join(tmpdir(), 'pid1-lint-bench-'));
  const file = join(folder, 'Dockerfile');
  writeFileSync(file, dockerfile);
  const withoutCode = join(folder, 'without-code.cjs');
  writeFileSync(withoutCode, "process.env.NODE_DISABLE_COMPILE_CACHE = '1';\n");
  const commands: readonly (readonly [string, Command])[] = [
    ['node -e 0', [process.execPath, '-e', '0']],
    ['pid1-lint Dockerfile', [process.execPath, program, file]],
    ['pid1-lint, code not kept', [process.execPath, '--require', withoutCode, program, file]],
    ['pid1-lint --version', [process.execPath, program, '--version']],
    ...others.map(({ name, command }) => [name, command([file])] as const),
  ];
  const runs = timeInTurns(
    runner,
    commands.map(([, command]) => command),
    rounds,
  );
  rmSync(folder, { recursive: true });
  const [base] = runs;
  return commands.map(([name], index) => {
    const { milliseconds, cpuMilliseconds } = runs[index] as Run;
    return {
      name,
      milliseconds,
      ratio: milliseconds / (base?.milliseconds ?? 1),
      cpuMilliseconds,
      cpuRatio: cpuMilliseconds && cpuMilliseconds / (base?.cpuMilliseconds ?? 1),
    };
  });
}
