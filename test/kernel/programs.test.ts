import { isAbsolute } from 'node:path';
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

/** The cases with each installed version of their program, and the names of the programs that are missing. */
async function installed<Case extends { readonly program?: string; readonly name?: string }>(
  cases: readonly Case[],
): Promise<{ found: readonly (readonly [Case, Installed])[]; missing: readonly string[] }> {
  const entries = await Promise.all(
    cases.map(async (one) => [one, await findProgram(one.program ?? one.name ?? '')] as const),
  );
  return {
    found: entries.flatMap(([one, programs]) => programs.map((program) => [one, program] as const)),
    missing: [
      ...new Set(
        entries.flatMap(([one, programs]) => (programs.length > 0 ? [] : [one.program ?? one.name ?? ''])),
      ),
    ],
  };
}

interface RecordedGroup {
  readonly versions: readonly string[];
  readonly 'alone SIGTERM'?: { readonly stop: string };
}

/** The name of a recorded or installed version: `npm` of "npm 9.9.4". */
const packageOf = (version: string) => version.replace(/^Debian:? /, '').replace(/ [^ ]*$/, '');

/** Several packages bring a program of one name: whether this one is what the case was recorded with. */
function isMeant(one: WrapperCase, { version }: Installed): boolean {
  const groups = recordedGroups(one);
  const packages = groups.flatMap(({ versions }) => versions.map(packageOf));
  return version.startsWith('Debian') || packages.length === 0 || packages.includes(packageOf(version));
}

function recordedGroups(one: WrapperCase): readonly RecordedGroup[] {
  return (recorded.cases as Readonly<Record<string, readonly RecordedGroup[]>>)[caseId(one)] ?? [];
}

/** What was recorded of a case with this version, or with whatever version; else what the model says. */
function expectedStops(one: WrapperCase, { version }: Installed): readonly string[] {
  const groups = recordedGroups(one);
  const same = groups.filter(({ versions }) => versions.includes(version));
  const stops = (same.length > 0 ? same : groups).flatMap((group) => group['alone SIGTERM']?.stop ?? []);
  const modelled = modelCase(one, 'alone SIGTERM', (name) => (name.endsWith('bash') ? bash : dash));
  return stops.length > 0 ? stops : modelled === null || modelled === 'unknown' ? [] : [modelled];
}

describe('inits and wrappers of this machine', () => {
  test('do with SIGTERM what was recorded of them', async () => {
    const { found, missing } = await installed([...INITS, ...EXECS, ...WAITS, ...NODE_WRAPPERS]);
    const meant = found.filter(([one, program]) => isMeant(one, program));
    console.log(`${meant.length} command lines`);
    if (missing.length > 0) leaveOut(`inits and wrappers that are not installed: ${missing.join(', ')}`);
    expect(
      await differing(meant, async ([one, program]) => {
        const expected = expectedStops(one, program);
        if (expected.length === 0) return [];
        const probe = { inner: ['app'], under: 'alone', signal: 'SIGTERM' } as const;
        const { stop, tree } = await measureWrapper(one, program, probe, toolbox);
        return expected.includes(stop)
          ? []
          : [`${caseId(one)} (${program.version}): ${stop}, not ${expected.join(' or ')}; ${tree}`];
      }),
    ).toEqual([]);
    expect(found.length).toBeGreaterThan(20);
  });
});

/**
 * The differences that are there when many are measured at a time, and still there when each is measured alone: a program
 * that takes long to start on a busy machine had not come to rest.
 */
async function differing<Task>(
  tasks: readonly Task[],
  measure: (task: Task) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const first = await mapConcurrently(tasks, JOBS, async (task) => [task, await measure(task)] as const);
  const again = first.flatMap(([task, differences]) => (differences.length > 0 ? [task] : []));
  if (again.length > 0) console.log(`${again.length} measured again, one by one`);
  return (await mapConcurrently(again, 1, measure)).flat();
}

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
    const tasks = found.flatMap(([one, program]) =>
      (one.apart ? [] : signalsOf(one)).map((signal) => ({ one, program, signal })),
    );
    const differences = await differing(tasks, async ({ one, program, signal }) => {
      const facts = programOf(commandOf(one));
      if (!facts) return [];
      const links = isAbsolute(program.name) ? {} : { [program.name]: program.path };
      const { outcome, output } = await measureProgram(one, signal, false, toolbox, links);
      if (outcome === 'ended before') {
        return facts.daemonizes === 'no' ? [`${one.name} ended by itself: ${output}`] : [];
      }
      const ends = !['other', 'ignored', 'default'].includes(effectOf(facts, signal));
      return outcome.ends === ends
        ? []
        : [`${one.name}: ${signal} ${outcome.ends ? 'ends it' : 'does not end it'}`];
    });
    expect(differences).toEqual([]);
  }, 600_000);
});
