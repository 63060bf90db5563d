import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { unifiedDiff } from '../../src/fix/unified-diff.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describe('unifiedDiff', () => {
  it('shows three lines around a change, under the names that git uses', () => {
    const before = 'FROM a\n1\n2\n3\n4\nCMD app\n5\n';
    const after = before.replace('CMD app', 'CMD exec app');
    expect(unifiedDiff([{ path: 'x/Dockerfile', before, after }])).toBe(
      '--- a/x/Dockerfile\n+++ b/x/Dockerfile\n@@ -3,5 +3,5 @@\n 2\n 3\n 4\n-CMD app\n+CMD exec app\n 5\n',
    );
  });

  it('is empty when nothing changed', () => {
    expect(unifiedDiff([{ path: 'Dockerfile', before: 'a\n', after: 'a\n' }])).toBe('');
  });

  it('names an absolute path so that patch -p1 can apply it from the root', () => {
    expect(unifiedDiff([{ path: '/x/D', before: 'a\n', after: 'b\n' }])).toContain('--- a/x/D\n+++ b/x/D\n');
  });

  it.each([
    ['plain', 'FROM a\nCMD app\n', 'FROM a\nCMD exec app\n'],
    ['CRLF', 'FROM a\r\nCMD app\r\n', 'FROM a\r\nCMD exec app\r\n'],
    ['no last newline', 'FROM a\nCMD app', 'FROM a\nCMD exec app'],
    ['CRLF and no last newline', 'FROM a\r\nCMD app', 'FROM a\r\nCMD exec app'],
    ['a byte order mark', '\uFEFFFROM a\nCMD app\n', '\uFEFFFROM a\nCMD exec app\n'],
    ['two places', `CMD a\n${'#\n'.repeat(20)}CMD b\n`, `CMD x\n${'#\n'.repeat(20)}CMD y\n`],
  ])('is what git apply takes: %s', (_, before, after) => {
    const folder = temporaryFolder({ Dockerfile: before });
    const input = unifiedDiff([{ path: 'Dockerfile', before, after }]);
    const git = spawnSync('git', ['apply', '--whitespace=nowarn', '-'], {
      cwd: folder,
      input,
      encoding: 'utf8',
    });
    expect(git.stderr).toBe('');
    expect(readFileSync(join(folder, 'Dockerfile'), 'utf8')).toBe(after);
  });
});
