import { chmodSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { product } from '../../src/cli/product.ts';
import { type CliRun, runCli } from '../support/run-cli.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const script = '#!/bin/sh\nmigrate\napp --serve\n';
const fixed = '#!/bin/sh\nmigrate\nexec app --serve\n';
const dockerfile = 'FROM debian:12\nCOPY --chmod=755 run.sh /\nENTRYPOINT ["/run.sh"]\n';

function pid1Lint(cwd: string, line: string, input = ''): Promise<CliRun> {
  return runCli(cwd, line.split(' '), { parts: product, input });
}

describe('scripts of the build context', () => {
  it('are found from any folder, and named as the Dockerfile is', async () => {
    const folder = temporaryFolder({ 'a/Dockerfile': dockerfile, 'a/run.sh': script, 'b/c': '' });
    for (const [cwd, path, name] of [
      ['', 'a/Dockerfile', 'a/run.sh'],
      ['a', 'Dockerfile', 'run.sh'],
      ['b', '../a/Dockerfile', '../a/run.sh'],
      ['b', join(folder, 'a/Dockerfile'), join(folder, 'a/run.sh')],
    ] as const) {
      const { stdout } = await pid1Lint(join(folder, cwd), `-q ${path}`);
      expect(stdout).toMatch(`${name}:3:1: error PID103`);
    }
  });

  it('are looked for where --context says', async () => {
    const folder = temporaryFolder({ Dockerfile: dockerfile, 'files/run.sh': script, 'run.sh': fixed });
    expect((await pid1Lint(folder, '-q Dockerfile')).stdout).toBe('');
    expect((await pid1Lint(folder, '-q --context files Dockerfile')).stdout).toMatch('files/run.sh:3:1: ');
    expect(await pid1Lint(folder, '--context none Dockerfile')).toEqual({
      status: 2,
      stdout: '',
      stderr: 'pid1-lint: --context none: no such file or folder\n',
    });
    expect((await pid1Lint(folder, 'explain --context run.sh Dockerfile')).stderr).toBe(
      'pid1-lint: --context run.sh: this is no folder\n',
    );
  });

  it('are not known for a Dockerfile from standard input, unless it has a name or a context', async () => {
    const folder = temporaryFolder({ 'run.sh': script });
    const unknown = await pid1Lint(folder, 'explain -', dockerfile);
    expect(unknown.stdout).toMatch('standard input, so its build context is not known');
    expect((await pid1Lint(folder, '-q --stdin-filename Dockerfile -', dockerfile)).stdout).toMatch(
      'run.sh:3:1:',
    );
    expect((await pid1Lint(folder, '-q --context . -', dockerfile)).stdout).toMatch('run.sh:3:1:');
  });

  it('are fixed with the Dockerfile, once for all Dockerfiles that share them', async () => {
    const files = { Dockerfile: dockerfile, 'Dockerfile.web': dockerfile, 'run.sh': script };
    const folder = temporaryFolder(files);
    chmodSync(join(folder, 'run.sh'), 0o755);
    const diff = await pid1Lint(folder, '--diff -q .');
    expect(diff.stdout.match(/^\+exec app --serve$/gm)).toHaveLength(1);
    expect(readFileSync(join(folder, 'run.sh'), 'utf8')).toBe(script);
    expect(await pid1Lint(folder, '--fix -q .')).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(readFileSync(join(folder, 'run.sh'), 'utf8')).toBe(fixed);
    expect(readFileSync(join(folder, 'Dockerfile'), 'utf8')).toBe(dockerfile);
  });

  it('are left alone by a filter', async () => {
    const folder = temporaryFolder({ 'run.sh': script });
    const result = await pid1Lint(folder, '--fix -q --context . -', dockerfile);
    expect(result).toMatchObject({ status: 1, stdout: dockerfile });
    expect(result.stderr).toMatch('run.sh:3:1: error PID103');
    expect(readFileSync(join(folder, 'run.sh'), 'utf8')).toBe(script);
  });

  it('are not read, and not written, where a link leaves the context', async () => {
    const folder = temporaryFolder({ 'root/Dockerfile': dockerfile, 'run.sh': script });
    symlinkSync('../run.sh', join(folder, 'root/run.sh'));
    const explained = await pid1Lint(join(folder, 'root'), 'explain Dockerfile');
    expect(explained.stdout).toMatch('run.sh is a link that leaves the build context');
    expect(await pid1Lint(join(folder, 'root'), '--fix -q Dockerfile')).toMatchObject({
      status: 0,
      stdout: '',
    });
    expect(readFileSync(join(folder, 'run.sh'), 'utf8')).toBe(script);
  });

  it('are written where a link inside the context leads', async () => {
    const folder = temporaryFolder({ Dockerfile: dockerfile, 'scripts/start.sh': script });
    symlinkSync('scripts/start.sh', join(folder, 'run.sh'));
    expect((await pid1Lint(folder, '-q Dockerfile')).stdout).toMatch('scripts/start.sh:3:1: error PID103');
    await pid1Lint(folder, '--fix -q Dockerfile');
    expect(readFileSync(join(folder, 'scripts/start.sh'), 'utf8')).toBe(fixed);
  });
});
