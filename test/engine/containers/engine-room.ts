import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A podman of our own: its images and containers are nobody else's. */
export interface EngineRoom {
  readonly folder: string;
  /** The environment in which `podman` is the podman of this room. */
  readonly env: Readonly<Record<string, string>>;
}

const containersConf = `
[containers]
# crun refuses cgroups that are mounted in hybrid mode, and nothing here limits anything.
cgroups = "disabled"
netns = "none"
# Below what any machine allows: limits may not be raised everywhere.
default_ulimits = ["nofile=1024:1024", "nproc=1024:1024"]
log_driver = "k8s-file"
[engine]
runtime = "crun"
events_logger = "none"
cgroup_manager = "cgroupfs"
`;

/** The real podman, in a mount namespace without the mounts by which cgroups look hybrid. */
const wrapper = `#!/bin/sh
exec unshare -m sh -c '
  umount /sys/fs/cgroup/unified 2>/dev/null
  umount /sys/fs/cgroup/systemd 2>/dev/null
  exec /usr/bin/podman "$@"
' podman "$@"
`;

/** Makes a podman that works offline, as root, on any machine with podman and crun; everything of it is in the folder. */
export function openEngineRoom(folder: string): EngineRoom {
  const at = (...names: string[]) => join(folder, ...names);
  mkdirSync(at('bin'), { recursive: true });
  writeFileSync(at('bin', 'podman'), wrapper);
  chmodSync(at('bin', 'podman'), 0o755);
  writeFileSync(at('containers.conf'), containersConf);
  writeFileSync(
    at('storage.conf'),
    `[storage]\ndriver = "overlay"\ngraphroot = "${at('storage')}"\nrunroot = "${at('run')}"\n`,
  );
  return {
    folder,
    env: {
      ...(process.env as Record<string, string>),
      PATH: `${at('bin')}:${process.env.PATH}`,
      CONTAINERS_CONF: at('containers.conf'),
      CONTAINERS_STORAGE_CONF: at('storage.conf'),
    },
  };
}

/** Calls the podman of the room; gives back what it prints. Throws when it fails. */
export function podman({ env }: EngineRoom, ...args: readonly string[]): string {
  return execFileSync('podman', args, { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}
