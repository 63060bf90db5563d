import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { explainSchema, findingsSchema } from '../../scripts/json-schemas.ts';
import { jsonExplain } from '../../src/report/json-explain.ts';
import { jsonFindings } from '../../src/report/json-findings.ts';
import { toyReport } from '../support/report.ts';
import { toyRules } from '../support/toy-rules.ts';

const broken = {
  path: 'b/Dockerfile',
  result: null,
  error: { message: 'unknown instruction: BROKEN', position: { line: 2, column: 1 } },
} as const;

/** What is wrong with a report by its schema; null when nothing is. */
function schemaErrors(schema: Readonly<Record<string, unknown>>, report: unknown) {
  const validate = new Ajv2020({ strict: true, strictTypes: false }).compile(schema);
  validate(report);
  return validate.errors ?? null;
}

describe('jsonFindings', () => {
  const report = JSON.parse(jsonFindings([toyReport('FROM debian\nCMD app\n'), broken]));

  it('has the shape that DESIGN promises', () => {
    expect(report).toEqual({
      schemaVersion: 1,
      findings: [
        {
          rule: 'toy-ignored',
          code: 'PID901',
          severity: 'error',
          file: 'Dockerfile',
          range: { start: { line: 2, column: 5 }, end: { line: 2, column: 8 } },
          message: 'nothing tells app of the signal',
          startedBy: [],
          stop: 'ignored',
          fix: {
            title: 'run app with exec',
            safety: 'safe',
            edits: [
              {
                file: 'Dockerfile',
                range: { start: { line: 2, column: 5 }, end: { line: 2, column: 5 } },
                newText: 'exec ',
              },
            ],
          },
        },
      ],
      files: [
        { path: 'Dockerfile', error: null },
        { path: 'b/Dockerfile', error: 'b/Dockerfile:2:1: unknown instruction: BROKEN' },
      ],
    });
  });

  it('keeps to the schema, which takes nothing else', () => {
    const schema = findingsSchema(toyRules);
    expect(schemaErrors(schema, report)).toBe(null);
    const [finding] = report.findings;
    const other = { ...report, findings: [{ ...finding, rule: 'no-rule' }] };
    expect(schemaErrors(schema, other)?.[0]?.instancePath).toBe('/findings/0/rule');
    expect(schemaErrors(schema, { ...report, more: 1 })?.[0]?.keyword).toBe('additionalProperties');
  });
});

describe('jsonExplain', () => {
  const report = JSON.parse(jsonExplain([toyReport('FROM debian:12 AS run\nCMD app\n'), broken]));

  it('has the shape that DESIGN promises', () => {
    expect(report).toEqual({
      schemaVersion: 1,
      files: [
        {
          path: 'Dockerfile',
          images: [
            {
              stage: 'run',
              index: 0,
              final: true,
              baseImage: 'debian:12',
              shell: { argv: ['/bin/sh', '-c'], implementation: 'dash', version: '0.5.12' },
              entrypoint: null,
              cmd: ['/bin/sh', '-c', 'app'],
              argv: ['/bin/sh', '-c', 'app'],
              stopSignal: 'SIGTERM',
              startups: [
                {
                  when: null,
                  tree: {
                    argv: ['/bin/sh', '-c', 'app'],
                    role: 'shell',
                    children: [{ argv: ['app'], role: 'workload', children: [] }],
                  },
                  stop: 'ignored',
                  reapsOrphans: true,
                  why: ['Dockerfile:2: it starts app'],
                },
              ],
              stop: 'ignored',
            },
          ],
        },
        { path: 'b/Dockerfile', images: [] },
      ],
    });
  });

  it('keeps to the schema', () => {
    expect(schemaErrors(explainSchema(), report)).toBe(null);
    expect(schemaErrors(explainSchema(), { ...report, schemaVersion: 2 })?.[0]?.instancePath).toBe(
      '/schemaVersion',
    );
  });

  it('is what the committed schema says', () => {
    const schema = JSON.parse(readFileSync('schema/explain.schema.json', 'utf8'));
    expect(schemaErrors(schema, report)).toBe(null);
  });
});
