import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BASES, type BaseName, type Bases, findBases } from './bases.ts';
import { compare } from './compare.ts';
import { imageOf, runImage, textOf } from './image-run.ts';
import { mapConcurrently } from './observe.ts';
import { randomCommand } from './random-commands.ts';
import { buildToolbox, removeToolbox, type Toolbox } from './toolbox.ts';

// PID1_LINT_SEED chooses other commands, PID1_LINT_RUNS how many for each shell.

const seed = Number(process.env.PID1_LINT_SEED ?? 20261123);
const runs = Number(process.env.PID1_LINT_RUNS ?? 150);

/** What the model may answer with `unknown`, in a hundred: nobody writes most of these. */
const MOST_UNKNOWN: Readonly<Partial<Record<BaseName, number>>> = {
  dash: 5,
  bash: 5,
  'busybox ash': 5,
  mksh: 30,
};

let toolbox: Toolbox;
let bases: Bases;

beforeAll(async () => {
  toolbox = await buildToolbox();
  bases = await findBases();
});

afterAll(() => removeToolbox(toolbox));

async function verdictOf(base: BaseName, text: string, links: Readonly<Record<string, string>>) {
  const lines = `CMD ${JSON.stringify([BASES[base].shell, '-c', text])}`;
  const image = imageOf(textOf({ base, lines }));
  const verdict = compare(image, await runImage(image, links, toolbox));
  return { text, verdict };
}

describe(`random start commands, seed ${seed}`, () => {
  test.each(Object.entries(MOST_UNKNOWN) as [BaseName, number][])('%s', async (base, mostUnknown) => {
    const links = bases.links.get(base);
    // findBases has said why.
    if (!links) return;
    const commands = [...new Set(fc.sample(randomCommand, { seed, numRuns: runs }))];
    const all = await mapConcurrently(commands, 16, (text) => verdictOf(base, text, links));
    const unknown = all.filter(({ verdict }) => verdict.kind === 'unknown');
    console.log(`${base}: ${all.length} commands, ${unknown.length} unknown; seed ${seed}`);
    expect(all.filter(({ verdict }) => verdict.kind === 'differs')).toEqual([]);
    expect(unknown.length * 100, JSON.stringify(unknown)).toBeLessThanOrEqual(all.length * mostUnknown);
  });
});
