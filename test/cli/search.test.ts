import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { product } from '../../src/cli/product.ts';
import { runCli } from '../support/run-cli.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const bad = 'FROM debian\nCMD app\n';

async function files(folder: string, ...args: string[]): Promise<readonly string[]> {
  const { stdout } = await runCli(folder, ['-q', ...args]);
  return [
    ...new Set(
      stdout
        .split('\n')
        .filter(Boolean)
        .map((line) => line.split(':')[0] ?? ''),
    ),
  ];
}

describe('a search', () => {
  const tree = {
    '.git/info/exclude': 'private\n',
    '.gitignore': '# ours\nbuild/\n*.dockerfile\n!keep.dockerfile\n/top/Dockerfile\n',
    'sub/.gitignore': 'Dockerfile\n!build\n',
    'sub/deep/.gitignore': '!Dockerfile\n',
    Dockerfile: bad,
    'BUILD/Dockerfile': bad,
    'build/Dockerfile': bad,
    'x.dockerfile': bad,
    'keep.dockerfile': bad,
    'top/Dockerfile': bad,
    'a/top/Dockerfile': bad,
    'private/Dockerfile': bad,
    'sub/Dockerfile': bad,
    'sub/deep/Dockerfile': bad,
    '.hidden/Dockerfile': bad,
    'node_modules/x/Dockerfile': bad,
    '.dockerignore': '*\n',
  };

  it('leaves out what Git ignores, and nothing else', async () => {
    const folder = temporaryFolder(tree);
    const kept = [
      '.hidden/Dockerfile',
      'BUILD/Dockerfile',
      'Dockerfile',
      'a/top/Dockerfile',
      'keep.dockerfile',
      'sub/deep/Dockerfile',
    ];
    expect(await files(folder)).toEqual(kept);
    // Git itself agrees.
    execFileSync('git', ['init', '-q'], { cwd: folder });
    const listed = execFileSync('git', ['ls-files', '-oc', '--exclude-standard'], {
      cwd: folder,
      encoding: 'utf8',
    });
    const dockerfiles = listed
      .split('\n')
      .filter((path) => /dockerfile$/i.test(path) && !path.startsWith('node_modules'));
    expect(dockerfiles.sort()).toEqual(kept);
    expect((await files(folder, '--no-gitignore')).length).toBe(11);
    expect(await files(folder, '**/*.dockerfile')).toEqual(['keep.dockerfile']);
    expect(await files(folder, 'x.dockerfile')).toEqual(['x.dockerfile']);
  });

  it('leaves out what --exclude names', async () => {
    const folder = temporaryFolder({ Dockerfile: bad, 'a/b/Dockerfile': bad, 'c/b.dockerfile': bad });
    expect(await files(folder, '--exclude', 'b')).toEqual(['Dockerfile', 'c/b.dockerfile']);
    expect(await files(folder, '--exclude', 'a/**', '--exclude', '*.dockerfile')).toEqual(['Dockerfile']);
  });

  it('says so when nothing is left', async () => {
    const folder = temporaryFolder({ '.gitignore': 'Dockerfile\n', Dockerfile: bad });
    expect((await runCli(folder, [])).stderr).toBe(
      'pid1-lint: .: no Dockerfile in this folder (Dockerfile*, *.Dockerfile, *.dockerfile, Containerfile*); ' +
        '1 left out by --exclude, the configuration or .gitignore (--no-gitignore)\n',
    );
  });
});

describe('--since', () => {
  function repository() {
    const folder = temporaryFolder({
      'a/Dockerfile': bad,
      'b/Dockerfile': bad,
      'c/Dockerfile': 'FROM debian\nCOPY run.sh /\nCMD ["sh", "/run.sh"]\n',
      'c/run.sh': '#!/bin/sh\nnginx -g "daemon off;"\n',
    });
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], { cwd: folder });
    git('init', '-q', '-b', 'main');
    git('add', '.');
    git('commit', '-qm', 'first');
    return { folder, git };
  }

  it('takes what changed in commits, in the working tree and as new files, and what uses a changed script', async () => {
    const { folder, git } = repository();
    const since = async (): Promise<readonly string[]> => {
      const { stdout } = await runCli(folder, ['explain', '--format', 'json', '--since', 'main'], {
        parts: product,
      });
      return JSON.parse(stdout).files.map(({ path }: { path: string }) => path);
    };
    expect(await since()).toEqual([]);
    git('checkout', '-qb', 'topic');
    writeFileSync(join(folder, 'b/Dockerfile'), `${bad}# more\n`);
    git('commit', '-qam', 'second');
    expect(await since()).toEqual(['b/Dockerfile']);
    writeFileSync(join(folder, 'c/run.sh'), '#!/bin/sh\nexec nginx\n');
    writeFileSync(join(folder, 'Dockerfile'), bad);
    expect(await since()).toEqual(['Dockerfile', 'b/Dockerfile', 'c/Dockerfile']);
  });

  it('says so when Git does not know the commit, or there is no repository', async () => {
    const { folder } = repository();
    const unknown = await runCli(folder, ['--since', 'nowhere']);
    expect(unknown.status).toBe(2);
    expect(unknown.stderr).toMatch(/^pid1-lint: --since nowhere: fatal: .*nowhere/);
    const alone = await runCli(temporaryFolder({ Dockerfile: bad }), ['--since', '--all']);
    expect(alone.status).toBe(2);
  });
});
