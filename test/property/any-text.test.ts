import fc from 'fast-check';
import { expect, it } from 'vitest';
import { product } from '../../src/cli/product.ts';
import { fixFile } from '../../src/fix/fix-file.ts';
import { unifiedDiff } from '../../src/fix/unified-diff.ts';
import { lintFile } from '../../src/lint/lint-file.ts';
import type { Source } from '../../src/lint/model-builder.ts';
import { jsonExplain } from '../../src/report/json-explain.ts';
import { jsonFindings } from '../../src/report/json-findings.ts';
import { plain } from '../../src/report/paint.ts';
import { prettyExplain } from '../../src/report/pretty-explain.ts';
import { prettyFindings } from '../../src/report/pretty-findings.ts';

const model = await product.loadModel({ buildArgs: new Map() });
const rules = await product.loadRules();
const lint = (source: Source) => lintFile({ source, model, rules });

/** Pieces that Dockerfiles and start commands are made of, in orders that nobody would write. */
const piece = fc.oneof(
  fc.constantFrom('app', 'sh', '-c', 'exec ', 'cd /', 'true', 'sleep 9', 'node a.js', 'tini', '--', 'run.sh'),
  fc.constantFrom(
    ' && ',
    ' || ',
    '; ',
    ' & ',
    ' | ',
    '(',
    ')',
    '{ ',
    '; }',
    '!',
    '>',
    '<<EOF',
    '\\\n',
    '\\',
    '`',
  ),
  fc.constantFrom(
    'if true; then ',
    'fi',
    'while :; do ',
    'done',
    'case $1 in a) ',
    'esac',
    'trap : TERM; ',
    'wait',
  ),
  fc.constantFrom('[', ']', '"', "'", ',', '["', '"]', '", "', '$A', '$1', '$(x)', '*', '~', '\t', ' ', '\r'),
  fc.string({ maxLength: 4, unit: 'binary' }),
);
const argument = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));
const keyword = fc.constantFrom(
  'CMD',
  'ENTRYPOINT',
  'cmd',
  'SHELL',
  'RUN',
  'ENV',
  'ARG',
  'STOPSIGNAL',
  'ONBUILD CMD',
);
const line = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(keyword, argument).map(([word, rest]) => `${word} ${rest}`) },
  fc.constantFrom(
    'FROM alpine:3.20',
    'FROM debian:12 AS a',
    'FROM a',
    'FROM scratch',
    'FROM $X',
    'from nginx',
    '#',
    '',
  ),
  argument,
);
const dockerfile = fc
  .tuple(fc.array(line, { maxLength: 6 }), fc.constantFrom('\n', '\r\n'), fc.constantFrom('', '\uFEFF'))
  .map(([lines, end, mark]) => mark + ['FROM debian:12', ...lines].join(end));

/** Start commands that an engine takes, most of them shell form. */
const starts = fc
  .tuple(
    fc.constantFrom('alpine:3.20', 'debian:12', 'rockylinux:8', 'scratch', 'unknown'),
    fc.array(fc.tuple(fc.constantFrom('CMD', 'cmd', 'ENTRYPOINT', 'ENV A=b\nCMD'), argument), {
      minLength: 1,
      maxLength: 2,
    }),
  )
  .map(([base, lines]) => [`FROM ${base}`, ...lines.map(([word, rest]) => `${word} ${rest}`)].join('\n'));

const asSource = (text: string): Source => ({ path: 'Dockerfile', text, changed: new Map() });

it('lints, explains and reports any text without an error', () => {
  fc.assert(
    fc.property(fc.oneof(dockerfile, fc.string({ unit: 'binary' })), (text) => {
      const result = lint(asSource(text));
      const files = [{ path: 'Dockerfile', result, error: null }];
      expect(JSON.parse(jsonFindings(files)).findings.length).toBe(result.findings.length);
      expect(JSON.parse(jsonExplain(files)).files.length).toBe(1);
      expect(prettyFindings(files, plain).endsWith('.\n')).toBe(true);
      prettyExplain(files, plain);
      for (const { span } of result.findings) {
        expect([0 <= span.start, span.start <= span.end, span.end <= text.length]).toEqual([
          true,
          true,
          true,
        ]);
      }
    }),
    { numRuns: 500 },
  );
});

it('fixes to a text that needs no more fixes and has no new problems', () => {
  fc.assert(
    fc.property(starts, (text) => {
      const once = fixFile(lint(asSource(text)), lint, ['safe', 'unsafe']);
      expect(once.result.problems.length === 0 || once.changes.length === 0).toBe(true);
      const twice = fixFile(lint(asSource(once.result.source.text)), lint, ['safe', 'unsafe']);
      expect(twice.changes).toEqual([]);
      expect(unifiedDiff(once.changes) === '').toBe(once.changes.length === 0);
    }),
    { numRuns: 300 },
  );
});
