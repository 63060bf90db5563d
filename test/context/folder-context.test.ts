import { chmodSync, mkdirSync, realpathSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { BuildContext, ContextEntry } from '../../src/context/build-context.ts';
import { maxFileSize } from '../../src/context/decode-text.ts';
import { type FileSystem, nodeFileSystem } from '../../src/context/file-system.ts';
import { contextFolder, folderContext } from '../../src/context/folder-context.ts';
import { nothingIgnored, readIgnoreFile } from '../../src/context/ignore-file.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

type Contents = Readonly<Record<string, string | Uint8Array>>;

/** A file system that tells which files were opened or read. */
function watched(): { readonly fs: FileSystem; readonly read: string[] } {
  const read: string[] = [];
  const fs = {
    ...nodeFileSystem,
    readFileSync: ((path: string) => {
      read.push(path);
      return nodeFileSystem.readFileSync(path);
    }) as FileSystem['readFileSync'],
    openSync: ((path: string, flags: string) => {
      read.push(path);
      return nodeFileSystem.openSync(path, flags);
    }) as FileSystem['openSync'],
  };
  return { fs, read };
}

function open(root: string, ignored = '', fs: FileSystem = nodeFileSystem): BuildContext {
  const ignore = ignored === '' ? nothingIgnored : readIgnoreFile('.dockerignore', ignored);
  return folderContext(contextFolder(fs, root, 'shown'), ignore, { root: '.', note: null });
}

function shown(entry: ContextEntry): unknown {
  if (entry.kind !== 'file') return entry;
  const { name, executable } = entry;
  return { name, executable, ...entry.read() };
}

describe('folderContext', () => {
  const folder = (files: Contents): string => join(temporaryFolder(files), 'root');

  it('reads files by their path, with the mode that they have', () => {
    const root = folder({ 'root/a/run.sh': '#!/bin/sh\n', 'root/b': 'b' });
    chmodSync(join(root, 'a/run.sh'), 0o755);
    const context = open(root);
    expect(shown(context.entry('a/run.sh', 'follow'))).toEqual({
      name: 'shown/a/run.sh',
      executable: true,
      kind: 'text',
      text: '#!/bin/sh\n',
    });
    expect(shown(context.entry('b', 'show'))).toMatchObject({ name: 'shown/b', executable: false });
    expect(context.entry('a', 'follow')).toEqual({ kind: 'folder' });
    expect(context.entry('', 'show')).toEqual({ kind: 'folder' });
    expect(context.entry('c', 'follow')).toEqual({ kind: 'absent', reason: 'c is not there' });
    expect(context.entry('b/c', 'show')).toEqual({ kind: 'absent', reason: 'b/c is not there' });
    expect(context.list('')).toEqual(['a', 'b']);
    expect(context.list('a')).toEqual(['run.sh']);
    expect(context.list('none')).toEqual([]);
    expect(context.list('b')).toEqual([]);
  });

  it('does not leave its root, by whatever way', () => {
    const root = folder({ secret: 'secret', 'root/a/b': 'b', 'outside/run.sh': 'secret' });
    symlinkSync('../secret', join(root, 'link'));
    symlinkSync(join(root, '../secret'), join(root, 'absolute'));
    symlinkSync('../outside', join(root, 'folder'));
    symlinkSync('link', join(root, 'chain'));
    symlinkSync('/etc/passwd', join(root, 'a/passwd'));
    symlinkSync('..', join(root, 'up'));
    const { fs, read } = watched();
    const context = open(root, '', fs);
    for (const path of ['link', 'absolute', 'chain', 'a/passwd', 'folder/run.sh', 'up/secret', '../secret']) {
      expect(context.entry(path, 'follow'), path).toMatchObject({ kind: 'absent' });
    }
    for (const path of ['folder/run.sh', 'up/secret', '../secret', 'up/root/a/b']) {
      expect(['absent', 'file'], path).toContain(context.entry(path, 'show').kind);
    }
    expect(context.entry('folder/run.sh', 'show')).toEqual({
      kind: 'absent',
      reason: 'folder/run.sh is a link that leaves the build context',
    });
    expect(context.entry('link', 'show')).toEqual({ kind: 'link', target: '../secret' });
    expect(context.list('folder')).toEqual([]);
    expect(context.list('..')).toEqual([]);
    expect(context.list('up')).toEqual([]);
    expect(read).toEqual([]);
  });

  it('follows links that stay inside, and names the file that they lead to', () => {
    const root = folder({ 'root/a/run.sh': 'x' });
    symlinkSync('a/run.sh', join(root, 'link'));
    symlinkSync('a', join(root, 'b'));
    symlinkSync('self', join(root, 'self'));
    const context = open(root);
    expect(shown(context.entry('link', 'follow'))).toMatchObject({ name: 'shown/a/run.sh', text: 'x' });
    expect(shown(context.entry('b/run.sh', 'show'))).toMatchObject({ name: 'shown/a/run.sh', text: 'x' });
    expect(context.entry('link', 'show')).toEqual({ kind: 'link', target: 'a/run.sh' });
    expect(context.entry('self', 'follow')).toEqual({
      kind: 'absent',
      reason: 'self cannot be read: symbolic links that lead in a circle',
    });
  });

  it('may itself be a link', () => {
    const root = folder({ 'root/run.sh': 'x' });
    symlinkSync('root', join(root, '../link'));
    expect(shown(open(join(root, '../link')).entry('run.sh', 'follow'))).toMatchObject({ text: 'x' });
  });

  it('leaves out what is ignored', () => {
    const root = folder({ 'root/run.sh': 'x', 'root/docker/a': '', 'root/docker/b': '', 'root/c/d': '' });
    const context = open(root, 'run.sh\ndocker\n!docker/b\nc');
    expect(context.entry('run.sh', 'follow')).toEqual({
      kind: 'absent',
      reason: 'run.sh is left out by .dockerignore',
    });
    expect(context.entry('docker/a', 'show').kind).toBe('absent');
    expect(context.entry('docker/b', 'show').kind).toBe('file');
    expect(context.entry('docker', 'follow').kind).toBe('folder');
    expect(context.entry('c/d', 'show').kind).toBe('absent');
    expect(context.list('docker')).toEqual(['b']);
  });

  it.each<[what: string, bytes: string | Uint8Array, content: unknown]>([
    ['empty', '', { kind: 'text', text: '' }],
    ['with a byte order mark', '\uFEFFa', { kind: 'text', text: '\uFEFFa' }],
    ['an ELF program', Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0), { kind: 'binary' }],
    ['with a NUL far behind', `${'a'.repeat(5000)}\0`, { kind: 'binary' }],
    ['not UTF-8', Uint8Array.of(0x61, 0xff), { kind: 'unreadable', reason: 'is not UTF-8 text' }],
    [
      'too large',
      'a'.repeat(maxFileSize + 1),
      { kind: 'unreadable', reason: 'is larger than 1 MiB, which no script is' },
    ],
    ['a large program', new Uint8Array(maxFileSize + 1), { kind: 'binary' }],
  ])('tells what a file is: %s', (_, bytes, content) => {
    const entry = open(folder({ 'root/x': bytes })).entry('x', 'follow');
    expect(entry.kind === 'file' && entry.read()).toEqual(content);
  });

  it('reads each file once, and only when its content is asked for', () => {
    const root = realpathSync(folder({ 'root/x': 'a' }));
    const { fs, read } = watched();
    const context = open(root, '', fs);
    const entry = context.entry('x', 'follow');
    expect(read).toEqual([]);
    for (let times = 0; times < 3; times += 1) {
      if (entry.kind === 'file') entry.read();
      shown(context.entry('x', 'follow'));
    }
    expect(read).toEqual([join(root, 'x'), join(root, 'x')]);
  });

  it('says what cannot be read', () => {
    const root = folder({ 'root/x': 'a' });
    const denied = { ...nodeFileSystem, openSync: deny as FileSystem['openSync'] };
    const entry = open(root, '', denied).entry('x', 'follow');
    const content = { kind: 'unreadable', reason: 'cannot be read: permission denied' };
    expect(entry.kind === 'file' && entry.read()).toEqual(content);
    expect(open(join(root, 'none')).entry('x', 'follow')).toEqual({
      kind: 'absent',
      reason: 'x is not there',
    });
    expect(open(root).entry('a\0b', 'follow').kind).toBe('absent');
    mkdirSync(join(root, 'sub'));
    expect(open(root).entry('sub', 'follow')).toEqual({ kind: 'folder' });
  });

  function deny(): never {
    throw Object.assign(new Error('no'), { code: 'EACCES' });
  }
});
