import {
  chmodSync,
  chownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type FileSystem, nodeFileSystem } from '../../src/context/file-system.ts';
import { writeFiles } from '../../src/context/write-files.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** Replaces `old` by `new` in files below a folder. */
function write(folder: string, names: readonly string[], fs: FileSystem = nodeFileSystem) {
  const writes = names.map((name) => ({
    path: join(folder, name),
    before: Buffer.from('old'),
    after: Buffer.from('new'),
  }));
  return writeFiles(fs, folder, writes);
}

function contents(folder: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  );
}

function failing(code: string): () => never {
  return () => {
    throw Object.assign(new Error(code), { code });
  };
}

describe('writeFiles', () => {
  it('writes all files and leaves nothing else behind', () => {
    const folder = temporaryFolder({ a: 'old', b: 'old' });
    expect(write(folder, ['a', 'b'])).toBe(null);
    expect(contents(folder)).toEqual({ a: 'new', b: 'new' });
  });

  it.each([0o640, 0o755, 0o4711, 0o600])('keeps the mode %o', (mode) => {
    const folder = temporaryFolder({ a: 'old' });
    chmodSync(join(folder, 'a'), mode);
    expect(write(folder, ['a'])).toBe(null);
    expect(statSync(join(folder, 'a')).mode & 0o7777).toBe(mode);
  });

  it('keeps the owner', ({ skip }) => {
    skip(process.getuid?.() !== 0, 'only root may give files away');
    const folder = temporaryFolder({ a: 'old' });
    chownSync(join(folder, 'a'), 1234, 2345);
    expect(write(folder, ['a'])).toBe(null);
    expect(statSync(join(folder, 'a'))).toMatchObject({ uid: 1234, gid: 2345 });
  });

  it('writes through a link that stays inside, and keeps the link', () => {
    const folder = temporaryFolder({ 'sub/real': 'old' });
    symlinkSync('sub/real', join(folder, 'a'));
    expect(write(folder, ['a'])).toBe(null);
    expect(readlinkSync(join(folder, 'a'))).toBe('sub/real');
    expect(readFileSync(join(folder, 'sub/real'), 'utf8')).toBe('new');
  });

  it('refuses a link that leaves the root', () => {
    const outside = temporaryFolder({ real: 'old' });
    const folder = temporaryFolder();
    symlinkSync(join(outside, 'real'), join(folder, 'a'));
    expect(write(folder, ['a'])).toEqual({
      path: join(folder, 'a'),
      message: `it is a link that leaves ${folder}`,
    });
    expect(contents(outside)).toEqual({ real: 'old' });
  });

  it('is not misled by a neighbour whose name starts like the root', () => {
    const parent = temporaryFolder({ 'root-2/real': 'old' });
    mkdirSync(join(parent, 'root'));
    symlinkSync('../root-2/real', join(parent, 'root/a'));
    expect(write(join(parent, 'root'), ['a'])?.message).toBe(`it is a link that leaves ${parent}/root`);
  });

  it('refuses a file that changed in the meantime', () => {
    const folder = temporaryFolder({ a: 'old', b: 'other' });
    expect(write(folder, ['a', 'b'])).toEqual({
      path: join(folder, 'b'),
      message: 'it changed in the meantime',
    });
    expect(contents(folder)).toEqual({ a: 'old', b: 'other' });
  });

  it('refuses a file that is gone', () => {
    const folder = temporaryFolder({ a: 'old' });
    expect(write(folder, ['a', 'b'])?.message).toBe('no such file or folder');
    expect(contents(folder)).toEqual({ a: 'old' });
  });

  it.each<[string, Partial<FileSystem>, string]>([
    ['the disk is full', { writeFileSync: failing('ENOSPC') }, 'no space is left on the disk'],
    ['the mode cannot be kept', { chmodSync: failing('EPERM') }, 'operation not permitted'],
    ['the file cannot be replaced', { renameSync: failing('EROFS') }, 'the file system is read-only'],
  ])('changes nothing when %s', (_, broken, message) => {
    const folder = temporaryFolder({ a: 'old', b: 'old' });
    expect(write(folder, ['a', 'b'], { ...nodeFileSystem, ...broken })).toEqual({
      path: join(folder, 'a'),
      message,
    });
    expect(contents(folder)).toEqual({ a: 'old', b: 'old' });
  });

  it('puts back what it had replaced when a later file cannot be', () => {
    const folder = temporaryFolder({ a: 'old', b: 'old' });
    const renameSync: FileSystem['renameSync'] = (from, to) => {
      if (String(to).endsWith('/b')) failing('EACCES')();
      nodeFileSystem.renameSync(from, to);
    };
    expect(write(folder, ['a', 'b'], { ...nodeFileSystem, renameSync })).toEqual({
      path: join(folder, 'b'),
      message: 'permission denied',
    });
    expect(contents(folder)).toEqual({ a: 'old', b: 'old' });
  });
});
