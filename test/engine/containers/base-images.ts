import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { type EngineRoom, podman } from './engine-room.ts';

/** The servers that the Debian image has beside what every Debian has. */
const servers = [
  'apache2',
  'cron',
  'gunicorn',
  'nginx-light',
  'nodejs',
  'php-fpm',
  'postgresql',
  'procps',
  'python3',
  'redis-server',
];

/** The inits, as packages that fixes install. */
const inits = ['tini', 'dumb-init', 'catatonit'];

/**
 * Makes the base images under the names by which the product knows such images: a Debian 12 of Debian's packages
 * with `app` and servers in it and a repository of inits to install from, and a busybox with nothing else.
 *
 * @param app the workload that logs what happens to it
 */
export function makeBaseImages(room: EngineRoom, app: string): void {
  if (podman(room, 'images', '--quiet', 'debian:12').trim() !== '') return;
  const root = join(room.folder, 'debian.tar');
  if (!existsSync(root)) makeRootFileSystem(root);
  podman(room, 'import', '--quiet', root, 'localhost/debian-root');
  const folder = join(room.folder, 'base');
  mkdirSync(join(folder, 'repository'), { recursive: true });
  copyFileSync(app, join(folder, 'app'));
  copyFileSync('/bin/busybox', join(folder, 'busybox'));
  makeRepository(join(folder, 'repository'));
  build(room, folder, 'docker.io/library/debian:12', [
    'FROM localhost/debian-root',
    'COPY app /usr/local/bin/',
    'COPY repository /srv/repository',
    'RUN rm -rf /etc/apt/sources.list* && echo "deb [trusted=yes] file:/srv/repository ./" > /etc/apt/sources.list',
    'ENV PID1_LINT_LOG=/log/events',
    'CMD ["bash"]',
  ]);
  // Fixes take inits for images without a package manager from there.
  podman(room, 'tag', 'docker.io/library/debian:12', 'docker.io/library/debian:12-slim');
  build(room, folder, 'docker.io/library/busybox:1.35', [
    'FROM scratch',
    'COPY busybox app /bin/',
    'RUN ["/bin/busybox", "--install", "/bin"]',
    'ENV PID1_LINT_LOG=/log/events',
    'CMD ["sh"]',
  ]);
}

function build(room: EngineRoom, folder: string, tag: string, lines: readonly string[]): void {
  writeFileSync(join(folder, 'Dockerfile'), `${lines.join('\n')}\n`);
  podman(room, 'build', '--format=docker', '--quiet', `--tag=${tag}`, folder);
}

function makeRootFileSystem(target: string): void {
  const leave = ['doc', 'man', 'locale', 'info'].map((name) => `--dpkgopt=path-exclude=/usr/share/${name}/*`);
  execFileSync(
    'mmdebstrap',
    [
      '--quiet',
      '--variant=apt',
      `--include=${servers.join(',')}`,
      '--aptopt=APT::Install-Recommends "false"',
      ...leave,
      'bookworm',
      `${target}.part`,
      '--format=tar',
      'http://deb.debian.org/debian',
    ],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  );
  renameSync(`${target}.part`, target);
}

/** A repository of packages, as apt wants it. */
function makeRepository(folder: string): void {
  execFileSync('apt-get', ['download', '-qq', ...inits], { cwd: folder });
  const packages = readdirSync(folder).filter((name) => name.endsWith('.deb'));
  const entries = packages.map((name) => {
    const path = join(folder, name);
    const control = execFileSync('dpkg-deb', ['--field', path], { encoding: 'utf8' }).trimEnd();
    const sum = createHash('sha256').update(readFileSync(path)).digest('hex');
    return `${control}\nFilename: ./${name}\nSize: ${statSync(path).size}\nSHA256: ${sum}\n`;
  });
  writeFileSync(join(folder, 'Packages'), entries.join('\n'));
}
