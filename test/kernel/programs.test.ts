import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { effectOf, programOf } from '../../src/knowledge/program-of.ts';
import type { ShellFact } from '../../src/knowledge/types.ts';
import { caseId, modelCase } from '../startup/model-case.ts';
import { leaveOut } from '../support/left-out.ts';
import recorded from './data/wrappers.json' with { type: 'json' };
import { findProgram } from './find-program.ts';
import { measureProgram } from './measure-program.ts';
import { type Installed, measureWrapper } from './measure-wrapper.ts';
import { mapConcurrently } from './observe.ts';
import { commandOf, type ProgramCase, RUNTIMES, SERVERS } from './program-cases.ts';
import { buildToolbox, removeToolbox, type Toolbox } from './toolbox.ts';
import { EXECS, INITS, NODE_WRAPPERS, WAITS, type WrapperCase } from './wrapper-cases.ts';

const dash: ShellFact = { implementation: 'dash', version: '0.5.12', build: 'debian', sure: true };
const bash: ShellFact = { implementation: 'bash', version: '5.2.15', build: 'debian', sure: true };

/** How many observations run at the same time; servers take a while to come to rest. */
const JOBS = 8;

let toolbox: Toolbox;

beforeAll(async () => {
  toolbox = await buildToolbox();
});

afterAll(() => removeToolbox(toolbox));

/** The installed ones among some cases, and the names of the programs that are missing. */
async function installed<Case extends { readonly program?: string; readonly name?: string }>(
  cases: readonly Case[],
): Promise<{ found: readonly (readonly [Case, Installed])[]; missing: readonly string[] }> {
  const entries = await Promise.all(
    cases.map(async (one) => [one, (await findProgram(one.program ?? one.name ?? ''))[0]] as const),
  );
  return {
    found: entries.flatMap(([one, program]) => (program ? [[one, program] as const] : [])),
    missing: [
      ...new Set(entries.flatMap(([one, program]) => (program ? [] : [one.program ?? one.name ?? '']))),
    ],
  };
}

/** What was recorded of a case, whatever version; else what the model says. */
function expectedStops(one: WrapperCase): readonly string[] {
  const groups = (recorded.cases as Readonly<Record<string, readonly object[]>>)[caseId(one)] ?? [];
  const seen = groups.flatMap((group) => Object.entries(group));
  const stops = seen.flatMap(([probe, { stop }]) => (probe === 'alone SIGTERM' ? [String(stop)] : []));
  const modelled = modelCase(one, 'alone SIGTERM', (name) => (name.endsWith('bash') ? bash : dash));
  return stops.length > 0 ? stops : modelled === null || modelled === 'unknown' ? [] : [modelled];
}

describe('inits and wrappers of this machine', () => {
  test('do with SIGTERM what was recorded of them', async () => {
    const { found, missing } = await installed([...INITS, ...EXECS, ...WAITS, ...NODE_WRAPPERS]);
    console.log(`${found.length} command lines`);
    if (missing.length > 0) leaveOut(`inits and wrappers that are not installed: ${missing.join(', ')}`);
    const wrong = await mapConcurrently(found, JOBS, async ([one, program]) => {
      const expected = expectedStops(one);
      if (expected.length === 0) return [];
      const probe = { inner: ['app'], under: 'alone', signal: 'SIGTERM' } as const;
      const { stop, tree } = await measureWrapper(one, program, probe, toolbox);
      return expected.includes(stop)
        ? []
        : [`${caseId(one)}: ${stop}, not ${expected.join(' or ')}; ${tree}`];
    });
    expect(wrong.flat()).toEqual([]);
    expect(found.length).toBeGreaterThan(20);
  });
});

/** The signals worth measuring again: the usual one, and what the program wants instead. */
function signalsOf(one: ProgramCase): readonly string[] {
  const facts = programOf(commandOf(one));
  return facts ? [...new Set(['SIGTERM', facts.gracefulSignal ?? 'SIGINT'])] : [];
}

describe('runtimes and servers of this machine', () => {
  test('do with their signals what is said of them', async () => {
    const { found, missing } = await installed([...RUNTIMES, ...SERVERS]);
    console.log(`${found.length} programs`);
    if (missing.length > 0) leaveOut(`runtimes and servers that are not installed: ${missing.join(', ')}`);
    const tasks = found.flatMap(([one]) =>
      (one.apart ? [] : signalsOf(one)).map((signal) => ({ one, signal })),
    );
    const wrong = await mapConcurrently(tasks, JOBS, async ({ one, signal }) => {
      const facts = programOf(commandOf(one));
      if (!facts) return [];
      const { outcome, output } = await measureProgram(one, signal, false, toolbox);
      if (outcome === 'ended before') {
        return facts.daemonizes === 'no' ? [`${one.name} ended by itself: ${output}`] : [];
      }
      const ends = !['other', 'ignored', 'default'].includes(effectOf(facts, signal));
      return outcome.ends === ends
        ? []
        : [`${one.name}: ${signal} ${outcome.ends ? 'ends it' : 'does not end it'}`];
    });
    expect(wrong.flat()).toEqual([]);
  }, 600_000);
});
