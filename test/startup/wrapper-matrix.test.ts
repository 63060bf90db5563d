import { describe, expect, test } from 'vitest';
import type { ShellFact } from '../../src/knowledge/types.ts';
import matrix from '../facts/wrapper-matrix.json' with { type: 'json' };
import { modelCommand } from './model-command.ts';

const dash: ShellFact = { implementation: 'dash', version: '0.5.12', build: 'debian', sure: true };
const bash: ShellFact = { implementation: 'bash', version: '5.2.15', build: 'debian', sure: true };

/** Rows whose command line is not their name. */
const commands: Readonly<Record<string, readonly string[]>> = {
  'npm start (script: app)': ['npm', 'start'],
  'npm run (script: true && app)': ['npm', 'run', 'start:sh'],
  'npm run (script: exec app)': ['npm', 'run', 'start:exec'],
  'pnpm start (script: app)': ['pnpm', 'start'],
  'pnpm run (script: exec app)': ['pnpm', 'run', 'start:exec'],
  'pm2-runtime (node script that handles SIGINT and SIGTERM)': ['pm2-runtime', 'rt/trap.js'],
  'tsx (node script that handles SIGTERM)': ['tsx', 'rt/trap.js'],
  'parallel app -- 1': ['parallel', 'app', '--', '1'],
  'nodemon --exec app': ['nodemon', '--exec', 'app'],
};

const scripts: Readonly<Record<string, string>> = {
  start: 'app',
  'start:sh': 'true && app',
  'start:exec': 'exec app',
};

/** With which versions the matrix was measured, where that matters. */
const versions: Readonly<Record<string, string>> = { npm: '11.19.0', pnpm: '12.21.0' };

/** Rows that the model leaves open, and why. */
const open: Readonly<Record<string, string>> = {
  'pm2-runtime (node script that handles SIGINT and SIGTERM)': 'the script that it runs is not read',
  supervisord: 'its programs stand in its configuration',
  'parallel app -- 1': 'how it is given its jobs is not read, and it passes SIGTERM on',
};

/**
 * Rows that were measured below a shell which gave PID 1 away: a real PID 1 leads a session and a process
 * group, so that setsid forks. `test/kernel/data/wrappers.json` has them as they are in a container.
 */
const corrected: Readonly<Record<string, string>> = {
  'setsid app': 'no-workload',
  'setsid -w app': 'ignored',
};

describe('every row of the measured matrix of wrappers', () => {
  for (const [row, { stop: measured }] of Object.entries(matrix.wrappers)) {
    test(row, () => {
      const { stop } = modelCommand(
        commands[row] ?? row.split(' '),
        (name) => (name.endsWith('bash') ? bash : dash),
        {
          files: { 'package.json': JSON.stringify({ scripts }) },
          version: (tool) => versions[tool] ?? null,
        },
      );
      expect(stop).toBe(corrected[row] ?? (open[row] ? 'unknown' : measured));
    });
  }
});
