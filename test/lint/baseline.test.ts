import { describe, expect, it } from 'vitest';
import { baselineText, compareWithBaseline, readBaseline, updatedBaseline } from '../../src/lint/baseline.ts';
import type { LintResult } from '../../src/lint/lint-file.ts';
import { toyReport } from '../support/report.ts';

const text = 'FROM a AS one\nCMD app --debug\nFROM a AS two\nCMD app --debug\n';
const same = (file: string) => file;

function results(...texts: readonly string[]): readonly LintResult[] {
  return texts.flatMap((one, at) => toyReport(one, `${at}/Dockerfile`).result ?? []);
}

function left(now: readonly LintResult[], baseline: ReturnType<typeof updatedBaseline>) {
  const { results: compared, gone } = compareWithBaseline(now, baseline, same);
  return {
    findings: compared.flatMap(({ findings }) => findings.map(({ file, code }) => `${file} ${code}`)),
    known: compared.map(({ baselined }) => baselined),
    gone: gone.map(({ file, code, count }) => `${file} ${code} ${count}`),
  };
}

describe('a baseline', () => {
  const baseline = updatedBaseline(results(text), [], same);

  it('knows what was found when it was written', () => {
    expect(left(results(text), baseline)).toEqual({ findings: [], known: [4], gone: [] });
  });

  it('knows it again behind lines that came and went, changed indentation and line ends', () => {
    const moved = `# new\n\n${text.replaceAll('CMD', '  CMD').replaceAll('\n', '\r\n')}`;
    const spaced = moved.replaceAll('  CMD', 'CMD');
    expect(left(results(spaced), baseline)).toEqual({ findings: [], known: [4], gone: [] });
  });

  it('reports what is new, and one more of what is known', () => {
    const now = results(`${text}FROM a AS three\nCMD app --debug\nFROM a\nCMD other\n`);
    expect(left(now, baseline)).toEqual({
      findings: ['0/Dockerfile PID901', '0/Dockerfile PID902', '0/Dockerfile PID901'],
      known: [4],
      gone: [],
    });
  });

  it('tells what is gone of the files that were looked at', () => {
    const two = updatedBaseline(results(text, text), [], same);
    expect(left(results(text.slice(0, text.indexOf('FROM a AS two'))), two)).toEqual({
      findings: [],
      known: [2],
      gone: ['0/Dockerfile PID901 1', '0/Dockerfile PID902 1'],
    });
  });

  it('is updated for the files that were looked at and keeps the others', () => {
    const two = updatedBaseline(results(text, text), [], same);
    const after = updatedBaseline(results('FROM a\nCMD exec app\n'), two, same);
    expect(after.map(({ file, code, count }) => [file, code, count])).toEqual([
      ['1/Dockerfile', 'PID901', 2],
      ['1/Dockerfile', 'PID902', 2],
    ]);
  });

  it('is read as it was written', () => {
    expect(readBaseline(baselineText(baseline))).toEqual({ entries: baseline });
  });

  it.each([
    ['{', 'this is no baseline: '],
    ['null', 'this is no baseline that this version can read'],
    ['{ "schemaVersion": 2 }', 'this is no baseline that this version can read'],
    [
      '{ "schemaVersion": 1, "findings": [{}] }',
      'this baseline is damaged; --update-baseline writes a new one',
    ],
  ])('is refused: %s', (content, problem) => {
    const read = readBaseline(content);
    expect('problem' in read && read.problem.startsWith(problem)).toBe(true);
  });
});
