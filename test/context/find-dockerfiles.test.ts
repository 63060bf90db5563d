import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type FileSystem, nodeFileSystem } from '../../src/context/file-system.ts';
import { findDockerfiles } from '../../src/context/find-dockerfiles.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const names = [
  'Dockerfile',
  'Dockerfile.dev',
  'Dockerfile.dev.dockerignore',
  'Dockerfile-debian.template',
  'Dockerfile.j2',
  'Dockerfile.orig',
  'Dockerfile~',
  'Containerfile',
  'other.txt',
  'web.dockerfile',
  'api/web.Dockerfile',
  'api/docker/dockerfile',
  'api/.hidden/Dockerfile',
  'api/node_modules/x/Dockerfile',
  '.git/Dockerfile',
];

/** The files, or what could not be looked at when there are none. */
function find(argument: string, cwd = tree()) {
  const { files, problems } = findDockerfiles(nodeFileSystem, cwd, argument);
  return files.length === 0 ? { problems } : { files };
}

function tree(): string {
  return temporaryFolder(Object.fromEntries(names.map((name) => [name, ''])));
}

describe('findDockerfiles', () => {
  it('finds the Dockerfiles below a folder', () => {
    expect(find('.')).toEqual({
      files: [
        'Containerfile',
        'Dockerfile',
        'Dockerfile.dev',
        'api/.hidden/Dockerfile',
        'api/docker/dockerfile',
        'api/web.Dockerfile',
        'web.dockerfile',
      ],
    });
    expect(find('api/')).toEqual({
      files: ['api/.hidden/Dockerfile', 'api/docker/dockerfile', 'api/web.Dockerfile'],
    });
  });

  it('takes a file as it is named, whatever its name', () => {
    expect(find('other.txt')).toEqual({ files: ['other.txt'] });
    expect(find('api/node_modules/x/Dockerfile')).toEqual({ files: ['api/node_modules/x/Dockerfile'] });
  });

  it('expands globs', () => {
    expect(find('**/*.{Dockerfile,dockerfile}')).toEqual({ files: ['api/web.Dockerfile', 'web.dockerfile'] });
    expect(find('*.txt')).toEqual({ files: ['other.txt'] });
  });

  it('keeps absolute paths absolute', () => {
    const cwd = tree();
    expect(find(join(cwd, 'api'), '/')).toEqual({
      files: ['api/.hidden/Dockerfile', 'api/docker/dockerfile', 'api/web.Dockerfile'].map((path) =>
        join(cwd, path),
      ),
    });
    expect(find(join(cwd, '*.txt'), '/')).toEqual({ files: [join(cwd, 'other.txt')] });
  });

  it('takes a file before the glob that its name could be', () => {
    const cwd = temporaryFolder({ 'Dockerfile[1]': '', Dockerfile1: '' });
    expect(find('Dockerfile[1]', cwd)).toEqual({ files: ['Dockerfile[1]'] });
  });

  it('follows links to files and leaves links to folders and to nothing out', () => {
    const cwd = temporaryFolder({ 'real.txt': '', 'sub/Dockerfile': '' });
    symlinkSync('real.txt', join(cwd, 'Dockerfile'));
    symlinkSync('sub', join(cwd, 'Dockerfile.d'));
    symlinkSync('..', join(cwd, 'sub/Dockerfile.loop'));
    symlinkSync('nowhere', join(cwd, 'Containerfile'));
    expect(find('.', cwd)).toEqual({ files: ['Dockerfile', 'sub/Dockerfile'] });
  });

  it('goes on where one folder cannot be read', () => {
    const cwd = temporaryFolder({ 'a/Dockerfile': '', 'data/x': '', 'z/Dockerfile': '' });
    const readdirSync = ((path: string, options: { withFileTypes: true }) => {
      if (path.endsWith('/data')) throw Object.assign(new Error('EACCES'), { code: 'EACCES' });
      return nodeFileSystem.readdirSync(path, options);
    }) as FileSystem['readdirSync'];
    expect(findDockerfiles({ ...nodeFileSystem, readdirSync }, cwd, '.')).toEqual({
      files: ['a/Dockerfile', 'z/Dockerfile'],
      problems: [{ path: 'data', message: 'permission denied' }],
      skipped: 0,
      named: false,
    });
  });

  it.each([
    ['none', 'no such file or folder'],
    ['*.none', 'no file matches this pattern'],
  ])('says why there is nothing: %s', (argument, problem) => {
    expect(find(argument)).toEqual({ problems: [{ path: argument, message: problem }] });
  });

  it('says that a folder holds no Dockerfile, and what was looked for', () => {
    expect(find('.', temporaryFolder({ 'a.txt': '' }))).toEqual({
      problems: [
        {
          path: '.',
          message: 'no Dockerfile in this folder (Dockerfile*, *.Dockerfile, *.dockerfile, Containerfile*)',
        },
      ],
    });
  });
});
