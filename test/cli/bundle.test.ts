import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };

// Outside the project, so that nothing that is not in the bundle can be found.
const folder = mkdtempSync(join(tmpdir(), 'pid1-lint-bundle-'));
const program = join(folder, 'pid1-lint.js');

beforeAll(() => {
  const build = spawnSync('node', ['scripts/build.mjs', folder], { encoding: 'utf8' });
  expect(build.stderr).toBe('');
  expect(build.status).toBe(0);
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true }));

function run(args: readonly string[], input = '') {
  const { status, stdout, stderr } = spawnSync(program, args, { input, encoding: 'utf8' });
  return { status, stdout, stderr };
}

describe('the bundle', () => {
  it('is a program', () => {
    expect(statSync(program).mode & 0o777).toBe(0o755);
    expect(run(['--version'])).toEqual({ status: 0, stdout: `${packageJson.version}\n`, stderr: '' });
  });

  it('needs nothing but Node', () => {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.js'),
    );
    const outside = files.flatMap((file) => {
      const text = readFileSync(join(folder, file), 'utf8');
      const specifiers = [
        ...text.matchAll(/^(?:import|export)\b[^;'"]*["']([^"']+)["'];?$|\bimport\("([^"]+)"\)/gm),
      ];
      return specifiers.map(([, from, dynamic]) => from ?? dynamic ?? '');
    });
    const builtin = /^(node:|\.\.?\/|(assert|util|url|path|fs|os|process|tty|module)$)/;
    expect(outside.length).toBeGreaterThan(10);
    expect(outside.filter((specifier) => !builtin.test(specifier))).toEqual([]);
  });

  it('lints standard input', () => {
    const { status, stdout, stderr } = run(['-q', '-'], 'FROM debian:12\nCMD cd /srv && app\n');
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(stdout).toMatch(/^<stdin>:2:5: error PID101 shell-stays-pid1: .+\n$/);
  });

  it('explains and shows pages', () => {
    expect(run(['explain', '-'], 'FROM alpine:3.20\nCMD cd /srv && app\n').stdout).toContain(
      'PID 1  app  workload\n',
    );
    expect(run(['rules', 'PID101']).stdout.split('\n')[0]).toBe('# PID101 shell-stays-pid1');
  });

  it('takes it when nobody reads on', () => {
    const shell = spawnSync('sh', ['-c', `"${program}" rules 2>&1 | true`], { encoding: 'utf8' });
    expect(shell.stdout).toBe('');
  });

  it('names the licences of what is in it', () => {
    const text = readFileSync(join(folder, 'LICENSES.txt'), 'utf8');
    for (const name of ['yargs', 'chalk', 'diff', 'dockerfile-ast', 'unbash']) {
      expect(text).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(`, 'm'));
    }
  });
});
