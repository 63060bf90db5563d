import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Verification } from '../../../src/contract/verification.ts';
import { openEngineRoom, podman } from './engine-room.ts';

// The program itself, as a person starts it.

const room = openEngineRoom(inject('room'));
const bundle = mkdtempSync(join(tmpdir(), 'pid1-lint-bundle-'));
const program = join(bundle, 'pid1-lint.js');

beforeAll(() => {
  expect(spawnSync('node', ['scripts/build.mjs', bundle], { encoding: 'utf8' }).stderr).toBe('');
});
afterAll(() => rmSync(bundle, { recursive: true }));

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the program; `signal` is sent to it once its container runs. */
async function start(args: readonly string[], signal?: NodeJS.Signals): Promise<Ended> {
  const child = spawn('node', [program, ...args], { env: room.env });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (text) => (stdout += text));
  child.stderr.on('data', (text) => (stderr += text));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  if (signal) {
    while (child.exitCode === null && containers() === '') await sleep(100);
    child.kill(signal);
  }
  return { status: await ended, stdout, stderr };
}

function containers(): string {
  return podman(room, 'ps', '--quiet', '--filter=label=pid1-lint.verify').trim();
}

const common = ['--engine=podman', '--grace=2'] as const;

describe('verify', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('removes everything on %s', async (signal) => {
    const args = ['verify', ...common, '--ready-after=60', 'test/engine/cases/exec-form'];
    expect(await start(args, signal)).toEqual({
      status: 2,
      stdout: '',
      stderr: `pid1-lint: ${signal}: what was made is removed again\n`,
    });
    expect(podman(room, 'ps', '--all', '--quiet')).toBe('');
    expect(podman(room, 'images', '--format={{.Repository}}')).not.toContain('pid1-lint');
  });

  it('runs side by side with itself', async () => {
    const args = ['verify', ...common, '--format=json', 'test/engine/cases/tini-shell'];
    const runs = await Promise.all([start(args), start(args), start(args)]);
    const stops = runs.map(({ stdout }) => (JSON.parse(stdout) as Verification).observation.stop);
    expect(stops).toEqual(['unnotified', 'unnotified', 'unnotified']);
  });

  it('verifies an image that is not its own, and leaves it', async () => {
    podman(
      room,
      'build',
      '--quiet',
      '--format=docker',
      '--tag=mine/app:1',
      'test/engine/cases/script-arguments',
    );
    const args = ['verify', ...common, '--format=json', 'localhost/mine/app:1'];
    const { status, stdout, stderr } = await start(args);
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    const { prediction, observation, agreement } = JSON.parse(stdout) as Verification;
    expect([prediction.stop, observation.stop]).toEqual(['ignored', 'ignored']);
    expect(agreement).toEqual({ start: true, stop: true, tree: true });
    const other = await start([...args, '--', 'nginx', '-g', 'daemon off;']);
    expect((JSON.parse(other.stdout) as Verification).agreement).toEqual({
      start: true,
      stop: true,
      tree: true,
    });
    podman(room, 'rmi', 'localhost/mine/app:1');
  });

  it('says which image is not there', async () => {
    const { status, stderr } = await start(['verify', ...common, 'localhost/none:1']);
    expect({ status, said: stderr.split(':')[1] }).toEqual({
      status: 2,
      said: ' there is no image localhost/none',
    });
  });

  it('waits for a health check', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pid1-lint-health-'));
    const dockerfile = join(folder, 'Dockerfile');
    const text =
      'FROM debian:12\nHEALTHCHECK CMD test -e /tmp/up\nCMD ["sh", "-c", "sleep 3; touch /tmp/up; exec app"]\n';
    writeFileSync(dockerfile, text);
    const { stdout, stderr } = await start(['verify', ...common, '--format=json', folder]);
    rmSync(folder, { recursive: true });
    expect(stderr).toBe('');
    const { stop, tree } = (JSON.parse(stdout) as Verification).observation;
    expect({ stop, argv: tree?.argv }).toEqual({ stop: 'graceful', argv: ['app'] });
  });
});
