import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { staticInit } from '../../src/knowledge/static-inits.ts';
import { leaveOut } from '../support/left-out.ts';

// An init that fixes copy into images of any kind must not need anything of the image: it is started as PID 1 in
// a root folder that holds nothing else, and starts itself.

/** How an init ends that is PID 1 in a root folder of its own, and is told to run a program. */
function inEmptyRoot(path: string, words: readonly string[]): { status: number | null; stdout: string } {
  const root = mkdtempSync(join(tmpdir(), 'pid1-lint-root-'));
  try {
    copyFileSync(path, join(root, 'init'));
    const { status, stdout } = spawnSync('unshare', ['-pf', 'chroot', root, '/init', '--', ...words], {
      encoding: 'utf8',
      timeout: 20_000,
    });
    return { status, stdout };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** Whether the program is here; in CI it has to be. */
function installed(path: string): boolean {
  if (existsSync(path)) return true;
  if (process.env.CI === 'true') throw new Error(`${path} is not installed`);
  leaveOut(`this machine has no ${path}`);
  return false;
}

describe('inits that are copied into images', () => {
  test.each([
    ['tini', ['/init', '--version'], 'tini version 0.19.0'],
    ['catatonit', ['/init', '--version'], 'tini version 0.1.7_catatonit'],
  ])('%s runs where there is nothing else', (name, words, version) => {
    const path = staticInit(name)?.path ?? '';
    if (!installed(path)) return;
    const { status, stdout } = inEmptyRoot(path, words);
    expect(stdout.trim().split('\n')[0]).toBe(version);
    expect(status).toBe(0);
  });

  test('dumb-init of Debian does not, so it is none of them', () => {
    expect(staticInit('dumb-init')).toBe(null);
    if (!installed('/usr/bin/dumb-init')) return;
    expect(inEmptyRoot('/usr/bin/dumb-init', ['/init', '--version']).status).toBe(127);
  });

  test('the command that brings one is that of its image', () => {
    expect(staticInit('tini')).toEqual({
      name: 'tini',
      image: 'debian:12-slim',
      install:
        'apt-get update && apt-get install -y --no-install-recommends tini && rm -rf /var/lib/apt/lists/*',
      path: '/usr/bin/tini-static',
    });
  });
});
