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
    {
      readonly command: readonly string[];
      readonly SIGTERM: readonly ({ shells: string[] } & Record<string, Seen>)[];
    }
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

const machineSh: ShellFact = { implementation: 'dash', version: '0.5.12', build: 'debian', sure: true };

/** What the files say with the shell under test in their `#!` lines. */
const files = Object.fromEntries(
  Object.entries(recorded.files).map(([name, text]) => [name, text.replace('{sh}', 'the/sh')]),
);

/**
 * Forms that are about something the text does not say: workloads that end by themselves or have no
 * handler by an option of the stub, commands that are not there, a sleep that keeps no log, pipes by name, arithmetic
 * (which one of the old builds lacks).
 */
const beyondTheText = /--ends-after|--default|no-such-command|command -p sleep|fifo|\$\(\(/;

/** Two services, of which the model follows the last: the other one is a helper that nobody tells. */
const otherService = /^app -> \[app2(, app)?\]$/;

/** A recorded tree by the names of its programs. */
function shape(tree: string): string {
  return tree
    .replace(/(\w+)\([^()]*(\([^()]*\)[^()]*)*\)/g, '$1')
    .split(/(\[|\]| -> |, )/)
    .map((part) => (/^[\w/$-]/.test(part) ? (part.split(' ')[0] as string) : part))
    .join('');
}

/**
 * Trees whose shape the model does not claim: the helpers of process substitutions, a job that outlives
 * its subshell, names that only the running shell can know, a `sleep` that one busybox has built in, a
 * function in the background (which bash 5.3 gives no process of its own).
 */
function isComparable(form: string, command: readonly string[], tree: string | undefined): tree is string {
  return (
    tree !== undefined &&
    !/[<>]\(|\(app2 &\)|\$|sleep 1000 &/.test(command.join(' ')) &&
    !/^exec-[al]$|^function-.*background|setsid/.test(form)
  );
}

/** `exec -c` empties the environment, which names the log of the measured program: that it ran was not recorded. */
const withoutLog = 'exec-c';

/** The shells that images of known distributions have as /bin/sh or bash. */
function isDefaultShell(implementation: string): boolean {
  return ['dash', 'bash', 'busybox ash'].includes(implementation);
}

/** How many rows the model may answer with `unknown`, in a hundred. */
const mostUnknown = 3;

/**
 * Old versions whose odd ways were not all worked out: bash 5.0 with signals as PID 1, bash 4.2 and busybox
 * before 1.28 with signals to their group, dash before 0.5.11 with traps under `set -e`.
 */
const oddVersions: Readonly<Record<string, number>> = {
  'bash 5.0 upstream': 8,
  'bash 4.2 upstream': 5,
  'busybox ash 1.24.2 upstream': 5,
  'busybox ash 1.27.2 upstream': 5,
  'dash 0.5.8 upstream': 4,
  'dash 0.5.10.2 upstream': 4,
};

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
          if (
            !seen ||
            !/app/.test(command.join(' ')) ||
            beyondTheText.test(command.join(' ')) ||
            otherService.test(seen.tree) ||
            form === withoutLog
          )
            continue;
          rows += 1;
          const argv = [
            ...prefix,
            ...command.map((word) => word.replaceAll('{sh}', 'the/sh').replaceAll('{as-sh}', 'as/sh')),
          ];
          const { stop, tree } = modelCommand(argv, (name) => (name === '/bin/sh' ? machineSh : fact), {
            files,
          });
          const line = `${form} (${under}): ${JSON.stringify(command)} seen ${seen.stop}, ${seen.tree}; modelled ${stop}`;
          if (stop === 'unknown') unknown.push(line);
          else if (stop !== seen.stop) wrong.push(line);
          else if (
            under === 'alone' &&
            isComparable(form, command, seen.tree) &&
            !tree.includes('the/sh') &&
            tree !== shape(seen.tree)
          )
            wrong.push(`${line}, tree ${tree}`);
        }
      }
      expect(wrong).toEqual([]);
      if (isDefaultShell(implementation))
        expect(unknown.length * 100, unknown.join('\n')).toBeLessThan(
          rows * (oddVersions[id] ?? mostUnknown),
        );
    });
  }
});
