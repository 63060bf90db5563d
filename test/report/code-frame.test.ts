import { describe, expect, it } from 'vitest';
import { codeFrame } from '../../src/report/code-frame.ts';
import { plain } from '../../src/report/paint.ts';
import { createLineIndex } from '../../src/text/line-index.ts';

/** The frame of what `[` and `]` enclose in a text. */
function frame(marked: string): readonly string[] {
  const start = marked.indexOf('«');
  const end = marked.indexOf('»') - 1;
  const text = marked.replace(/[«»]/g, '');
  return codeFrame({ text, lines: createLineIndex(text) }, { start, end }, plain);
}

describe('codeFrame', () => {
  it('puts carets under a span', () => {
    expect(frame('FROM a\nCMD «app»\n')).toEqual(['2 │ CMD app', '  │     ^^^']);
  });

  it('marks each line of a span, not its line ends', () => {
    expect(frame('CMD «a && \\\r\n  b» c\r\n')).toEqual([
      '1 │ CMD a && \\',
      '  │     ^^^^^^',
      '2 │   b c',
      '  │ ^^^',
    ]);
  });

  it('leaves the line out that a span only reaches', () => {
    expect(frame('«CMD a\n»RUN b\n')).toEqual(['1 │ CMD a', '  │ ^^^^^']);
  });

  it('points at an empty span', () => {
    expect(frame('CMD «»app\n')).toEqual(['1 │ CMD app', '  │     ^']);
    expect(frame('CMD «»\n')).toEqual(['1 │ CMD ', '  │     ^']);
  });

  it('keeps carets below tabs', () => {
    expect(frame('CMD\t«app»\n')).toEqual(['1 │ CMD\tapp', '  │    \t^^^']);
  });

  it('leaves the middle of a long span out', () => {
    const lines = frame(`«${'x\n'.repeat(20)}»`);
    expect(lines.filter((line) => !line.includes('^')).map((line) => line.trim())).toEqual([
      '1 │ x',
      '2 │ x',
      '3 │ x',
      '4 │ x',
      '5 │ x',
      '6 │ x',
      '┆',
      '20 │ x',
    ]);
  });

  it('cuts long lines around the carets', () => {
    const [line, carets] = frame(`CMD ${'x'.repeat(300)} «app» ${'y'.repeat(300)}\n`);
    expect(line).toBe(`1 │ …${'x'.repeat(19)} app ${'y'.repeat(96)}…`);
    expect(carets).toBe(`  │ ${' '.repeat(21)}^^^`);
  });

  it('makes control characters visible', () => {
    expect(frame('CMD «a\u001B[2Jb»\n')).toEqual(['1 │ CMD a\uFFFD[2Jb', '  │     ^^^^^^']);
  });

  it('does not count a byte order mark', () => {
    expect(frame('\uFEFF«FROM» a\n')).toEqual(['1 │ FROM a', '  │ ^^^^']);
  });
});
