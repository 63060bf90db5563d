import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Competitor } from './competitors.ts';
import { type Command, type Runner, timeInTurns } from './run-command.ts';

/** One command, compared with what it takes to start Node. */
export interface ColdStart {
  readonly name: string;
  readonly milliseconds: number;
  readonly ratio: number;
}

const rounds = 25;
const dockerfile =
  'FROM node:20\nWORKDIR /app\nCOPY . .\nRUN npm ci\nUSER node\nEXPOSE 3000\nCMD node server.js\n';

/** The time of whole processes for one small Dockerfile. */
export function coldStart(
  runner: Runner,
  program: string,
  others: readonly Competitor[],
): readonly ColdStart[] {
  const folder = mkdtempSync(join(tmpdir(), 'pid1-lint-bench-'));
  const file = join(folder, 'Dockerfile');
  writeFileSync(file, dockerfile);
  const commands: readonly (readonly [string, Command])[] = [
    ['node -e 0', [process.execPath, '-e', '0']],
    ['pid1-lint Dockerfile', [process.execPath, program, file]],
    ['pid1-lint, code not kept', ['env', 'NODE_DISABLE_COMPILE_CACHE=1', process.execPath, program, file]],
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
    const milliseconds = runs[index]?.milliseconds ?? 0;
    return { name, milliseconds, ratio: milliseconds / (base?.milliseconds ?? 1) };
  });
}
