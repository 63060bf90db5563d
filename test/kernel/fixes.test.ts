import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { product } from '../../src/cli/product.ts';
import type { FixSafety } from '../../src/contract/finding.ts';
import { fixFile } from '../../src/fix/fix-file.ts';
import { type LintResult, lintFile } from '../../src/lint/lint-file.ts';
import type { ImageModel } from '../../src/startup/model.ts';
import { type BaseName, type Bases, findBases } from './bases.ts';
import { CASES } from './cases/cases.ts';
import { circumstances } from './circumstances.ts';
import { compare } from './compare.ts';
import { imageOf, modelOf, runImage, type StartCase, textOf } from './image-run.ts';
import { mapConcurrently, type Observation } from './observe.ts';
import { buildToolbox, removeToolbox, type Toolbox } from './toolbox.ts';

// Every start command of the cases that lint has a fix for is run before and after it.

/** The bases whose images are known by name; what holds for their shells holds for the fixes. */
const FIXED: readonly BaseName[] = ['dash', 'bash', 'busybox ash'];

/** The ends of a workload that the container's exit status has to follow. */
const STATUSES = ['0', '7'] as const;

/** busybox leaves SIGQUIT ignored for what it becomes implicitly, and not after `exec`: nothing to keep. */
const SIGQUIT = 3;

/** Rules that mend what the start command says: what the workload sees is meant to change. */
const MENDS: readonly string[] = ['PID110', 'PID111'];

const rules = await product.loadRules();

interface Fixed {
  readonly one: StartCase;
  readonly before: ImageModel;
  readonly after: ImageModel;
  readonly text: string;
  /** The codes of the rules whose fixes were applied. */
  readonly codes: readonly string[];
}

let toolbox: Toolbox;
let bases: Bases;

beforeAll(async () => {
  toolbox = await buildToolbox();
  bases = await findBases();
});

afterAll(() => removeToolbox(toolbox));

function lint(text: string): LintResult {
  const source = { path: 'Dockerfile', text, changed: new Map<string, string>() };
  return lintFile({ source, model: ({ text: changed }) => modelOf(changed), rules });
}

function fix(text: string, allowed: readonly FixSafety[]) {
  const { applied, result } = fixFile(lint(text), (source) => lint(source.text), allowed);
  return { text: result.source.text, codes: applied.map(({ code }) => code) };
}

/** The cases that these fixes change, with their images before and after. */
function fixedCases(allowed: readonly FixSafety[]): readonly Fixed[] {
  const cases = CASES.flatMap((group) => group.cases).filter(({ base }) => FIXED.includes(base));
  return cases.flatMap((one) => {
    const text = textOf(one);
    const fixed = fix(text, allowed);
    return fixed.text === text ? [] : [{ one, before: imageOf(text), after: imageOf(fixed.text), ...fixed }];
  });
}

const safe = fixedCases(['safe']);
const unsafe = fixedCases(['safe', 'unsafe']).filter(({ text }) => !safe.some((one) => one.text === text));

async function run(image: ImageModel, { base }: StartCase, status?: string): Promise<Observation | null> {
  const links = bases.links.get(base);
  return links ? runImage(image, links, toolbox, status ? { PID1_LINT_ENDS: status } : {}) : null;
}

/** What is wrong with a fix by what the kernel does with its result; empty when nothing is. */
async function wrongAfter({ one, after }: Fixed): Promise<readonly string[]> {
  const seen = await run(after, one);
  if (!seen) return [];
  const verdict = compare(after, seen);
  const wanted = after.startups.every(({ reached }) => reached === 'graceful' || reached === 'no-workload');
  return [
    ...(wanted ? [] : [`the model itself says ${after.stop}`]),
    ...(verdict.kind === 'unknown' && seen.stop !== 'graceful' ? [`seen ${seen.stop}`] : []),
    ...(verdict.kind === 'differs' ? [`predicted ${verdict.predicted}, seen ${verdict.seen}`] : []),
  ];
}

/** What the workload or the engine sees differently after a fix. */
async function changed({ one, before, after }: Fixed): Promise<readonly string[]> {
  const [was, is] = await Promise.all([run(before, one), run(after, one)]);
  if (!was || !is) return [];
  const ends = await Promise.all(
    STATUSES.map(async (status) => {
      const [first, second] = await Promise.all([run(before, one, status), run(after, one, status)]);
      return difference(`status ${status}`, endOf(first), endOf(second));
    }),
  );
  const stopped = was.stop === 'graceful' && is.stop === 'graceful';
  return [
    difference('workload', startsOf(was, one), startsOf(is, one)),
    ...ends,
    stopped ? difference('stopped', was.exitStatus, is.exitStatus) : '',
  ].filter(Boolean);
}

function endOf(seen: Observation | null): unknown {
  return seen?.endedBeforeSignal ? seen.exitStatus : 'stays';
}

function startsOf(seen: Observation, { base, lines }: StartCase): unknown {
  const quiet = base === 'busybox ash' || lines.includes('busybox') ? [SIGQUIT] : [];
  return circumstances(seen).map((one) => ({
    ...one,
    ignored: one.ignored.filter((signal) => !quiet.includes(signal)),
  }));
}

function difference(what: string, before: unknown, after: unknown): string {
  const [was, is] = [before, after].map((value) => JSON.stringify(value));
  return was === is ? '' : `${what}: ${was} before, ${is} after`;
}

/** Checks every fix; the result names those with something wrong. */
async function check(fixes: readonly Fixed[], action: (fixed: Fixed) => Promise<readonly string[]>) {
  const wrong = await mapConcurrently(fixes, 12, action);
  return wrong.flatMap((list, index) => {
    const { one, text } = fixes[index] as Fixed;
    return list.length > 0 ? [`${one.base}: ${one.lines} => ${text}: ${list.join('; ')}`] : [];
  });
}

describe('fixes in the kernel', () => {
  test('there are many of both kinds', () => {
    console.log(`${safe.length} safe fixes, ${unsafe.length} more with unsafe ones`);
    expect(safe.length).toBeGreaterThan(200);
    expect(unsafe.length).toBeGreaterThan(0);
  });

  test('after a safe fix the stop is graceful', async () => {
    expect(await check(safe, wrongAfter)).toEqual([]);
  });

  test('after an unsafe fix, too', async () => {
    expect(await check(unsafe, wrongAfter)).toEqual([]);
  });

  test('a safe fix keeps what the workload sees, and the exit status', async () => {
    const keeping = safe.filter(({ codes }) => !codes.some((code) => MENDS.includes(code)));
    expect(keeping.length).toBeGreaterThan(200);
    expect(await check(keeping, changed)).toEqual([]);
  });

  test('fixing twice equals fixing once', () => {
    const again = [
      ...safe.filter(({ text }) => fix(text, ['safe']).text !== text),
      ...unsafe.filter(({ text }) => fix(text, ['safe', 'unsafe']).text !== text),
    ];
    expect(again.map(({ text }) => text)).toEqual([]);
  });
});
