import { basename, dirname, relative, resolve, sep } from 'node:path';
import { type Config, emptyConfig, mergeConfigs, toConfig } from '../config/config.ts';
import { configShape } from '../config/config-shape.ts';
import { withOwnImages } from '../config/own-image.ts';
import { matchesPath } from '../config/path-pattern.ts';
import { readConfig } from '../config/read-config.ts';
import { failureReason } from '../context/file-system.ts';
import type { RuleMetadata } from '../contract/rule.ts';
import { type LoadedConfig, type PlacedProblem, shownPath } from './configs.ts';
import type { Io } from './io.ts';

type Files = Pick<Io, 'fs' | 'cwd'>;

/** Reads a configuration file and those that it extends. Whatever is wrong with them comes back as problems. */
export function loadConfig(path: string, io: Files, rules: readonly RuleMetadata[]): LoadedConfig {
  const problems: PlacedProblem[] = [];
  const config = readFile(path, [], { ...io, rules, problems });
  return {
    path: shownPath(path, io.cwd),
    config,
    problems,
    matches: ({ patterns, folder }, file) => {
      const way = relative(folder, resolve(io.cwd, file)).split(sep).join('/');
      return patterns.some((pattern) => matchesPath(pattern, way));
    },
    overImages: (lookup) => withOwnImages(lookup, config.images),
  };
}

interface Reading extends Files {
  readonly rules: readonly RuleMetadata[];
  readonly problems: PlacedProblem[];
}

/** @param chain the files that extend this one, the first first */
function readFile(path: string, chain: readonly string[], reading: Reading): Config {
  const { cwd, rules, problems } = reading;
  const shown = shownPath(path, cwd);
  if (chain.includes(path)) {
    problems.push({
      path: shownPath(chain.at(-1) ?? path, cwd),
      message: `it extends itself through ${shown}`,
      position: null,
    });
    return emptyConfig;
  }
  const text = readText(path, reading);
  if (text === null) return emptyConfig;
  const key = basename(path) === 'package.json' ? 'pid1-lint' : null;
  const read = readConfig(text, configShape(rules), key);
  if (read === null) {
    problems.push({ path: shown, message: `it has no key '${key}'`, position: null });
    return emptyConfig;
  }
  problems.push(...read.problems.map((problem) => ({ path: shown, ...problem })));
  const folder = dirname(path);
  const own = toConfig(read, { shown, folder, resolve: (other) => resolve(folder, other) }, rules);
  const bases = ((read.value.extends ?? []) as readonly string[]).map((base) =>
    readFile(resolve(folder, base), [...chain, path], reading),
  );
  return [...bases, own].reduce(mergeConfigs, emptyConfig);
}

function readText(path: string, { fs, cwd, problems }: Reading): string | null {
  try {
    return fs.readFileSync(path, 'utf8');
  } catch (error) {
    problems.push({ path: shownPath(path, cwd), message: failureReason(error), position: null });
    return null;
  }
}
