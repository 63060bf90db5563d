import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { ShellFact, ShellImplementation } from '../../src/knowledge/types.ts';
import { modelCommand } from './model-command.ts';

interface Seen {
  readonly stop: string;
  readonly tree: string;
  readonly process: string;
}
interface Recorded {
  readonly shells: Record<string, { implementation: string; version: string; build: string }>;
  readonly files: Record<string, string>;
  readonly forms: Record<
    string,
    { readonly command: readonly string[]; readonly SIGTERM: readonly ({ shells: string[] } & Record<string, Seen>)[] }
  >;
}

const recorded: Recorded = JSON.parse(
  readFileSync(new URL('../kernel/data/shell-forms.json', import.meta.url), 'utf8'),
);

const above: Readonly<Record<string, readonly string[]>> = {
  alone: [],
  tini: ['tini', '--'],
  'tini -g': ['tini', '-g', '--'],
};

/** How many rows the model may answer with `unknown`, in a hundred. */
const mostUnknown = 3;

describe('every recorded form of every shell: predicted or unknown, never wrong', () => {
  for (const [id, { implementation, version, build }] of Object.entries(recorded.shells)) {
    const fact: ShellFact = {
      implementation: implementation as ShellImplementation,
      version: version.replace(/^(\d+(\.\d+)*).*$/, '$1'),
      build: implementation === 'dash' ? (build as 'debian' | 'upstream') : null,
      sure: true,
    };
    test(id, () => {
      const wrong: string[] = [];
      const unknown: string[] = [];
      let rows = 0;
      for (const [form, { command, SIGTERM }] of Object.entries(recorded.forms)) {
        const row = SIGTERM.find(({ shells }) => shells.includes(id));
        for (const [under, prefix] of Object.entries(above)) {
          const seen = row?.[under];
          if (!seen) continue;
          rows += 1;
          const argv = [...prefix, ...command.map((word) => word.replace('{sh}', 'the/sh').replace('{as-sh}', 'as/sh'))];
          const { stop } = modelCommand(argv, () => fact, { files: recorded.files });
          const line = `${form} (${under}): ${JSON.stringify(command)} seen ${seen.stop}, ${seen.tree}; modelled ${stop}`;
          if (stop === 'unknown') unknown.push(line);
          else if (stop !== seen.stop) wrong.push(line);
        }
      }
      expect(wrong).toEqual([]);
      expect(unknown.length * 100, unknown.join('\n')).toBeLessThan(rows * mostUnknown);
    });
  }
});
