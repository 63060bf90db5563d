import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { leaveOut } from '../../support/left-out.ts';
import { type DockerRoom, openDockerRoom } from './docker-room.ts';
import { openEngineRoom } from './engine-room.ts';
import { type OutcomeRow, outcomeRow, recordedRows } from './outcome-table.ts';
import { argumentsOf, verifyCase } from './verify-case.ts';

// The same Dockerfiles on docker: they stop there as they do on podman.

/** One of each kind: outcomes, ways to build, inits (its own with `--init`), scripts, wrappers, servers. */
const names = [
  'bash-shell-form',
  'busybox-shell-form',
  'cron-and-nginx',
  'dumb-init-shell',
  'ends-at-once',
  'engine-init',
  'engine-init-shell',
  'exec-form',
  'gunicorn-script',
  'nginx-quit',
  'pipeline',
  'postgres',
  'script-arguments',
  'script-trap',
  'script-trap-no-wait',
  'shell-form',
  'sleep',
  'stages-target',
  'stop-signal-realtime',
  'tini-group-trap',
  'tini-shell',
  'two-apps',
  'user',
  'wrapper-su',
  'wrapper-xargs',
];

/** Where podman does something else of its own: podman 4.3.1 gives shell form to /bin/sh, whatever SHELL says. */
const otherwise: Readonly<Record<string, Partial<OutcomeRow>>> = {
  'bash-shell-form': { predicted: 'graceful', observed: 'graceful', exitStatus: '0' },
};

let docker: DockerRoom | null = null;

beforeAll(async () => {
  try {
    docker = await openDockerRoom(openEngineRoom(inject('room')));
  } catch (error) {
    leaveOut(`the containers on docker: ${error instanceof Error ? error.message : error}`);
  }
});
afterAll(() => docker?.close());

describe.concurrent('docker', () => {
  const recorded = recordedRows().filter(({ stage }) => stage === 'as it is');

  test.each(names)('%s', async (name) => {
    if (docker === null) return;
    const folder = join('test/engine/cases', name);
    const run = await verifyCase(docker, folder, argumentsOf(folder), 'docker');
    const { seconds: _, ...row } = outcomeRow(name, 'as it is', run);
    const { seconds: __, ...expected } = recorded.find((one) => one.name === name) ?? { seconds: '' };
    expect({ ...row, stderr: run.stderr }).toEqual({ ...expected, ...otherwise[name], stderr: '' });
    const { start, stop, tree } = run.verification?.agreement ?? {};
    expect({ start, stop, treeDiffers: tree === false }).toEqual({
      start: true,
      stop: true,
      treeDiffers: false,
    });
  });
});

test('nothing is left behind', () => {
  if (docker === null) return;
  const list = (...args: readonly string[]) =>
    execFileSync('/usr/bin/docker', args, { env: docker?.env, encoding: 'utf8' });
  expect(list('ps', '--all', '--quiet')).toBe('');
  expect(list('images', '--format={{.Repository}}').split('\n')).not.toContain(
    expect.stringContaining('pid1-lint'),
  );
});
