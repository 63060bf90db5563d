import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nodeFileSystem } from '../../src/context/file-system.ts';
import { readTextFile } from '../../src/context/read-text-file.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

function problem(message: string) {
  return { problem: { message, position: null } };
}

describe('readTextFile', () => {
  it('reads a file', () => {
    const folder = temporaryFolder({ Dockerfile: 'FROM a\n' });
    expect(readTextFile(nodeFileSystem, join(folder, 'Dockerfile'))).toEqual({ text: 'FROM a\n' });
  });

  it('says what is no file', () => {
    const folder = temporaryFolder({ 'sub/file': '' });
    expect(readTextFile(nodeFileSystem, join(folder, 'none'))).toEqual(problem('no such file or folder'));
    expect(readTextFile(nodeFileSystem, join(folder, 'sub/file/x'))).toEqual(
      problem('no such file or folder'),
    );
    expect(readTextFile(nodeFileSystem, join(folder, 'sub'))).toEqual(problem('this is a folder'));
    expect(readTextFile(nodeFileSystem, '/dev/zero')).toEqual(problem('this is not a regular file'));
  });

  it('says that it may not read', () => {
    const folder = temporaryFolder({ Dockerfile: 'FROM a\n' });
    const readFileSync = () => {
      throw Object.assign(new Error('EACCES: permission denied, open …'), { code: 'EACCES' });
    };
    const fs = { ...nodeFileSystem, readFileSync };
    expect(readTextFile(fs, join(folder, 'Dockerfile'))).toEqual(problem('permission denied'));
  });

  it('does not read what is too large', () => {
    const folder = temporaryFolder({ Dockerfile: '' });
    const path = join(folder, 'Dockerfile');
    expect(spawnSync('truncate', ['-s', '3G', path]).status).toBe(0);
    expect(readTextFile(nodeFileSystem, path)).toEqual({
      problem: {
        message: 'a file of 3072.0 MiB is too large for a Dockerfile; the limit is 1 MiB',
        position: { line: 1, column: 1 },
      },
    });
  });
});
