import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Linted, nothingTaken, type SharedWork, takeFiles } from '../../src/cli/shared-work.ts';
import { runCli } from '../support/run-cli.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const dist = mkdtempSync(join(tmpdir(), 'pid1-lint-threads-'));

beforeAll(() => {
  expect(spawnSync('node', ['scripts/build.mjs', dist], { encoding: 'utf8' })).toMatchObject({ status: 0 });
}, 120_000);

afterAll(() => rmSync(dist, { recursive: true }));

/** Sixty services in three folders whose scripts they share, among them some that no engine would build. */
function services(): string {
  const numbers = Array.from({ length: 60 }, (_, index) => index);
  const dockerfile = (n: number): string => {
    if (n % 13 === 5) return `FROM debian:12\nRUNN ${n}\n`;
    if (n % 13 === 7) return `FROM debian:12\n# pid1-lint-ignore PID101\nCMD cd /${n} && app\n`;
    if (n % 2 === 0) return `FROM debian:12\nCOPY run.sh /run.sh\nENTRYPOINT ["/run.sh"]\nCMD ["app${n}"]\n`;
    return `FROM alpine:3.20\nCMD cd /srv/${n} && app\n`;
  };
  return temporaryFolder({
    ...Object.fromEntries(numbers.map((n) => [`team-${n % 3}/${n}.Dockerfile`, dockerfile(n)])),
    'team-0/run.sh': '#!/bin/sh\n"$@"\necho over\n',
    'team-1/run.sh': '#!/bin/sh\nexec "$@"\n',
    'team-2/run.sh': '#!/bin/sh\ntrap "" TERM\n"$@" &\nwait\n',
    'team-1/.pid1-lint.yaml': 'rules: { PID101: info }\n',
  });
}

function lint(cwd: string, args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(dist, 'pid1-lint.js'), '--no-color', ...args],
    { cwd, encoding: 'utf8', env: { XDG_CACHE_HOME: join(dist, 'cache') }, maxBuffer: 2 ** 27 },
  );
  return { status, stdout, stderr };
}

describe('several threads', () => {
  it.each([
    [['.']],
    [['--format', 'json', '.']],
    [['--quiet', 'team-2', 'nowhere', 'team-0']],
    [['--target', 'none', 'team-1']],
    [['--diff', '.']],
  ])('say what one says: %j', (args) => {
    const folder = services();
    const alone = lint(folder, ['--jobs', '1', ...args]);
    expect(alone.stdout + alone.stderr).not.toBe('');
    expect(lint(folder, ['--jobs', '3', ...args])).toEqual(alone);
  });

  it('know the same baseline', () => {
    const folder = services();
    const known = ['--baseline', 'known.json'];
    expect(lint(folder, ['--jobs', '3', ...known, '--update-baseline', '.']).status).toBe(2);
    const alone = lint(folder, ['--jobs', '1', ...known, '.']);
    expect(alone.stdout).toMatch(/No findings in \d+ files, .* known by the baseline/);
    expect(lint(folder, ['--jobs', '4', ...known, '.'])).toEqual(alone);
  });

  it('start from an installation that cannot be written', () => {
    const folder = services();
    const alone = lint(folder, ['--jobs', '1', '.']);
    chmodSync(dist, 0o555);
    const env = { XDG_CACHE_HOME: '/proc/nowhere' };
    const command = [join(dist, 'pid1-lint.js'), '--no-color', '--jobs', '3', '.'];
    const { status, stdout, stderr } = spawnSync(process.execPath, command, {
      cwd: folder,
      encoding: 'utf8',
      env,
    });
    chmodSync(dist, 0o755);
    expect({ status, stdout, stderr }).toEqual(alone);
  });
});

describe('files that are taken', () => {
  const inputs = Array.from({ length: 10 }, (_, index) => ({
    path: `${index}`,
    named: true,
    text: '',
    error: null,
  }));

  it('fall to one thread each', () => {
    const work = { inputs, next: nothingTaken() };
    const [one, other] = [takeFiles(work), takeFiles(work)];
    const first = [one.next().value, other.next().value, one.next().value];
    expect(first).toEqual([0, 4, 1]);
    expect([...other]).toEqual([5, 6, 7, 8, 9]);
    expect([...one]).toEqual([2, 3]);
    expect([...takeFiles(work)]).toEqual([]);
  });

  /** For the toy model, which reads one instruction per line. */
  const many = (count: number): string =>
    temporaryFolder(
      Object.fromEntries(
        Array.from({ length: count }, (_, n) => [`${n}.Dockerfile`, 'FROM debian:12\nCMD app\n']),
      ),
    );

  it('are linted again when a thread ended without a word of them', async () => {
    const folder = many(20);
    const alone = await runCli(folder, ['-q', '.']);
    expect(alone.stdout.split('\n')).toHaveLength(21);
    const taken: number[] = [];
    const start = (work: SharedWork): Promise<readonly Linted[]> => {
      taken.push(...[takeFiles(work).next().value].flatMap((index) => index ?? []));
      return Promise.resolve([]);
    };
    const parts = { loadHelpers: async () => ({ processors: 1, start }) };
    expect(await runCli(folder, ['-q', '--jobs', '3', '.'], { parts })).toEqual(alone);
    expect(taken).toEqual([0, 4]);
  });

  it.each([
    [299, 8, 0],
    [300, 8, 1],
    [460, 8, 2],
    [460, 1, 0],
  ])('%i of them on %i processors have %i more threads', async (count, processors, threads) => {
    let started = 0;
    const start = async (): Promise<readonly Linted[]> => {
      started += 1;
      return [];
    };
    const parts = { loadHelpers: async () => ({ processors, start }) };
    const { status, stdout } = await runCli(many(count), ['-q', '.'], { parts });
    expect({ status, lines: stdout.split('\n').length, started }).toEqual({
      status: 1,
      lines: count + 1,
      started: threads,
    });
  });
});
