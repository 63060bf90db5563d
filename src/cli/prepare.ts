import type { RuleMetadata } from '../contract/rule.ts';
import { placedMessage } from '../report/file-report.ts';
import { printable } from '../report/printable.ts';
import { createConfigs, type LoadedConfig } from './configs.ts';
import type { Io } from './io.ts';
import type { InputOptions } from './options.ts';
import { type Input, readInputs } from './read-inputs.ts';
import { say } from './say.ts';

/** The files of a run, and the configuration of each. */
export interface Prepared {
  readonly inputs: readonly Input[];
  readonly configOf: (path: string) => LoadedConfig;
}

/**
 * Reads the files that the options name and the configurations nearest to them, and leaves out what those exclude.
 * @returns null when a configuration is wrong, which has been said
 */
export async function prepare(
  options: InputOptions,
  io: Io,
  rules: readonly RuleMetadata[],
): Promise<Prepared | null> {
  const configs = createConfigs(io, options.config, rules);
  const inputs = await readInputs(options, io);
  const byPath = new Map<string, LoadedConfig>();
  for (const { path } of inputs) byPath.set(path, await configs.forFile(path));
  const problems = [...new Set(byPath.values())].flatMap((loaded) => loaded.problems);
  if (problems.length > 0) {
    // Several configurations may extend the same one.
    const lines = new Set(problems.map((problem) => printable(placedMessage(problem.path, problem))));
    for (const line of lines) say(io, line);
    return null;
  }
  const configOf = (path: string): LoadedConfig => byPath.get(path) as LoadedConfig;
  await io.expectFiles(inputs.length);
  return { inputs: inputs.filter((input) => !isExcluded(input, configOf(input.path))), configOf };
}

/** A file that was named is linted whatever the configuration excludes. */
function isExcluded({ path, named }: Input, { config, matches }: LoadedConfig): boolean {
  return !named && config.exclude !== null && matches(config.exclude.value, path);
}
