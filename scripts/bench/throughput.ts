import type { Competitor } from './competitors.ts';
import { type Runner, timeInTurns } from './run-command.ts';

/** One program on all files, compared with what it takes to parse them. */
export interface Throughput {
  readonly name: string;
  readonly files: number;
  readonly milliseconds: number;
  readonly ratio: number;
}

const rounds = 3;

/** The time of whole processes for many Dockerfiles. */
export function throughput(
  runner: Runner,
  program: string,
  files: readonly string[],
  others: readonly Competitor[],
): readonly Throughput[] {
  const own: Competitor = {
    name: 'pid1-lint',
    command: (all) => [process.execPath, program, '--quiet', '--fail-on', 'never', ...all],
  };
  const all = [...others, own];
  const runs = timeInTurns(
    runner,
    all.map(({ command }) => command(files)),
    rounds,
  );
  const [base] = runs;
  return all.map(({ name }, index) => {
    const milliseconds = runs[index]?.milliseconds ?? 0;
    return { name, files: files.length, milliseconds, ratio: milliseconds / (base?.milliseconds ?? 1) };
  });
}
