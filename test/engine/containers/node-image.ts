import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { type EngineRoom, podman } from './engine-room.ts';

/** `npm` of the image: the packages are those of this machine, which the build mounts. */
const npm = `#!/bin/sh
[ "$*" = 'ci --ignore-scripts' ] || { echo "npm $*: not known" >&2; exit 1; }
[ -e node_modules/esbuild/package.json ]
`;

/** `apk` of the image: git is there, and tini comes from this machine. */
const apk = `#!/bin/sh
[ "$*" = 'add --no-cache git tini' ] || { echo "apk $*: not known" >&2; exit 1; }
mkdir -p /sbin && mv /packages/tini-static /sbin/tini
`;

/**
 * Makes `node:22-alpine`, under that name, of programs of this machine: busybox, node and git with the libraries that they
 * link. Its `npm` and `apk` stand in for those that would ask registries; they take what our Dockerfile says and nothing else.
 */
export function makeNodeImage(room: EngineRoom): void {
  const root = mkdtempSync(join(room.folder, 'node-'));
  try {
    for (const folder of ['bin', 'usr/bin', 'usr/local/bin', 'etc', 'tmp', 'packages']) {
      mkdirSync(join(root, folder), { recursive: true });
    }
    writeFileSync(join(root, 'etc/passwd'), 'root:x:0:0:root:/root:/bin/sh\n');
    copyFileSync('/bin/busybox', join(root, 'bin/busybox'));
    copyFileSync('/usr/bin/tini-static', join(root, 'packages/tini-static'));
    copyWithLibraries(realpathSync(process.execPath), root, 'usr/local/bin/node');
    copyWithLibraries('/usr/bin/git', root, 'usr/bin/git');
    for (const [name, text] of Object.entries({ npm, apk })) {
      writeFileSync(join(root, 'usr/local/bin', name), text);
      chmodSync(join(root, 'usr/local/bin', name), 0o755);
    }
    const lines = [
      'FROM scratch',
      'COPY . /',
      'RUN ["/bin/busybox", "--install", "-s", "/bin"]',
      'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      'CMD ["node"]',
    ];
    const dockerfile = join(room.folder, 'node.Dockerfile');
    writeFileSync(dockerfile, `${lines.join('\n')}\n`);
    const tag = '--tag=docker.io/library/node:22-alpine';
    podman(room, 'build', '--format=docker', '--quiet', `--file=${dockerfile}`, tag, root);
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** Copies a program to a path below a root folder, and the libraries that it links to where it looks for them. */
function copyWithLibraries(program: string, root: string, path: string): void {
  copyFileSync(program, join(root, path));
  const linked = execFileSync('ldd', [program], { encoding: 'utf8' });
  for (const [library] of linked.matchAll(/(?<=\s)\/\S+/g)) {
    mkdirSync(dirname(join(root, library)), { recursive: true });
    copyFileSync(library, join(root, library));
  }
}
