import { execFileSync, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type EngineRoom, podman } from './engine-room.ts';

/** A docker daemon of our own, with the base images of an engine room. */
export interface DockerRoom extends EngineRoom {
  readonly close: () => Promise<void>;
}

/** How long the daemon may take until it answers, in milliseconds. */
const patience = 60_000;

/** As for podman: without the mounts by which cgroups look hybrid. */
const inItsNamespace = `
  umount /sys/fs/cgroup/unified 2>/dev/null
  umount /sys/fs/cgroup/systemd 2>/dev/null
  exec dockerd "$@"
`;

/**
 * Starts a docker daemon as root, with a network that leads nowhere, and gives it the base images of the room; everything of it is below
 * the room's folder.
 *
 * @throws what the daemon said last, when it does not come up
 */
export async function openDockerRoom(room: EngineRoom): Promise<DockerRoom> {
  const folder = join(room.folder, 'docker');
  const at = (name: string) => join(folder, name);
  mkdirSync(folder, { recursive: true });
  const places = [`--data-root=${at('data')}`, `--exec-root=${at('run')}`, `--pidfile=${at('pid')}`];
  const network = ['--iptables=false', '--ip6tables=false'];
  const args = [...places, ...network, `--host=unix://${at('socket')}`];
  // Debian's client: others build with BuildKit only where a plugin of theirs is installed.
  writeFileSync(join(room.folder, 'bin', 'docker'), '#!/bin/sh\nexec /usr/bin/docker "$@"\n', {
    mode: 0o755,
  });
  const log = openSync(at('log'), 'w');
  const daemon = spawn('unshare', ['-m', '-n', 'sh', '-c', inItsNamespace, 'dockerd', ...args], {
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const ended = new Promise<void>((resolve) => {
    daemon.once('error', () => resolve());
    daemon.once('exit', () => resolve());
  });
  const docker: DockerRoom = {
    folder,
    env: { ...room.env, DOCKER_BUILDKIT: '1', DOCKER_HOST: `unix://${at('socket')}` },
    close: async () => {
      daemon.kill('SIGTERM');
      await ended;
    },
  };
  try {
    await untilItAnswers(docker, ended);
    copyImages(room, docker, at('images.tar'));
    return docker;
  } catch (error) {
    await docker.close();
    throw new Error(`${error instanceof Error ? error.message : error}; ${lastLine(at('log'))}`);
  }
}

async function untilItAnswers({ env }: DockerRoom, ended: Promise<void>): Promise<void> {
  let over = false;
  ended.then(() => {
    over = true;
  });
  for (const end = Date.now() + patience; ; await sleep(200)) {
    try {
      execFileSync('/usr/bin/docker', ['version'], { env, stdio: 'ignore' });
      return;
    } catch (error) {
      if (over || Date.now() > end) throw new Error('no docker daemon can be started', { cause: error });
    }
  }
}

function copyImages(room: EngineRoom, { env }: DockerRoom, archive: string): void {
  const images = ['debian:12', 'debian:12-slim', 'busybox:1.35'].map((name) => `docker.io/library/${name}`);
  rmSync(archive, { force: true });
  podman(room, 'save', '--quiet', '--multi-image-archive', `--output=${archive}`, ...images);
  execFileSync('/usr/bin/docker', ['load', '--quiet', `--input=${archive}`], { env, stdio: 'ignore' });
  rmSync(archive, { force: true });
}

function lastLine(log: string): string {
  return readFileSync(log, 'utf8').trimEnd().split('\n').at(-1) ?? '';
}
