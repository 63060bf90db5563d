import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/contract/finding.ts';
import type { LintResult } from '../../src/lint/lint-file.ts';
import { shareFindings } from '../../src/lint/share-findings.ts';

const inScript: Finding = {
  rule: 'toy',
  code: 'PID901',
  severity: 'error',
  file: 'run.sh',
  span: { start: 3, end: 6 },
  message: '',
  statement: '',
  startedBy: [],
  stop: 'ignored',
  stopSignal: 'SIGTERM',
  tree: null,
  why: [],
  fix: null,
};

function result(path: string, ...findings: readonly Partial<Finding>[]): LintResult {
  const source = { path, text: '', changed: new Map<string, string>() };
  const all = findings.map((one) => ({ ...inScript, ...one }));
  return { source, findings: all } as unknown as LintResult;
}

function started(file: string, line = 1, instruction = 'CMD') {
  const startedBy = [{ instruction, file, line }];
  return { startedBy, statement: `seen from ${file}`, message: `seen from ${file} (by ${line})` };
}

/** Which Dockerfile tells of what. */
function told(...results: readonly LintResult[]) {
  return shareFindings(results).map(({ source, findings }) => [
    source.path,
    findings.map(({ message }) => message),
  ]);
}

describe('shareFindings', () => {
  it('tells what several Dockerfiles have in a script once, with all who start it', () => {
    const [a, b, c] = [started('a', 3, 'ENTRYPOINT'), started('b', 4), started('c', 5)];
    expect(told(result('a', a), result('b', b), result('c', c))).toEqual([
      ['a', ['seen from a (started by ENTRYPOINT, a:3; CMD, b:4 and CMD, c:5)']],
      ['b', []],
      ['c', []],
    ]);
  });

  it('tells it where the outcome is worst', () => {
    const [a, b] = [{ ...started('a'), stop: 'cut-short' as const }, started('b')];
    expect(told(result('a', a), result('b', b))).toEqual([
      ['a', []],
      ['b', ['seen from b (started by CMD, a:1 and CMD, b:1)']],
    ]);
  });

  it('leaves other places, other rules and what stands in the Dockerfiles alone', () => {
    const elsewhere = { ...started('b'), span: { start: 4, end: 6 }, message: 'elsewhere' };
    const otherRule = { ...started('b'), code: 'PID902', message: 'other rule' };
    expect(
      told(
        result('a', { message: 'own', file: 'a' }, { message: 'in the script' }),
        result('b', { message: 'own', file: 'b' }, elsewhere, otherRule),
      ),
    ).toEqual([
      ['a', ['own', 'in the script']],
      ['b', ['own', 'elsewhere', 'other rule']],
    ]);
  });
});
