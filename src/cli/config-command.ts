import { jsonSettings, prettySettings, type ShownSettings } from '../report/settings.ts';
import { type ExitStatus, exitStatus } from './exit-status.ts';
import { type FileSetup, fileSetup } from './file-setup.ts';
import type { Io } from './io.ts';
import type { ConfigOptions } from './options.ts';
import { paintFor } from './paint-for.ts';
import type { Parts } from './parts.ts';
import { prepare } from './prepare.ts';
import { sayErrors } from './say-errors.ts';

const noFlags = { failOn: null, init: null, baseline: null, ignores: true };

/** `pid1-lint config print`: what is in force for each file, and where it was said. */
export async function configCommand(options: ConfigOptions, io: Io, parts: Parts): Promise<ExitStatus> {
  const rules = await parts.loadRules();
  const prepared = await prepare(options, io, rules);
  if (prepared === null) return exitStatus.failure;
  const missing = prepared.inputs.flatMap(({ path, error }) =>
    error === null ? [] : [{ path, error, result: null }],
  );
  sayErrors(missing, io);
  const shown = prepared.inputs
    .filter(({ error }) => error === null)
    .map(({ path }): ShownSettings => {
      const loaded = prepared.configOf(path);
      const setup = fileSetup(path, loaded, noFlags, rules);
      return {
        path,
        config: loaded.path,
        settings: settings(setup),
        rules: rules.map(({ code, name, severity }) => {
          const set = setup.from.rules.get(code);
          return { code, name, level: set?.value ?? severity, from: set?.from ?? null };
        }),
        images: loaded.config.images.map(({ pattern, from }) => ({ pattern, from })),
        programs: loaded.config.programs.map(({ name, from }) => ({ name, from })),
      };
    });
  const paint = await paintFor({ color: options.color, output: null }, io);
  io.stdout.write(options.format === 'json' ? jsonSettings(shown) : prettySettings(shown, paint));
  return missing.length > 0 ? exitStatus.failure : exitStatus.clean;
}

function settings({ failOn, init, ignores, baseline, from }: FileSetup): ShownSettings['settings'] {
  return {
    failOn: { value: failOn, from: from.failOn },
    init: { value: init, from: from.init },
    requireReason: { value: ignores?.requireReason ?? false, from: from.requireReason },
    baseline: { value: baseline, from: from.baseline },
  };
}
