import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { product } from '../../../src/cli/product.ts';
import { runCli } from '../../support/run-cli.ts';
import { openEngineRoom, podman } from './engine-room.ts';
import { makeNodeImage } from './node-image.ts';

// The image that the project's Dockerfile makes, used as docs/ci.md says.

const room = openEngineRoom(inject('room'));
const image = 'localhost/own-image';
const folder = mkdtempSync(join(tmpdir(), 'pid1-lint-own-image-'));

beforeAll(() => {
  makeNodeImage(room);
  const packages = `--volume=${realpathSync('node_modules')}:/src/node_modules:ro`;
  podman(room, 'build', '--format=docker', '--quiet', '--pull=never', packages, `--tag=${image}`, '.');
  mkdirSync(join(folder, 'services'));
  writeFileSync(join(folder, 'services/Dockerfile'), 'FROM debian:12\nCMD cd /srv && app\n');
});

afterAll(() => {
  podman(room, 'rmi', image, 'docker.io/library/node:22-alpine');
  podman(room, 'image', 'prune', '--force');
  rmSync(folder, { recursive: true });
});

function run(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    'podman',
    ['run', '--rm', `--volume=${folder}:/work`, image, ...args],
    { env: room.env, encoding: 'utf8' },
  );
  return { status, stdout, stderr };
}

describe("the tool's own image", () => {
  it('finds what is wrong in a folder that is mounted', () => {
    expect(run('lint', '--format', 'compact', 'services')).toEqual({
      status: 1,
      stdout: expect.stringMatching(
        /^services\/Dockerfile:2:5: error: .* \[PID101 shell-stays-pid1\]\n$/,
      ) as string,
      stderr: '',
    });
  });

  it('lints everything below the folder when it is told nothing', () => {
    const { status, stdout } = run();
    expect({ status, first: stdout.split('\n')[0] }).toEqual({
      status: 1,
      first: 'services/Dockerfile:2:5: error PID101 shell-stays-pid1',
    });
  });

  it('reads a repository of somebody else for --since', () => {
    const git = (...args: readonly string[]) =>
      spawnSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.com', ...args], { cwd: folder })
        .status;
    expect([git('init', '-q'), git('add', '.'), git('commit', '-qm', 'Begin')]).toEqual([0, 0, 0]);
    spawnSync('chown', ['-R', '12345', folder]);
    writeFileSync(join(folder, 'Dockerfile'), 'FROM debian:12\nCMD sleep 5; app\n');
    const { status, stdout } = run('lint', '--since', 'HEAD', '--format', 'compact');
    expect({ status, files: stdout.match(/^[^:]+(?=:)/gm) }).toEqual({ status: 1, files: ['Dockerfile'] });
  });

  it('has tini above node at PID 1, and stops gracefully', async () => {
    const { stdout } = await runCli(process.cwd(), ['explain', '--format=json', 'Dockerfile'], {
      parts: product,
    });
    const final = JSON.parse(stdout).files[0].images.find((one: { final: boolean }) => one.final);
    expect([final.argv, final.stop]).toEqual([
      ['/sbin/tini', '--', 'node', '/opt/pid1-lint/dist/pid1-lint.js', 'lint'],
      'graceful',
    ]);
    const inspected = JSON.parse(podman(room, 'image', 'inspect', image))[0].Config;
    expect([...inspected.Entrypoint, ...inspected.Cmd]).toEqual(final.argv);
  });
});
