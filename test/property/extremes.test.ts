import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { product } from '../../src/cli/product.ts';
import { decodeText } from '../../src/context/decode-text.ts';
import { fixFile } from '../../src/fix/fix-file.ts';
import { lintFile } from '../../src/lint/lint-file.ts';
import type { Source } from '../../src/lint/model-builder.ts';
import { parseShell } from '../../src/shell/parse.ts';

const model = await product.loadModel({ buildArgs: new Map() });
const rules = await product.loadRules();
const lint = (source: Source) => lintFile({ source, model, rules });

/** Lints and fixes a text; what counts is that it comes back. */
function survives(text: string): boolean {
  const first = lint({ path: 'Dockerfile', text, changed: new Map() });
  fixFile(first, lint, ['safe', 'unsafe']);
  return first.model.dockerfile.text === text;
}

const DEEP = 1000;

/** Texts that nest, by what opens and what closes. */
const NESTS: readonly (readonly [string, string, string])[] = [
  ['subshells', '( ', ' )'],
  ['groups', '{ ', '; }'],
  ['branches', 'if true; then ', '; fi'],
  ['loops', 'while true; do ', '; done'],
  ['substitutions', 'x=$(', ')'],
  ['quoted substitutions', 'x="$(', ')"'],
  ['expansions', 'echo ${x:-', '}'],
  ['arithmetic', 'echo $((1+', '))'],
  ['functions', 'f() { ', '; }'],
  ['cases', 'case x in x) ', ' ;; esac'],
  ['brackets alone', '((((', ''],
  ['evals', 'eval ', ''],
  ['shells', 'sh -c ', ''],
  ['inits', 'tini -- ', ''],
  ['negations', '! ', ''],
];

describe('extremes', () => {
  it.each(NESTS)(
    'a thousand nested %s',
    (_name, open, close) => {
      for (const depth of [50, DEEP]) {
        const text = `${open.repeat(depth)}app${close.repeat(depth)}`;
        expect(survives(`FROM debian:12\nCMD ${text}\n`)).toBe(true);
        expect(survives(`FROM alpine:3.20\nCMD ${JSON.stringify(['sh', '-c', text])}\n`)).toBe(true);
      }
    },
    60_000,
  );

  it.each([
    ['a word', `app ${'x'.repeat(300_000)}`],
    ['words', 'app '.repeat(50_000)],
    ['a list', 'true; '.repeat(20_000)],
    ['a pipeline', `app${' | cat'.repeat(5000)}`],
    ['background jobs', 'app & '.repeat(2000)],
    ['quotes', `app ${"'a' ".repeat(20_000)}`],
    ['continuations', `app ${'\\\n'.repeat(20_000)}`],
    ['branches', 'if [ -f a ]; then app; fi; '.repeat(500)],
    ['functions', 'f() { app; }; f; '.repeat(1000)],
  ])(
    '%s without an end',
    (_name, text) => {
      expect(survives(`FROM debian:12\nCMD ${text}\n`)).toBe(true);
    },
    60_000,
  );

  it('any bytes: text or a reason', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const decoded = decodeText(bytes);
        if ('text' in decoded) expect(survives(decoded.text)).toBe(true);
        else expect(decoded.problem.message).not.toBe('');
      }),
      { numRuns: 500 },
    );
  });

  it('any shell text: a program whose commands lie within it', () => {
    const shellText = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc
        .array(
          fc.constantFrom(
            ...'(){};&|<>$`\'"\\\n#!=*[]',
            'if ',
            'then ',
            'fi',
            'do ',
            'done',
            'case ',
            'in ',
            'esac',
            'app ',
            '<<E\n',
            'E\n',
            '$((',
          ),
          { maxLength: 25 },
        )
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(shellText, (text) => {
        for (const { span } of parseShell(text).lines) {
          expect([0 <= span.start, span.start <= span.end, span.end <= text.length]).toEqual([
            true,
            true,
            true,
          ]);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
