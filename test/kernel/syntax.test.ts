import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import facts from '../../src/knowledge/data/shell-syntax.json' with { type: 'json' };
import type { ShellImplementation } from '../../src/knowledge/types.ts';
import { habitsOf } from '../../src/shell/mistake.ts';
import { findShells, type Shell } from './shells.ts';

// What a shell does with a text that it cannot read to the end: what ran, and the status.

const { found } = await findShells();
const folder = mkdtempSync(join(tmpdir(), 'pid1-lint-syntax-'));

afterAll(() => rmSync(folder, { recursive: true }));

interface Seen {
  readonly printed: readonly string[];
  readonly status: number | null;
}

function seen({ path, implementation }: Shell, argv: readonly string[]): Seen {
  const program = implementation === 'busybox ash' ? ['sh', ...argv] : argv;
  const { stdout, status } = spawnSync(path, program, { encoding: 'utf8', cwd: folder, timeout: 20_000 });
  return { printed: stdout.match(/\bran-\w+/g) ?? [], status };
}

function asText(shell: Shell, text: string): Seen {
  return seen(shell, ['-c', text]);
}

function asFile(shell: Shell, text: string): Seen {
  const file = join(folder, `${shell.implementation.replace(' ', '-')}.sh`);
  writeFileSync(file, text);
  return seen(shell, [file]);
}

/** Whether a piece of syntax on the second line keeps the shell from the third. */
function refuses(shell: Shell, sample: string): boolean {
  // bash knows `@(a|b)` outside of `[[` when it is told to.
  const first = shell.implementation === 'bash' ? 'shopt -s extglob' : 'echo ran-one';
  return !asFile(shell, `${first}\n${sample}\necho ran-two\n`).printed.includes('ran-two');
}

const samples = [
  ...Object.entries(facts.refused).map(([name, { sample, by }]) => ({ name, sample, by, refused: true })),
  ...Object.entries(facts.accepted).map(([name, { sample, by }]) => ({ name, sample, by, refused: false })),
];

describe.each(found)('$implementation $version', (shell) => {
  const implementation = shell.implementation as ShellImplementation;
  const habits = habitsOf({ implementation });
  const readsWhole: readonly string[] = habits.readsWhole ?? [];

  test('refuses and accepts what the table says', () => {
    const measured = samples.map(({ name, sample }) => [name, refuses(shell, sample)]);
    const said = samples.map(({ name, by, refused }) => [name, by.includes(implementation) === refused]);
    expect(Object.fromEntries(measured)).toEqual(Object.fromEntries(said));
  });

  test('reads what stands in substitutions, and `[[`, as the table says', () => {
    const { noDoubleBrackets, backquotes, functionOnLineAbove } = facts;
    expect({
      substitution: refuses(shell, 'x=$(fi)'),
      default: refuses(shell, 'x=${y:-$(if true)}'),
      backquotes: refuses(shell, backquotes.sample),
      brackets: refuses(shell, noDoubleBrackets.sample),
      body: asFile(shell, functionOnLineAbove.sample).printed,
    }).toEqual({
      substitution: true,
      default: true,
      backquotes: ![...backquotes.lets, ...backquotes.mayRun].includes(implementation),
      brackets: !noDoubleBrackets.by.includes(implementation),
      body: functionOnLineAbove.by.includes(implementation) ? ['ran-body'] : [],
    });
  });

  if (implementation === 'bash')
    test('knows @(a|b) in bash only when it is told to', () => {
      const text = 'echo ran-one\ncase a in @(a|b)) true ;; esac\necho ran-two\n';
      expect(asFile(shell, text).printed).toEqual(['ran-one']);
      expect(asFile(shell, `shopt -s extglob\n${text}`).printed).toEqual(['ran-one', 'ran-two']);
    });

  if (implementation === 'zsh')
    test('takes for a mistake in zsh what is one to the parser', () => {
      const samples = Object.entries(facts.refusedByZsh);
      const seen = samples.map(([name, sample]) => [name, refuses(shell, sample)]);
      expect(Object.fromEntries(seen)).toEqual(Object.fromEntries(samples.map(([name]) => [name, true])));
    });

  test('runs what stands before a mistake, and ends with the status of the table', () => {
    const text = "trap 'echo ran-trap' EXIT\necho ran-one\nfi\necho ran-two\n";
    const before = { printed: ['ran-one', 'ran-trap'], status: habits.status };
    expect(asFile(shell, text)).toEqual(before);
    expect(asText(shell, text)).toEqual(
      readsWhole.includes('text') ? { printed: [], status: habits.status } : before,
    );
  });

  test('runs nothing of the line with the mistake', () => {
    expect(asFile(shell, 'echo ran-one\necho ran-two; fi\n').printed).toEqual(['ran-one']);
  });

  test('does with eval and sourced files what the table says', () => {
    writeFileSync(join(folder, 'sourced'), 'echo ran-inside\nif true\n');
    const inside = (kind: string): readonly string[] => (readsWhole.includes(kind) ? [] : ['ran-inside']);
    const behind = (ends: boolean): readonly string[] => (ends ? [] : ['ran-after']);
    expect({
      eval: asFile(shell, "eval 'echo ran-inside\nfi'\necho ran-after\n").printed,
      file: asFile(shell, '. ./sourced\necho ran-after\n').printed,
    }).toEqual({
      eval: [...inside('eval'), ...behind(habits.evalEnds)],
      file: [...inside('file'), ...behind(habits.fileEnds)],
    });
  });
});

test('there are shells to ask', () => {
  expect(found.map(({ implementation }) => implementation)).toContain('dash');
});
