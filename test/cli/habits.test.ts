import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createProgress } from '../../src/cli/progress.ts';
import { nodeFileSystem } from '../../src/context/file-system.ts';
import { runCli } from '../support/run-cli.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const bad = 'FROM debian\nCMD app --debug\n';

function terminal() {
  const written: string[] = [];
  return { written, stream: { isTTY: true, write: (text: string) => void written.push(text) } };
}

describe('progress', () => {
  function progress(times: readonly number[], isTTY: boolean, quiet = false) {
    const { written, stream } = terminal();
    const clock = [...times];
    const io = { stderr: { ...stream, isTTY }, now: () => clock.shift() ?? 0 };
    return { written, ...createProgress(io as Parameters<typeof createProgress>[0], 3, quiet) };
  }

  it('is shown when it takes more than a second, and taken away', () => {
    // Each step asks twice when it writes.
    const { written, next, done } = progress([0, 500, 1000, 1000, 1050], true);
    for (const [index, path] of ['a', 'b', 'c'].entries()) next(path, index + 1);
    done();
    expect(written).toEqual(['\r\u001B[K2/3 b', '\r\u001B[K']);
  });

  it.each([
    [false, false],
    [true, true],
  ])('is not shown where no terminal listens or nobody wants it (%s, %s)', (isTTY, quiet) => {
    const { written, next, done } = progress([0, 5000, 9000], isTTY, quiet);
    next('a', 1);
    done();
    expect(written).toEqual([]);
  });
});

describe('the summary', () => {
  it('counts by file, the worst first', async () => {
    const folder = temporaryFolder({
      'a/Dockerfile': 'FROM a\nCMD exec app --debug\n',
      'bb/Dockerfile': bad,
      'c/Dockerfile': 'FROM a\n',
    });
    expect((await runCli(folder, [])).stdout).toMatch(
      /\n\nbb\/Dockerfile {2}1 error, 1 info\na\/Dockerfile {3}1 info\n\n3 findings in 3 files \(1 error, 2 info\); .*\n$/,
    );
  });
});

describe('links to the pages of rules', () => {
  const pageUrl = (rule: string) => `file:///pages/${rule}`;
  const link = '\u001B]8;;file:///pages/toy-ignored\u001B\\PID901 toy-ignored\u001B]8;;\u001B\\';

  async function output(env: Record<string, string>, isTTY: boolean): Promise<string> {
    const { written, stream } = terminal();
    const folder = temporaryFolder({ Dockerfile: bad });
    await runCli(folder, [], { env, stdout: { ...stream, isTTY }, parts: { pageUrl } });
    return written.join('');
  }

  it.each<[Record<string, string>, boolean, boolean]>([
    [{ VTE_VERSION: '7600' }, true, true],
    [{ TERM_PROGRAM: 'vscode' }, true, true],
    [{ TERM_PROGRAM: 'vscode', CI: 'true' }, true, false],
    [{ TERM: 'xterm' }, true, false],
    [{ VTE_VERSION: '7600' }, false, false],
    [{ FORCE_HYPERLINK: '1' }, false, true],
    [{ FORCE_HYPERLINK: '0', VTE_VERSION: '7600' }, true, false],
  ])('%j, terminal %s: %s', async (env, isTTY, linked) => {
    expect((await output(env, isTTY)).includes(link)).toBe(linked);
  });

  it('never go into a file', async () => {
    const folder = temporaryFolder({ Dockerfile: bad });
    await runCli(folder, ['-o', 'report'], { env: { FORCE_HYPERLINK: '1' }, parts: { pageUrl } });
    expect(readFileSync(join(folder, 'report'), 'utf8')).not.toContain('\u001B');
  });
});

describe('hints', () => {
  it.each([
    [['--format', 'sarfi'], /not 'sarfi'; did you mean sarif\? /],
    [['--fail-on', 'errors'], /not 'errors'; did you mean error\? /],
    [['--basline', 'x'], /unknown option --basline; did you mean --baseline\? /],
  ])('say what was probably meant: %j', async (args, message) => {
    expect((await runCli(temporaryFolder(), args)).stderr).toMatch(message);
  });

  it('say when everything is excluded', async () => {
    const folder = temporaryFolder({ '.pid1-lint.yaml': 'exclude: "**"\n', Dockerfile: bad });
    expect(await runCli(folder, [])).toEqual({
      status: 0,
      stdout: '',
      stderr: 'pid1-lint: nothing to lint: the configuration excludes every Dockerfile that was found\n',
    });
  });
});

describe('Ctrl-C', () => {
  it('stops between Dockerfiles, with every file whole, and says what was written', async () => {
    const folder = temporaryFolder({ 'a/Dockerfile': bad, 'b/Dockerfile': bad, 'c/Dockerfile': bad });
    let asked = 0;
    const holdSignals = () => {
      return { came: () => (++asked > 2 ? ('SIGINT' as const) : null), release: () => {} };
    };
    expect(await runCli(folder, ['--fix'], { holdSignals })).toEqual({
      status: 2,
      stdout: '',
      stderr: 'pid1-lint: stopped by SIGINT; written before: a/Dockerfile, b/Dockerfile\n',
    });
    const texts = ['a', 'b', 'c'].map((name) => readFileSync(join(folder, name, 'Dockerfile'), 'utf8'));
    expect(texts.map((text) => text.includes('exec'))).toEqual([true, true, false]);
  });

  it('leaves a report that could not be written as it was', async () => {
    const folder = temporaryFolder({ Dockerfile: bad, report: 'before' });
    const renameSync = () => {
      throw Object.assign(new Error('EACCES'), { code: 'EACCES' });
    };
    const result = await runCli(folder, ['-q', '-o', 'report'], { fs: { ...nodeFileSystem, renameSync } });
    expect(result.status).toBe(2);
    expect(readFileSync(join(folder, 'report'), 'utf8')).toBe('before');
    expect(readdirSync(folder).sort()).toEqual(['Dockerfile', 'report']);
  });
});
