import { type Setting, settingsOf } from '../config/config.ts';
import type { Level, Threshold } from '../config/config-shape.ts';
import { defaultInit, type InitChoice } from '../contract/init-choice.ts';
import type { Rule } from '../contract/rule.ts';
import type { IgnorePolicy } from '../lint/ignore-comments.ts';
import type { LoadedConfig } from './configs.ts';
import type { LintOptions } from './options.ts';

/** The flags that count over a configuration. */
export type SetupFlags = Pick<LintOptions, 'failOn' | 'init' | 'baseline' | 'ignores'>;

/** How one file is linted: flags count over the configuration, which counts over what is the default. */
export interface FileSetup {
  /** The rules that are run, with their severities. */
  readonly rules: readonly Rule[];
  readonly init: InitChoice;
  readonly failOn: Threshold;
  /** Null: ignore comments do nothing. */
  readonly ignores: IgnorePolicy | null;
  /** As given, or absolute; null: there is none. */
  readonly baseline: string | null;
  /** Where each of these was said, for people; null: it is the default. */
  readonly from: SettingPlaces;
}

/** Where settings were said. */
export interface SettingPlaces {
  readonly config: string | null;
  readonly init: string | null;
  readonly failOn: string | null;
  readonly requireReason: string | null;
  readonly baseline: string | null;
  /** By code. */
  readonly rules: ReadonlyMap<string, Setting<Level>>;
}

export const defaultFailOn: Threshold = 'warning';

/** How a file is linted. */
export function fileSetup(
  file: string,
  loaded: LoadedConfig,
  flags: SetupFlags,
  known: readonly Rule[],
): FileSetup {
  const { config } = loaded;
  const settings = settingsOf(config, (files) => loaded.matches(files, file));
  const init = flagOr(flags.init, '--init', settings.init);
  const failOn = flagOr(flags.failOn, '--fail-on', config.failOn);
  const baseline = flagOr(flags.baseline, '--baseline', config.baseline);
  const requireReason = settings.requireReason?.value ?? false;
  return {
    rules: known.flatMap((rule) => {
      const level = settings.rules.get(rule.code)?.value;
      if (level === undefined) return [rule];
      return level === 'off' ? [] : [{ ...rule, severity: level, severities: {} }];
    }),
    init: init?.value ?? defaultInit,
    failOn: failOn?.value ?? defaultFailOn,
    ignores: flags.ignores ? { known, requireReason } : null,
    baseline: baseline?.value ?? null,
    from: {
      config: loaded.path,
      init: init?.from ?? null,
      failOn: failOn?.from ?? null,
      requireReason: settings.requireReason?.from ?? null,
      baseline: baseline?.from ?? null,
      rules: settings.rules,
    },
  };
}

function flagOr<T>(flag: T | null, name: string, setting: Setting<T> | null): Setting<T> | null {
  return flag === null ? setting : { value: flag, from: name };
}
