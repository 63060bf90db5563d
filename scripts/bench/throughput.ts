import { acceptedSample } from './accepted-files.ts';
import type { Competitor } from './competitors.ts';
import { type Run, type Runner, timeInTurns } from './run-command.ts';

/** One program on many files, compared with what it takes to parse them. */
export interface Throughput extends Run {
  readonly name: string;
  readonly files: number;
  readonly ratio: number;
}

/** The time of whole processes for many Dockerfiles: of what parses them, and of this program. */
export function throughput(
  runner: Runner,
  program: string,
  files: readonly string[],
  others: readonly Competitor[],
  rounds: number,
): readonly Throughput[] {
  const parsers = others.filter(({ isLinter }) => !isLinter);
  return measure(runner, files, [...parsers, ...ours(program)], rounds);
}

/** The same beside other linters, on some of the files; empty when there is no other linter. */
export function besideLinters(
  runner: Runner,
  program: string,
  files: readonly string[],
  others: readonly Competitor[],
  rounds: number,
): readonly Throughput[] {
  const linters = others.filter(({ isLinter }) => isLinter);
  if (linters.length === 0) return [];
  const sample = acceptedSample(files, linters);
  const [parser] = others;
  return measure(runner, sample, [...(parser ? [parser] : []), ...linters, ...ours(program)], rounds);
}

function ours(program: string): readonly Competitor[] {
  const command =
    (...options: string[]): Competitor['command'] =>
    (files) => [process.execPath, program, ...options, '--fail-on', 'never', ...files];
  return [
    { name: 'pid1-lint --quiet, one thread', isLinter: true, command: command('--quiet', '--jobs', '1') },
    { name: 'pid1-lint --quiet', isLinter: true, command: command('--quiet') },
    { name: 'pid1-lint, with its fixes', isLinter: true, command: command() },
  ];
}

/** @param programs the first of them is what the others are compared with */
function measure(
  runner: Runner,
  files: readonly string[],
  programs: readonly Competitor[],
  rounds: number,
): readonly Throughput[] {
  const commands = programs.map(({ command }) => command(files));
  const runs = timeInTurns(runner, commands, rounds);
  const base = runs[0]?.milliseconds ?? 1;
  return programs.map(({ name }, index) => {
    const run = runs[index] as Run;
    return { name, files: files.length, ...run, ratio: run.milliseconds / base };
  });
}
