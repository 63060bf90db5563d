import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { checkstyle } from '../../src/report/checkstyle.ts';
import { compact } from '../../src/report/compact.ts';
import { github } from '../../src/report/github.ts';
import { gitlab } from '../../src/report/gitlab.ts';
import { junit } from '../../src/report/junit.ts';
import { rdjson } from '../../src/report/rdjson.ts';
import { sarif } from '../../src/report/sarif.ts';
import { sonarqube } from '../../src/report/sonarqube.ts';
import { brokenFile, changedReport, everyCase, machineReport } from '../support/machine-report.ts';
import { toyReport } from '../support/report.ts';

const plain = machineReport(toyReport('FROM debian\nCMD app --debug\n'), brokenFile);
const message = 'nothing tells app --debug of the signal';

/** What is wrong with data by a schema in `data/schemas`; null when nothing is. */
function schemaErrors(name: string, data: unknown) {
  const { $schema, ...schema } = JSON.parse(readFileSync(`test/report/data/schemas/${name}.json`, 'utf8'));
  // Of the older drafts these schemas use only what draft 7 has as well.
  const options = { strict: false, validateFormats: false, unicodeRegExp: false };
  const validate = (String($schema).includes('2020') ? new Ajv2020(options) : new Ajv(options)).compile(
    schema,
  );
  validate(data);
  return validate.errors ?? null;
}

describe('compact', () => {
  it('is a line for each problem, as compilers write them', () => {
    expect(compact(plain)).toBe(
      'b/Dockerfile:2:1: error: unknown instruction: BROKEN\n' +
        `Dockerfile:2:5: error: ${message} [PID901 toy-ignored]\n` +
        'Dockerfile:2:9: note: started with --debug [PID902 toy-debug]\n',
    );
  });

  it('stays on one line whatever is in a message', () => {
    expect(compact(everyCase()).trimEnd().split('\n')).toHaveLength(5);
  });
});

describe('github', () => {
  it('is a workflow command for each problem', () => {
    expect(github(plain)).toBe(
      '::error file=b/Dockerfile,line=2,col=1,title=pid1-lint::unknown instruction: BROKEN\n' +
        `::error file=Dockerfile,line=2,endLine=2,col=5,endColumn=16,title=PID901 toy-ignored::${message}\n` +
        '::notice file=Dockerfile,line=2,endLine=2,col=9,endColumn=16,title=PID902 toy-debug::started with --debug\n',
    );
  });

  it('escapes what would end a property or the command', () => {
    const odd = changedReport(toyReport('FROM a\nCMD app\n', 'a,b:c%\n'), (finding) => ({
      ...finding,
      message: 'one\ntwo % :: ,',
    }));
    expect(github(machineReport(odd))).toBe(
      '::error file=a%2Cb%3Ac%25%0A,line=2,endLine=2,col=5,endColumn=8,title=PID901 toy-ignored::one%0Atwo %25 :: ,\n',
    );
  });

  it('gives no columns of a range over several lines, which GitHub would not take', () => {
    const wide = changedReport(toyReport('FROM a\nCMD app\n'), (finding) => ({
      ...finding,
      span: { start: 0, end: 12 },
    }));
    expect(github(machineReport(wide))).toContain('::error file=Dockerfile,line=1,endLine=2,title=');
  });
});

