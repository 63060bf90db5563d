import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { product } from '../../src/cli/product.ts';
import { runCli } from '../support/run-cli.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { runConsumer as run, tools } from './consumer.ts';

/** A folder with a report of each kind of file. */
async function report(format: string): Promise<{ folder: string; file: string }> {
  const folder = temporaryFolder({
    'a b/Dockerfile': 'FROM debian:12\nCMD cd /srv && app --name "<&\'é>"\n',
    'b/Dockerfile': 'FROM scratch\nCMD ["/app"]\n',
    'c/Dockerfile': 'FROM debian:12\nCOPY run.sh /\nENTRYPOINT ["sh", "/run.sh"]\n',
    'c/run.sh': '#!/bin/sh\nserver --port 80\necho over\n',
    'd/Dockerfile': 'BROKEN\n',
  });
  const file = join(folder, 'report');
  await runCli(folder, ['-q', '--format', format, '-o', 'report', '.'], { parts: product });
  return { folder, file };
}

const found = ['a b/Dockerfile:2:5', 'c/run.sh:2:1'];

describe('SARIF', () => {
  it("is valid for Microsoft's validator", async () => {
    const { folder, file } = await report('sarif');
    const output = join(folder, 'validation.sarif');
    const multitool = join(tools, 'node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool');
    run(multitool, ['validate', file, '--output', output, '--log', 'ForceOverwrite'], folder);
    expect(existsSync(output)).toBe(true);
    const results: { level?: string; ruleId: string; message: unknown }[] = JSON.parse(
      readFileSync(output, 'utf8'),
    ).runs[0].results;
    expect(results.filter(({ level = 'warning' }) => level === 'error')).toEqual([]);
  });

  it('is read by sarif-tools', async () => {
    const { folder, file } = await report('sarif');
    writeFileSync(`${file}.sarif`, readFileSync(file));
    const { status, stdout } = run('sarif', ['summary', `${file}.sarif`], folder);
    expect(status).toBe(0);
    expect(stdout).toContain('error: 2');
  });
});

describe('reviewdog', () => {
  it.each(['rdjson', 'checkstyle', 'sarif'])('understands %s', async (format) => {
    const { file } = await report(format);
    const { status, stdout, stderr } = run(
      'reviewdog-parse',
      [format],
      process.cwd(),
      readFileSync(file, 'utf8'),
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const places = stdout
      .trim()
      .split('\n')
      .map((line) => decodeURIComponent(line.replace(/^(.*:\d+:\d+) .*/, '$1')));
    // Of a place that begins a line, reviewdog's reader of SARIF keeps the line alone.
    const understood = places.map((place) => place.replace(/:0$/, ':1'));
    expect(understood).toEqual(expect.arrayContaining(found));
  });
});

describe('junitparser', () => {
  it('understands JUnit', async () => {
    const { file } = await report('junit');
    const { status, stdout } = run('python', [resolve('test/consumers/junit.py'), file]);
    expect(status).toBe(0);
    expect(stdout.trim().split('\n').sort()).toEqual([
      "a b/Dockerfile: PID101 shell-stays-pid1, line 2: ['Failure']",
      'b/Dockerfile: stops well: []',
      'c/Dockerfile: stops well: []',
      "c/run.sh: PID103 script-without-exec, line 2: ['Failure']",
      "d/Dockerfile: can be linted: ['Error']",
    ]);
  });
});

describe('workflow and hook files', () => {
  it.each([
    ['actionlint', ['examples/github-workflow.yml', 'examples/github-code-scanning.yml']],
    ['check-jsonschema', ['--builtin-schema', 'vendor.github-actions', 'action.yml']],
    [
      'check-jsonschema',
      [
        '--builtin-schema',
        'vendor.github-workflows',
        'examples/github-workflow.yml',
        'examples/github-code-scanning.yml',
      ],
    ],
    ['check-jsonschema', ['--builtin-schema', 'vendor.gitlab-ci', 'examples/gitlab-ci.yml']],
    ['pre-commit', ['validate-manifest', '.pre-commit-hooks.yaml']],
    ['pre-commit', ['validate-config', 'examples/pre-commit-config.yaml']],
  ])('%s takes %j', (command, args) => {
    const { status, stderr } = run(command, args);
    expect({ status, stderr: stderr.replace(/npm warn.*\n/g, '') }).toEqual({ status: 0, stderr: '' });
  });

  it('pre-commit installs the hook from the repository and runs it', () => {
    const folder = temporaryFolder({ Dockerfile: 'FROM debian:12\nCMD cd /srv && app\n' });
    const clone = join(temporaryFolder({}), 'pid1-lint');
    run('git', ['clone', '-q', process.cwd(), clone]);
    run('git', ['init', '-q'], folder);
    run('git', ['add', '.'], folder);
    const { status, stdout } = run(
      'pre-commit',
      ['try-repo', process.cwd(), 'pid1-lint', '--all-files'],
      folder,
    );
    expect(stdout).toContain('Dockerfile:2:5: error PID101 shell-stays-pid1');
    expect(status).toBe(1);
  });
});
