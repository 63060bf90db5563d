import { findRule } from '../contract/find-rule.ts';
import type { InitChoice } from '../contract/init-choice.ts';
import type { RuleMetadata } from '../contract/rule.ts';
import type { OwnProgram } from '../knowledge/own-program.ts';
import type { Level, Threshold } from './config-shape.ts';
import type { OwnImage } from './own-image.ts';
import type { ReadConfig } from './read-config.ts';

/** A value, and where it was said: `.pid1-lint.yaml:3`. */
export interface Setting<T> {
  readonly value: T;
  readonly from: string;
}

/** The settings that can be different for some of the files. */
export interface FileSettings {
  /** By code. */
  readonly rules: ReadonlyMap<string, Setting<Level>>;
  readonly init: Setting<InitChoice> | null;
  readonly requireReason: Setting<boolean> | null;
}

/** Paths that are matched from a folder. */
export interface PathPatterns {
  readonly patterns: readonly string[];
  /** Absolute. */
  readonly folder: string;
}

/** What one configuration file says, with those that it extends. */
export interface Config extends FileSettings {
  readonly failOn: Setting<Threshold> | null;
  readonly exclude: Setting<PathPatterns> | null;
  /** Absolute path. */
  readonly baseline: Setting<string> | null;
  readonly overrides: readonly (FileSettings & { readonly files: PathPatterns })[];
  readonly images: readonly OwnImage[];
  readonly programs: readonly OwnProgram[];
}

/** Nothing is said. */
export const emptyConfig: Config = {
  rules: new Map(),
  init: null,
  requireReason: null,
  failOn: null,
  exclude: null,
  baseline: null,
  overrides: [],
  images: [],
  programs: [],
};

/** Where a configuration file stands. */
export interface ConfigPlace {
  /** As messages name it. */
  readonly shown: string;
  /** Absolute. */
  readonly folder: string;
  /** The absolute path of one that is named in it. */
  readonly resolve: (path: string) => string;
}

type Data = Readonly<Record<string, unknown>>;

/** The configuration that a file's data is; `extends` is left to the caller. The data has the shape of `configShape`. */
export function toConfig(read: ReadConfig, place: ConfigPlace, rules: readonly RuleMetadata[]): Config {
  const { value, lineOf } = read;
  const from = (path: string): string => `${place.shown}:${lineOf(path)}`;
  const setting = <T>(data: Data, key: string, path = ''): Setting<T> | null =>
    data[key] === undefined ? null : { value: data[key] as T, from: from(`${path}${key}`) };
  const settings = (data: Data, path: string): FileSettings => ({
    rules: levelsByCode(data.rules as Data | undefined, (key) => from(`${path}rules.${key}`), rules),
    init: setting(data, 'init', path),
    requireReason: setting(data, 'requireReason', path),
  });
  const baseline = setting<string>(value, 'baseline');
  const exclude = setting<readonly string[]>(value, 'exclude');
  const overrides = (value.overrides ?? []) as readonly Data[];
  return {
    ...settings(value, ''),
    failOn: setting(value, 'failOn'),
    exclude: exclude && { ...exclude, value: { patterns: exclude.value, folder: place.folder } },
    baseline: baseline && { ...baseline, value: place.resolve(baseline.value) },
    overrides: overrides.map((data, at) => ({
      ...settings(data, `overrides[${at}].`),
      files: { patterns: (data.files ?? []) as readonly string[], folder: place.folder },
    })),
    images: Object.entries((value.images ?? {}) as Readonly<Record<string, Data>>).map(
      ([pattern, data]): OwnImage => ({ ...data, pattern, from: from(`images.${pattern}`) }),
    ),
    programs: Object.entries((value.programs ?? {}) as Readonly<Record<string, Data>>).map(
      ([name, data]): OwnProgram => ({ ...data, name, from: from(`programs.${name}`) }),
    ),
  };
}

function levelsByCode(
  data: Data | undefined,
  from: (key: string) => string,
  rules: readonly RuleMetadata[],
): FileSettings['rules'] {
  return new Map(
    Object.entries(data ?? {}).map(([key, level]) => {
      return [findRule(rules, key)?.code ?? key, { value: level as Level, from: from(key) }];
    }),
  );
}

/** Two configurations as one: what the second says counts over the first; tables are joined by their keys. */
export function mergeConfigs(base: Config, over: Config): Config {
  return {
    ...mergeSettings(base, over),
    failOn: over.failOn ?? base.failOn,
    exclude: over.exclude ?? base.exclude,
    baseline: over.baseline ?? base.baseline,
    overrides: [...base.overrides, ...over.overrides],
    images: [...base.images, ...over.images],
    programs: [...base.programs, ...over.programs],
  };
}

function mergeSettings(base: FileSettings, over: FileSettings): FileSettings {
  return {
    rules: new Map([...base.rules, ...over.rules]),
    init: over.init ?? base.init,
    requireReason: over.requireReason ?? base.requireReason,
  };
}

/**
 * The settings of one file: those of the configuration and of each override that names it.
 * @param matches whether the file is meant by patterns
 */
export function settingsOf(config: Config, matches: (files: PathPatterns) => boolean): FileSettings {
  return config.overrides.filter(({ files }) => matches(files)).reduce(mergeSettings, config);
}