describe('gitlab', () => {
  it('is a Code Quality report', () => {
    const report = JSON.parse(gitlab(plain));
    expect(report).toEqual([
      {
        description: 'unknown instruction: BROKEN',
        check_name: 'unreadable-file',
        fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
        severity: 'blocker',
        location: { path: 'b/Dockerfile', lines: { begin: 2 } },
      },
      {
        description: `PID901: ${message}`,
        check_name: 'toy-ignored',
        fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
        severity: 'major',
        location: { path: 'Dockerfile', lines: { begin: 2, end: 2 } },
      },
      {
        description: 'PID902: started with --debug',
        check_name: 'toy-debug',
        fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
        severity: 'info',
        location: { path: 'Dockerfile', lines: { begin: 2, end: 2 } },
      },
    ]);
    expect(new Set(report.map(({ fingerprint }: { fingerprint: string }) => fingerprint)).size).toBe(3);
  });

  it('knows a finding again when lines were added above it, and tells two apart that read the same', () => {
    const prints = (text: string): readonly string[] =>
      JSON.parse(gitlab(machineReport(toyReport(text)))).map(
        (one: { fingerprint: string }) => one.fingerprint,
      );
    const two = 'FROM a AS one\nCMD app\nFROM a AS two\nCMD app\n';
    expect(new Set(prints(two)).size).toBe(2);
    expect(prints(`# more\n\n${two}`)).toEqual(prints(two));
  });
});

describe('checkstyle', () => {
  it('is an error element for each problem, by file', () => {
    expect(checkstyle(plain)).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<checkstyle version="4.3">
  <file name="b/Dockerfile">
    <error line="2" column="1" severity="error" message="unknown instruction: BROKEN" source="pid1-lint.unreadable-file"/>
  </file>
  <file name="Dockerfile">
    <error line="2" column="5" severity="error" message="${message}" source="pid1-lint.PID901"/>
    <error line="2" column="9" severity="info" message="started with --debug" source="pid1-lint.PID902"/>
  </file>
</checkstyle>
`);
  });

  it('writes only what XML may hold', () => {
    expect(checkstyle(everyCase())).toContain(`&lt;&amp;&quot;'%\uFFFD&#10;,:\uFFFD\uFFFD"`);
  });
});

