import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BaseName, type Bases, findBases } from './bases.ts';
import { CASES } from './cases/cases.ts';
import { compare, type Verdict } from './compare.ts';
import { imageOf, runImage, type StartCase, textOf } from './image-run.ts';
import { mapConcurrently } from './observe.ts';
import { buildToolbox, removeToolbox, type Toolbox } from './toolbox.ts';

/** The shells that images of known distributions have; of the others the model may know less. */
const KNOWN: readonly BaseName[] = ['dash', 'bash', 'busybox ash'];

/** How many start commands the model may answer with `unknown`, in a hundred. */
const MOST_UNKNOWN = 3;

let toolbox: Toolbox;
let bases: Bases;

beforeAll(async () => {
  toolbox = await buildToolbox();
  bases = await findBases();
});

afterAll(() => removeToolbox(toolbox));

/** What became of each prediction. */
async function verdicts(cases: readonly StartCase[]): Promise<Map<StartCase, Verdict>> {
  const runnable = cases.flatMap((one) => {
    const links = bases.links.get(one.base);
    return links ? [{ one, links }] : [];
  });
  const entries = await mapConcurrently(runnable, 16, async ({ one, links }) => {
    const image = imageOf(textOf(one));
    return [one, compare(image, await runImage(image, links, toolbox))] as const;
  });
  return new Map(entries);
}

async function holds(cases: readonly StartCase[]): Promise<void> {
  const all = [...(await verdicts(cases))];
  const of = (kind: Verdict['kind']) => all.filter(([, verdict]) => verdict.kind === kind);
  const known = all.filter(([{ base }]) => KNOWN.includes(base));
  const unknown = of('unknown').filter(([{ base }]) => KNOWN.includes(base));
  const share = `${unknown.length} of ${known.length} on ${KNOWN.join(', ')}`;
  console.log(`${all.length} runs, ${of('agrees').length} agree, ${of('unknown').length} unknown (${share})`);
  expect(of('differs').map(line)).toEqual([]);
  expect(unknown.length * 100, unknown.map(line).join('\n')).toBeLessThan(known.length * MOST_UNKNOWN);
}

function line([{ base, lines }, verdict]: readonly [StartCase, Verdict]): string {
  const { kind: _, ...details } = verdict;
  return `${base}: ${lines} ${JSON.stringify(details)}`;
}

describe('the kernel does what the model says', () => {
  test.each(CASES)('$name', ({ cases }) => holds(cases));
});
