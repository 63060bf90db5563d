import { describe, expect, test } from 'vitest';
import type { ShellFact } from '../../src/knowledge/types.ts';
import matrix from '../facts/init-matrix.json' with { type: 'json' };
import { modelCommand } from './model-command.ts';

/** The shells of the machine on which the matrix was measured. */
const dash: ShellFact = { implementation: 'dash', version: '0.5.12', build: 'debian', sure: true };
const shells: Readonly<Record<string, ShellFact>> = {
  bash: { implementation: 'bash', version: '5.2.15', build: 'debian', sure: true },
  busybox: { implementation: 'busybox ash', version: '1.35.0', build: 'debian', sure: true },
};

const prefixes: Readonly<Record<string, readonly string[]>> = {
  none: [],
  'tini 0.19.0': ['tini', '--'],
  'tini 0.19.0 -g': ['tini', '-g', '--'],
  'dumb-init 1.2.5': ['dumb-init', '--'],
  'dumb-init 1.2.5 --single-child': ['dumb-init', '-c', '--'],
  'catatonit 0.1.7': ['catatonit', '--'],
};

/** Rows that are not the command itself. `cron -f` has no handler for SIGTERM, as the stub has none with --default. */
const commands: Readonly<Record<string, readonly string[]>> = {
  workload: ['app'],
  'workload without a handler': ['cron', '-f'],
  'dash -c trap kill+wait, app in background': [
    'dash',
    '-c',
    "trap 'kill -TERM $pid; wait $pid' TERM; app & pid=$!; wait $pid",
  ],
  'script file, last command app': ['./s1.sh'],
  'script file, exec "$@"': ['./s3.sh', 'app'],
  'sleep 1000': ['sleep', '1000'],
  'tail -f /dev/null': ['tail', '-f', '/dev/null'],
};

const files = { 's1.sh': '#!/bin/sh\ncd /\napp\n', 's3.sh': '#!/bin/sh\ncd /\nexec "$@"\n' };

function argvOf(row: string): readonly string[] {
  const shell = /^(.*) (-i?c) '(.*)'$/s.exec(row);
  if (!shell) return commands[row] ?? [];
  const [, program = '', option = '', text = ''] = shell;
  return [...program.split(' '), option, text.replaceAll('app --default', 'cron -f')];
}

describe('every row of the measured matrix of inits', () => {
  for (const [row, outcomes] of Object.entries(matrix.outcomes)) {
    test(row, () => {
      const argv = argvOf(row);
      expect(argv).not.toEqual([]);
      const predicted = Object.keys(outcomes).map((init) => {
        const command = [...(prefixes[init] as readonly string[]), ...argv];
        const { stop } = modelCommand(command, (name) => shells[name.replace(/^.*\//, '')] ?? dash, {
          files,
        });
        return [init, stop];
      });
      const measured = Object.entries(outcomes).map(([init, { stop }]) => [
        init,
        stop === 'died-of-signal' ? 'graceful' : stop,
      ]);
      expect(predicted).toEqual(measured);
    });
  }
});
