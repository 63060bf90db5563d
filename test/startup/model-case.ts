import type { ShellFact } from '../../src/knowledge/types.ts';
import type { WrapperCase } from '../kernel/wrapper-cases.ts';
import { modelCommand } from './model-command.ts';

/** The key of a case in the record: its words, after the variables that change what an init does. */
export function caseId({ argv, env = {} }: WrapperCase): string {
  const variables = Object.entries(env).filter(([name]) => /TINI|DUMB/.test(name));
  return [...variables.map(([name, value]) => `${name}=${value}`), ...argv].join(' ');
}

const above: Readonly<Record<string, readonly string[]>> = {
  alone: [],
  tini: ['tini', '--'],
  'tini -g': ['tini', '-g', '--'],
};

/** `cron -f` has no handlers, as the stub has none with --default. */
const inner: Readonly<Record<string, readonly string[]>> = { default: ['cron', '-f'] };

/**
 * What the model says of a probe of a case; null for probes that it does not speak of: how long a wrapper
 * waits, whether it reaps.
 *
 * @param version of the wrapper; null: not known
 */
export function modelCase(
  one: WrapperCase,
  probe: string,
  shells: (name: string) => ShellFact,
  version: string | null = null,
): string | null {
  const known = /^(alone|tini -g|tini|default) (SIG\w+)$/.exec(probe);
  const text = /^shell (.*)$/.exec(probe)?.[1];
  if (!known && text === undefined) return null;
  const [, under = 'alone', signal = 'SIGTERM'] = known ?? [];
  const words = text !== undefined ? ['dash', '-c', text] : (inner[under] ?? ['app']);
  const line = text ?? words.join(' ');
  const argv = one.argv.flatMap((word) =>
    word === '{app}' && one.takes === 'words' ? words : [word.replaceAll('{app}', line)],
  );
  const { stop } = modelCommand([...(above[under] ?? []), ...argv], shells, {
    signal,
    ...(one.env && { env: one.env }),
    version: () => version,
    files: Object.fromEntries(
      Object.entries(one.files ?? {}).map(([file, content]) => [file, filled(content, file, line)]),
    ),
  });
  return stop;
}

function filled(content: string, file: string, line: string): string {
  return content.replaceAll('{app}', file.endsWith('.json') ? JSON.stringify(line).slice(1, -1) : line);
}
