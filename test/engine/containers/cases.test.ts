import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, inject, test } from 'vitest';
import { product } from '../../../src/cli/product.ts';
import { runCli } from '../../support/run-cli.ts';
import { openEngineRoom, podman } from './engine-room.ts';
import { type OutcomeRow, outcomeRow, recordedRows, recordRows, type Stage } from './outcome-table.ts';
import { argumentsOf, type VerifyRun, verifyCase } from './verify-case.ts';

const room = openEngineRoom(inject('room'));
const cases = 'test/engine/cases';
const names = readdirSync(cases).sort();
const recorded = recordedRows();
const rows: OutcomeRow[] = [];

/** What is done to a case before it is run, in this order; what changes nothing more is not run again. */
const stages: readonly (readonly [Stage, readonly string[] | null])[] = [
  ['as it is', null],
  ['--fix', ['--fix']],
  ['--fix --unsafe-fixes', ['--fix', '--unsafe-fixes']],
];

describe.concurrent('predicted = observed, before and after fixes', () => {
  test.each(names)('%s', async (name) => {
    const folder = mkdtempSync(join(tmpdir(), `pid1-lint-${name}-`));
    try {
      cpSync(join(cases, name), folder, { recursive: true });
      let before = '';
      for (const [stage, fix] of stages) {
        if (fix) {
          const args = ['lint', '-q', '--fail-on=never', ...fix, 'Dockerfile'];
          const { status, stderr } = await runCli(folder, args, { parts: product });
          expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
        }
        const text = textsOf(folder);
        if (text === before) continue;
        before = text;
        const run = await verifyCase(room, folder, argumentsOf(join(cases, name)));
        rows.push(outcomeRow(name, stage, run));
        const wrong = wrongWith(run, fix !== null);
        expect({ stage, wrong }).toEqual({ stage, wrong: [] });
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

afterAll(() => {
  const order = (row: OutcomeRow) =>
    names.indexOf(row.name) * 10 + stages.findIndex(([stage]) => stage === row.stage);
  const all = rows.toSorted((a, b) => order(a) - order(b));
  if (process.env.UPDATE === '1') recordRows(all);
  else expect(all.map(withoutSeconds)).toEqual(recorded.map(withoutSeconds));
});

test('nothing is left behind', () => {
  expect(podman(room, 'ps', '--all', '--quiet')).toBe('');
  expect(
    podman(room, 'images', '--format={{.Repository}}')
      .split('\n')
      .filter((name) => name.includes('pid1-lint')),
  ).toEqual([]);
});

function withoutSeconds({ seconds: _, ...row }: OutcomeRow): Omit<OutcomeRow, 'seconds'> {
  return row;
}

/** Everything that is not as it should be about a run; empty when nothing is. */
function wrongWith({ verification, logged, status, stderr }: VerifyRun, fixed: boolean): readonly string[] {
  if (verification === null) return fixed || status !== 2 ? [`status ${status}: ${stderr}`] : [];
  const { agreement, prediction, observation } = verification;
  const { stop, why } = observation;
  const seen = `observed ${stop} (${why.join('; ')})`;
  // SIGKILL may come microseconds after the signal: the kernel knows that it was sent, the handler had no time to say so.
  const late = stop === 'cut-short' && logged === 'unnotified';
  return [
    ...(agreement.stop === false ? [`predicted ${prediction.stop}, ${seen}`] : []),
    ...(agreement.tree === false ? [`tree ${JSON.stringify(observation.tree)}`] : []),
    ...(stop === 'unknown' ? [seen] : []),
    ...(logged === null || logged === stop || late ? [] : [`logged ${logged}, ${seen}`]),
    ...(fixed && stop !== 'graceful' ? [`after the fix ${seen}`] : []),
    ...(status === (stop === 'graceful' ? 0 : stop === 'no-workload' ? 2 : 1) ? [] : [`status ${status}`]),
  ];
}

function textsOf(folder: string): string {
  return readdirSync(folder)
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\0');
}
