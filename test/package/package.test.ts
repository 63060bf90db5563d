import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };

// The package as npm would get it, installed in an empty folder without a network.
const folder = mkdtempSync(join(tmpdir(), 'pid1-lint-package-'));
const home = join(folder, 'home');

function run(command: string, args: readonly string[], cwd = folder) {
  const env = { PATH: process.env.PATH, HOME: home, npm_config_cache: join(home, 'npm') };
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8', env });
  return { status, stdout, stderr };
}

beforeAll(() => {
  mkdirSync(home);
  const packed = run('npm', ['pack', '--silent', '--pack-destination', folder], process.cwd());
  expect(packed.status).toBe(0);
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  const tarball = `pid1-lint-${packageJson.version}.tgz`;
  const installed = run('npm', ['install', '--silent', '--offline', '--no-audit', tarball]);
  expect(installed.stderr).toBe('');
  expect(installed.status).toBe(0);
  writeFileSync(join(folder, 'Dockerfile'), 'FROM debian:12\nCMD app --port 80\n');
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true }));

/** What each way of loading the package is asked for. */
const script = `
  const folder = process.cwd();
  const report = await lint('Dockerfile');
  const { files } = await explain({ text: 'FROM alpine:3.20\\nCMD cd / && app\\n' });
  const { changes, applied, remaining } = await fix('Dockerfile', { cwd: folder });
  const wrong = await lint('Dockerfile', { config: 'none.yaml' }).catch((error) => error.message);
  console.log(JSON.stringify({
    version,
    codes: report.findings.map(({ code }) => code),
    stop: files[0].images[0].stop,
    applied,
    after: changes.map(({ after }) => after),
    left: remaining.findings.length,
    wrong,
  }));
`;

const expected = {
  version: packageJson.version,
  codes: ['PID101'],
  stop: 'graceful',
  applied: 1,
  after: ['FROM debian:12\nCMD ["app", "--port", "80"]\n'],
  left: 0,
  wrong: 'pid1-lint: none.yaml: no such file or folder',
};

describe('the package, installed in an empty folder', () => {
  it('is a program', () => {
    const program = join(folder, 'node_modules/.bin/pid1-lint');
    expect(run(program, ['--version']).stdout).toBe(`${packageJson.version}\n`);
    const { status, stdout } = run(program, ['--format', 'compact', 'Dockerfile']);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^Dockerfile:2:5: error: .* \[PID101 shell-stays-pid1\]\n$/);
  });

  it('is a library for modules', () => {
    writeFileSync(
      join(folder, 'use.mjs'),
      `import { explain, fix, lint, version } from 'pid1-lint';\n${script}`,
    );
    const { stdout, stderr } = run('node', ['use.mjs']);
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual(expected);
  });

  it('is a library for CommonJS', () => {
    const text = `const { explain, fix, lint, version } = require('pid1-lint');\n(async () => {${script}})();\n`;
    writeFileSync(join(folder, 'use.cjs'), text);
    const { stdout, stderr } = run('node', ['use.cjs']);
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual(expected);
  });

  it('has types for both', () => {
    const typed = `import { fix, lint, type Finding } from 'pid1-lint';
export const codes: Promise<readonly Finding['code'][]> = lint('.').then(({ findings }) => findings.map(({ code }) => code));
// @ts-expect-error: there is no such option
export const wrong = fix('.', { unsave: true });
`;
    for (const name of ['types.mts', 'types.cts']) writeFileSync(join(folder, name), typed);
    const tsc = resolve('node_modules/typescript/bin/tsc');
    const args = ['--noEmit', '--strict', '--module', 'nodenext', '--types', '', 'types.mts', 'types.cts'];
    expect(run('node', [tsc, ...args])).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  it('brings what it needs and no more', () => {
    const listed = JSON.parse(
      run('npm', ['pack', '--dry-run', '--ignore-scripts', '--json'], process.cwd()).stdout,
    );
    const paths: string[] = listed[0].files.map(({ path }: { path: string }) => path);
    const kinds = new Set(
      paths.map((path) =>
        path.replace(/^rules\/[^/]+\//, 'rules/*/').replace(/^dist\/lib\/.*/, 'dist/lib/*'),
      ),
    );
    expect([...kinds].sort()).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'dist/LICENSES.txt',
      'dist/data.txt',
      'dist/index.d.mts',
      'dist/index.d.ts',
      'dist/index.js',
      'dist/index.mjs',
      'dist/lib/*',
      'dist/main.js',
      'dist/package.json',
      'dist/pid1-lint.js',
      'dist/worker.js',
      'package.json',
      'rules/*/README.md',
      'schema/config.schema.json',
      'schema/explain.schema.json',
      'schema/findings.schema.json',
      'schema/verify.schema.json',
    ]);
    const installed = JSON.parse(readFileSync(join(folder, 'node_modules/pid1-lint/package.json'), 'utf8'));
    expect(installed.dependencies).toBe(undefined);
  });
});
