import { execFileSync } from 'node:child_process';
import { chmodSync, linkSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { collectArchive, type ImageArchive } from '../../src/engine/image-archive.ts';
import { modelOfImage } from '../../src/engine/model-of-image.ts';
import { loadBaseImages } from '../../src/knowledge/load-base-images.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const longName = `usr/${'long/'.repeat(40)}name.sh`;

function archiveOf(folder: string, format: string, step: number): ImageArchive {
  const tar = execFileSync('tar', [`--format=${format}`, '-cf', '-', '-C', folder, '.'], { maxBuffer: 1e8 });
  const { push, archive } = collectArchive();
  for (let at = 0; at < tar.length; at += step) push(tar.subarray(at, at + step));
  return archive;
}

function rootFileSystem(): string {
  const folder = temporaryFolder({
    'usr/bin/dash': new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 1]),
    'usr/bin/run.sh': '#!/bin/sh\napp\n',
    'etc/os-release': 'PRETTY_NAME="Debian GNU/Linux 12"\nVERSION_ID="12"\nID=debian\n',
    [longName]: '#!/bin/sh\nexec app\n',
  });
  chmodSync(join(folder, 'usr/bin/run.sh'), 0o755);
  symlinkSync('usr/bin', join(folder, 'bin'));
  symlinkSync('dash', join(folder, 'usr/bin/sh'));
  symlinkSync('/etc/../usr/bin/run.sh', join(folder, 'entry'));
  symlinkSync('circle', join(folder, 'circle'));
  linkSync(join(folder, 'usr/bin/run.sh'), join(folder, 'hard'));
  mkdirSync(join(folder, 'empty'));
  return folder;
}

describe.each([
  ['pax', 512],
  ['gnu', 700],
  ['pax', 1_000_000],
])('an archive in %s form, in pieces of %i bytes', (format, step) => {
  it('gives what stands at a path, links followed and never left', () => {
    const archive = archiveOf(rootFileSystem(), format, step);
    const script = { kind: 'text', text: '#!/bin/sh\napp\n', executable: true };
    expect(archive.at('/bin/run.sh')).toEqual({ ...script, path: '/usr/bin/run.sh' });
    expect(archive.at('/entry')).toEqual({ ...script, path: '/usr/bin/run.sh' });
    expect(archive.at('/bin/sh')).toEqual({ kind: 'binary', executable: false, path: '/usr/bin/dash' });
    expect(archive.at(`/${longName}`)).toMatchObject({ kind: 'text', text: '#!/bin/sh\nexec app\n' });
    expect(
      ['/circle', '/none', '/empty', '/bin/../../../etc/none'].map((path) => archive.at(path).kind),
    ).toEqual(['absent', 'absent', 'absent', 'absent']);
    expect(archive.at('/../../etc/os-release').kind).toBe('text');
    const kinds = [archive.at('/hard').kind, archive.at('/usr/bin/run.sh').kind];
    expect(kinds).toEqual(['text', 'text']);
  });
});

it('predicts from what is in the image', () => {
  const files = archiveOf(rootFileSystem(), 'pax', 4096);
  const config = {
    entrypoint: ['run.sh'],
    cmd: null,
    shell: null,
    env: new Map([['PATH', '/usr/local/bin:/usr/bin:/bin']]),
    user: null,
    workdir: null,
    stopSignal: null,
  };
  const { stop, shell, startups } = modelOfImage(
    { reference: 'mine:1', config, files },
    loadBaseImages().lookup,
  );
  expect({ stop, shell: shell.implementation, build: shell.build, tree: startups[0]?.tree }).toEqual({
    stop: 'ignored',
    shell: 'dash',
    build: 'debian',
    tree: {
      argv: ['/bin/sh', '/usr/bin/run.sh'],
      role: 'shell',
      children: [{ argv: ['app'], role: 'workload', children: [] }],
    },
  });
});
