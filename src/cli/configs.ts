import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { type Config, emptyConfig, type PathPatterns } from '../config/config.ts';
import { exists, foldersUpwards } from '../context/folders-above.ts';
import type { RuleMetadata } from '../contract/rule.ts';
import type { BaseImageLookup } from '../knowledge/base-images.ts';
import type { Position } from '../text/line-index.ts';
import type { Io } from './io.ts';

/** The names of a configuration file, the first that is there counts. */
export const configNames = ['.pid1-lint.yaml', '.pid1-lint.yml', '.pid1-lint.json'] as const;

/** What is wrong with a configuration; where, when one place is to blame. */
export interface PlacedProblem {
  readonly path: string;
  readonly message: string;
  readonly position: Position | null;
}

/** The configuration of a file: its path as shown, and what it says. */
export interface LoadedConfig {
  /** Null: there is no configuration file. */
  readonly path: string | null;
  readonly config: Config;
  /** When there is any, nothing should be done with `config`. */
  readonly problems: readonly PlacedProblem[];
  /** Whether patterns of the configuration mean a file. */
  readonly matches: (patterns: PathPatterns, file: string) => boolean;
  /** Puts what the configuration says of base images over what is known of them. */
  readonly overImages: (lookup: BaseImageLookup['lookup']) => BaseImageLookup['lookup'];
}

/** Finds and reads configuration files; each is read once. */
export interface Configs {
  /** The configuration that is nearest to a linted file. */
  forFile(file: string): Promise<LoadedConfig>;
}

const nothing: LoadedConfig = {
  path: null,
  config: emptyConfig,
  problems: [],
  matches: () => false,
  overImages: (lookup) => lookup,
};

/**
 * Looks for configuration files from the linted file's folder upwards to the root of the repository.
 * @param given the file that `--config` names, for all files; null: none was named
 */
export function createConfigs(
  io: Pick<Io, 'fs' | 'cwd'>,
  given: string | null,
  rules: readonly RuleMetadata[],
): Configs {
  const { fs, cwd } = io;
  const loaded = new Map<string, Promise<LoadedConfig>>();
  const inFolder = new Map<string, string | null>();

  const load = (path: string): Promise<LoadedConfig> => {
    const before =
      loaded.get(path) ?? import('./load-config.ts').then((it) => it.loadConfig(path, io, rules));
    loaded.set(path, before);
    return before;
  };

  const nearest = (folder: string): string | null => {
    const known = inFolder.get(folder);
    if (known !== undefined) return known;
    const candidates = foldersUpwards(fs, folder, cwd).flatMap((one) =>
      [...configNames, 'package.json'].map((name) => join(one, name)),
    );
    const found = candidates.find((path) => isConfig(path, io)) ?? null;
    inFolder.set(folder, found);
    return found;
  };

  return {
    forFile: async (file) => {
      const path = given === null ? nearest(dirname(resolve(cwd, file))) : resolve(cwd, given);
      return path === null ? nothing : load(path);
    },
  };
}

/** A package.json is one when it has the key; that is looked at without the YAML reader, which takes time to load. */
function isConfig(path: string, { fs }: Pick<Io, 'fs'>): boolean {
  if (!exists(fs, path)) return false;
  if (basename(path) !== 'package.json') return true;
  try {
    const text = fs.readFileSync(path, 'utf8');
    return text.includes('"pid1-lint"') && Object.hasOwn(JSON.parse(text), 'pid1-lint');
  } catch {
    // Not ours to complain about.
    return false;
  }
}

/** A path as messages name it: from the working directory when it lies below. */
export function shownPath(path: string, cwd: string): string {
  const way = relative(cwd, path);
  return way === '' || way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way) ? path : way;
}