describe('junit', () => {
  it('is a suite for each file, with a test that passes where nothing was found', () => {
    const report = machineReport(
      toyReport('FROM a\nCMD app\n'),
      toyReport('FROM a\n', 'good/Dockerfile'),
      brokenFile,
    );
    expect(junit(report)).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="pid1-lint" tests="3" failures="1" errors="1">
  <testsuite name="Dockerfile" tests="1" failures="1" errors="0" skipped="0" time="0">
    <testcase name="PID901 toy-ignored, line 2" classname="Dockerfile" time="0">
      <failure message="nothing tells app of the signal" type="error">Dockerfile:2:5: error: nothing tells app of the signal</failure>
    </testcase>
  </testsuite>
  <testsuite name="good/Dockerfile" tests="1" failures="0" errors="0" skipped="0" time="0">
    <testcase name="stops well" classname="good/Dockerfile" time="0"/>
  </testsuite>
  <testsuite name="b/Dockerfile" tests="1" failures="0" errors="1" skipped="0" time="0">
    <testcase name="can be linted" classname="b/Dockerfile" time="0">
      <error message="unknown instruction: BROKEN" type="error">b/Dockerfile:2:1: unknown instruction: BROKEN</error>
    </testcase>
  </testsuite>
</testsuites>
`);
  });
});

describe('sonarqube', () => {
  it('is generic issues with the rules that they name', () => {
    const { rules, issues } = JSON.parse(sonarqube(plain));
    expect(rules.map(({ id, severity }: { id: string; severity: string }) => [id, severity])).toEqual([
      ['unreadable-file', 'CRITICAL'],
      ['PID901', 'CRITICAL'],
      ['PID902', 'MINOR'],
    ]);
    expect(issues[1]).toEqual({
      ruleId: 'PID901',
      primaryLocation: {
        message,
        filePath: 'Dockerfile',
        textRange: { startLine: 2, endLine: 2, startColumn: 4, endColumn: 15 },
      },
      secondaryLocations: [],
    });
  });
});

describe('rdjson', () => {
  it('offers fixes as suggestions', () => {
    const { diagnostics } = JSON.parse(rdjson(plain));
    const place = { line: 2, column: 5 };
    expect(diagnostics[1]).toEqual({
      message,
      location: { path: 'Dockerfile', range: { start: place, end: { line: 2, column: 16 } } },
      severity: 'ERROR',
      code: { value: 'PID901' },
      suggestions: [{ range: { start: place, end: place }, text: 'exec ' }],
      related_locations: [],
    });
  });
});

describe('sarif', () => {
  const [run] = JSON.parse(sarif(plain)).runs;

  it('has rules with help, and results with region, fix and fingerprint', () => {
    expect(run.tool.driver.rules[0]).toEqual({
      id: 'PID901',
      name: 'ToyIgnored',
      shortDescription: { text: 'toy-ignored: the signal is ignored' },
      help: { text: '# PID901\n\nWhy.\n', markdown: '# PID901\n\nWhy.\n' },
      defaultConfiguration: { level: 'error' },
      properties: { tags: ['containers', 'reliability'], fixes: ['safe'] },
    });
    expect(run.results[0]).toEqual({
      ruleId: 'PID901',
      ruleIndex: 0,
      level: 'error',
      message: { text: message },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'Dockerfile' },
            region: { startLine: 2, startColumn: 5, endLine: 2, endColumn: 16 },
          },
        },
      ],
      partialFingerprints: { 'pid1LintFinding/v1': expect.stringMatching(/^[0-9a-f]{16}$/) },
      relatedLocations: [],
      properties: { stop: 'ignored' },
      fixes: [
        {
          description: { text: 'run app --debug with exec' },
          artifactChanges: [
            {
              artifactLocation: { uri: 'Dockerfile' },
              replacements: [
                {
                  deletedRegion: { startLine: 2, startColumn: 5, endLine: 2, endColumn: 5 },
                  insertedContent: { text: 'exec ' },
                },
              ],
            },
          ],
        },
      ],
    });
  });

  it('says which files could not be linted', () => {
    expect(run.invocations).toEqual([
      {
        executionSuccessful: false,
        toolExecutionNotifications: [
          {
            level: 'error',
            message: { text: 'unknown instruction: BROKEN' },
            locations: [
              {
                physicalLocation: {
                  artifactLocation: { uri: 'b/Dockerfile' },
                  region: { startLine: 2, startColumn: 1, endLine: 2, endColumn: 1 },
                },
              },
            ],
          },
        ],
      },
    ]);
  });

  it('carries every instruction that starts a script', () => {
    const { results } = JSON.parse(sarif(everyCase())).runs[0];
    expect(results.at(-1).relatedLocations).toEqual([
      {
        message: { text: 'started by CMD' },
        physicalLocation: {
          artifactLocation: { uri: 'c%20d/D%C3%B6ckerfile' },
          region: { startLine: 2 },
        },
      },
      {
        message: { text: 'started by ENTRYPOINT' },
        physicalLocation: { artifactLocation: { uri: 'e/Dockerfile' }, region: { startLine: 9 } },
      },
    ]);
    expect(results.at(-1).locations[0].physicalLocation.artifactLocation.uri).toBe('c%20d/D%C3%B6ckerfile');
  });
});

describe('published schemas', () => {
  it.each([
    ['sarif-2.1.0', sarif],
    ['rdjson', rdjson],
    ['gitlab-code-quality', gitlab],
    ['sonarqube-generic-issue', sonarqube],
  ])('%s takes every kind of finding, and a report without any', (name, write) => {
    expect(schemaErrors(name, JSON.parse(write(everyCase())))).toBe(null);
    expect(schemaErrors(name, JSON.parse(write(machineReport())))).toBe(null);
  });

  it.each([
    ['sarif-2.1.0', { version: '2.1.0', runs: [{}] }],
    ['rdjson', { diagnostics: [{ message: 1 }] }],
    ['gitlab-code-quality', [{ description: 'x' }]],
    ['sonarqube-generic-issue', { issues: [] }],
  ])('%s refuses what is something else', (name, data) => {
    expect(schemaErrors(name, data)).not.toBe(null);
  });
});
