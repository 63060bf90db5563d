import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import matrix from '../facts/shell-exec-matrix.json' with { type: 'json' };
import { type BaseName, type Bases, findBases } from './bases.ts';
import { BASH, EXEC_FORM, WRAPPERS } from './cases/exec-form.ts';
import { SHELL_FORM } from './cases/shell-form.ts';
import { TRAPS } from './cases/traps.ts';
import { compare, type Verdict } from './compare.ts';
import { imageOf, runImage, type StartCase, textOf } from './image-run.ts';
import { mapConcurrently } from './observe.ts';
import { buildToolbox, removeToolbox, type Toolbox } from './toolbox.ts';

/** The shells that images of known distributions have; of the others the model may know less. */
const KNOWN: readonly BaseName[] = ['dash', 'bash', 'busybox ash'];

/** How many start commands the model may answer with `unknown`, in a hundred. */
const MOST_UNKNOWN = 3;

const cross = (bases: readonly BaseName[], all: readonly string[]): StartCase[] =>
  bases.flatMap((base) => all.map((lines) => ({ base, lines })));

/** The forms of the facts; a sourced file is not in the image, so its text is written there first. */
const MATRIX = Object.values(matrix.forms)
  .filter((form) => !form.includes('src.sh'))
  .map((form) => `CMD ["/bin/sh", "-c", ${JSON.stringify(form)}]`);

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
  console.log(`${all.length} runs, ${of('agrees').length} agree, ${of('unknown').length} unknown`);
  expect(of('differs').map(line)).toEqual([]);
  expect(unknown.length * 100, unknown.map(line).join('\n')).toBeLessThan(known.length * MOST_UNKNOWN);
}

function line([{ base, lines }, verdict]: readonly [StartCase, Verdict]): string {
  const { kind: _, ...details } = verdict;
  return `${base}: ${lines} ${JSON.stringify(details)}`;
}

describe('the kernel does what the model says', () => {
  test('every form of the facts', () => holds(cross(['dash', 'bash', 'busybox ash', 'mksh', 'zsh'], MATRIX)));
  test('shell form', () => holds(cross(['dash', 'bash', 'busybox ash', 'mksh', 'zsh'], SHELL_FORM)));
  test('traps', () => holds(cross(['dash', 'bash', 'busybox ash', 'mksh', 'zsh'], TRAPS)));
  test('exec form', () => holds(cross(['dash', 'bash', 'busybox ash'], EXEC_FORM)));
  test('wrappers', () => holds(cross(['dash', 'bash'], WRAPPERS)));
  test('bash, dash and busybox by name', () => holds(cross(['dash'], BASH)));
});
