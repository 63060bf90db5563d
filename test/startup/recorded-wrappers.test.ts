import { describe, expect, test } from 'vitest';
import type { ShellFact } from '../../src/knowledge/types.ts';
import recorded from '../kernel/data/wrappers.json' with { type: 'json' };
import { EXECS, INITS, NODE_WRAPPERS, WAITS } from '../kernel/wrapper-cases.ts';
import { caseId, modelCase } from './model-case.ts';

type Group = { readonly versions: readonly string[] } & Readonly<Record<string, unknown>>;

const groups = recorded.cases as unknown as Readonly<Record<string, readonly Group[]>>;

const dash: ShellFact = { implementation: 'dash', version: '0.5.12', build: 'debian', sure: true };
const bash: ShellFact = { implementation: 'bash', version: '5.2.15', build: 'debian', sure: true };

/** Probes of which the model says something else, and why. */
const open: Readonly<Record<string, RegExp>> = {
  // `env -S` takes words, no text for a shell; capsh was given `exec` and a shell text.
  'env -S A=1 {app}': /^shell/,
  'capsh -- -c exec {app}': /^shell/,
  // `dash -c TEXT` was three commands to it.
  'multirun {app}': /^shell/,
  // Services whose commands stand in files: the text there was no command line that they could run.
  'supervisord -n -c supervisord.conf': /^shell/,
  // What it runs stands in files; there a shell stayed above the workload.
  'runsvdir sv': /^tini -g/,
  // The tmux above its processes is in its process group: the signal ends it, and with it their terminal.
  'overmind start': /^tini -g/,
  // It waits 2 s after its child, in which the workload of the measurement was done.
  'su root -s /bin/dash -c {app}': /^tini -g/,
  'runuser root -s /bin/dash -c {app}': /^tini -g/,
};

describe('every recorded wrapper and init: predicted or unknown, never wrong', () => {
  for (const one of [...INITS, ...EXECS, ...WAITS, ...NODE_WRAPPERS]) {
    const id = caseId(one);
    for (const group of groups[id] ?? []) {
      for (const measured of group.versions) {
        test(`${id} (${measured})`, () => {
          const version = /(\d+(?:\.\d+)+)/.exec(measured)?.[1] ?? null;
          const wrong: string[] = [];
          for (const [probe, outcome] of Object.entries(group)) {
            const seen = outcome as { readonly stop?: string };
            const predicted = modelCase(
              one,
              probe,
              (name) => (name.endsWith('bash') ? bash : dash),
              measured.startsWith('Debian: nodejs') ? '10.8.2' : version,
            );
            if (open[id]?.test(probe)) continue;
            if (predicted === null || predicted === 'unknown' || predicted === seen.stop) continue;
            wrong.push(`${probe}: ${predicted}, seen ${seen.stop}`);
          }
          expect(wrong).toEqual([]);
        });
      }
    }
  }
});
