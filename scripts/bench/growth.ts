import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type GrowthInput, growthInputs } from './growth-inputs.ts';
import { type Runner, timeInTurns } from './run-command.ts';

/** How one kind of input grows. */
export interface Growth {
  readonly name: string;
  readonly sizes: readonly GrowthStep[];
}

export interface GrowthStep {
  readonly size: number;
  readonly milliseconds: number;
  readonly mebibytes: number;
}

/** Time and memory of whole processes for a quarter, a half and all of each promised size. */
export function growth(runner: Runner, program: string, rounds: number): readonly Growth[] {
  return growthInputs.map((input) => ({
    name: input.name,
    sizes: [input.size / 4, input.size / 2, input.size].map((size) =>
      measure(runner, program, input, size, rounds),
    ),
  }));
}

function measure(
  runner: Runner,
  program: string,
  input: GrowthInput,
  size: number,
  rounds: number,
): GrowthStep {
  const folder = mkdtempSync(join(tmpdir(), 'pid1-lint-bench-'));
  for (const [path, text] of Object.entries(input.files(size))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const command = [process.execPath, program, '--quiet', join(folder, 'Dockerfile')] as const;
  const [run] = timeInTurns(runner, [command], rounds);
  rmSync(folder, { recursive: true });
  return { size, milliseconds: run?.milliseconds ?? 0, mebibytes: run?.mebibytes ?? 0 };
}
