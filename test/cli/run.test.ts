import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type FileSystem, nodeFileSystem } from '../../src/context/file-system.ts';
import { runCli } from '../support/run-cli.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const bad = 'FROM debian\nCMD app --debug\n';
const fixed = 'FROM debian\nCMD exec app --debug\n';
const good = 'FROM debian\nCMD exec app\n';

describe('lint', () => {
  it.each([
    ['nothing to find', good, [], 0],
    ['an error', bad, [], 1],
    ['an error and --fail-on never', bad, ['--fail-on', 'never'], 0],
    ['only an info', fixed, [], 0],
    ['only an info and --fail-on info', fixed, ['--fail-on', 'info'], 1],
    ['only an info and --fail-on error', fixed, ['--fail-on', 'error'], 0],
    ['a file that cannot be parsed', 'BROKEN\n', [], 2],
    ['a file that cannot be parsed and --fail-on never', 'BROKEN\n', ['--fail-on', 'never'], 2],
  ])('exits with a status that says what it found: %s', async (_, text, args, status) => {
    const folder = temporaryFolder({ Dockerfile: text });
    expect((await runCli(folder, [...args, 'Dockerfile'])).status).toBe(status);
  });

  it('lints the files that it can when it cannot lint all', async () => {
    const folder = temporaryFolder({ 'a/Dockerfile': 'FROM a\nBROKEN\nBROKEN\n', 'b/Dockerfile': bad });
    const { status, stdout, stderr } = await runCli(folder, ['-q', 'a/Dockerfile', 'none', './b/Dockerfile']);
    expect(stdout).toBe(
      'b/Dockerfile:2:5: error PID901 toy-ignored: nothing tells app --debug of the signal\n' +
        'b/Dockerfile:2:9: info PID902 toy-debug: started with --debug\n',
    );
    expect(stderr).toBe(
      'pid1-lint: a/Dockerfile:2:1: unknown instruction: BROKEN (and 1 more)\n' +
        'pid1-lint: none: no such file or folder\n',
    );
    expect(status).toBe(2);
  });

  it('lints each file once', async () => {
    const folder = temporaryFolder({ Dockerfile: bad });
    const { stdout } = await runCli(folder, [
      'Dockerfile',
      './Dockerfile',
      '.',
      '*file',
      join(folder, 'Dockerfile'),
    ]);
    expect(stdout).toContain('2 findings in 1 file');
  });

  it('reads standard input', async () => {
    const { status, stdout } = await runCli('/', ['-q', '-', '--stdin-filename', 'x/D'], { input: bad });
    expect(stdout.split('\n')[0]).toBe(
      'x/D:2:5: error PID901 toy-ignored: nothing tells app --debug of the signal',
    );
    expect(status).toBe(1);
  });

  it('looks at the target alone', async () => {
    const folder = temporaryFolder({ Dockerfile: `FROM a AS Web\nCMD web\n${good}` });
    const web = await runCli(folder, ['-q', '--target', 'web']);
    expect(web.stdout).toBe('Dockerfile:2:5: error PID901 toy-ignored: nothing tells web of the signal\n');
    expect(await runCli(folder, ['-q', '--target', '1'])).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(await runCli(folder, ['-q', '--target', 'wbe'])).toEqual({
      status: 2,
      stdout: '',
      stderr: "pid1-lint: Dockerfile:1:1: there is no stage 'wbe'; did you mean Web?\n",
    });
  });

  it('passes build arguments on to the model', async () => {
    let seen: unknown = null;
    const loadModel = async ({ buildArgs }: { buildArgs: ReadonlyMap<string, string> }) => {
      seen = [...buildArgs];
      throw new Error('seen enough');
    };
    const result = await runCli(temporaryFolder({ Dockerfile: good }), ['--build-arg', 'A=1'], {
      parts: { loadModel },
    });
    expect(seen).toEqual([['A', '1']]);
    expect(result).toEqual({ status: 2, stdout: '', stderr: 'pid1-lint: internal error: seen enough\n' });
  });

  it('writes the report to a file, beside what people read', async () => {
    const folder = temporaryFolder({ Dockerfile: bad });
    const result = await runCli(folder, ['--format', 'json', '-o', 'report.json', '-q']);
    expect(result).toEqual({
      status: 1,
      stdout:
        'Dockerfile:2:5: error PID901 toy-ignored: nothing tells app --debug of the signal\n' +
        'Dockerfile:2:9: info PID902 toy-debug: started with --debug\n',
      stderr: '',
    });
    const report = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'));
    expect(report.findings.map(({ code }: { code: string }) => code)).toEqual(['PID901', 'PID902']);
    expect(await runCli(folder, ['--format', 'json', '-o', 'none/report', '-q'])).toEqual({
      ...result,
      status: 2,
      stderr: 'pid1-lint: none/report: no such file or folder\n',
    });
  });

  it('colours for a terminal', async () => {
    const folder = temporaryFolder({ Dockerfile: bad });
    expect((await runCli(folder, ['--color'])).stdout).toContain('\u001B[31merror\u001B[39m');
    expect((await runCli(folder, [])).stdout).not.toContain('\u001B[');
    await runCli(folder, ['--color', '-o', 'out']);
    expect(readFileSync(join(folder, 'out'), 'utf8')).not.toContain('\u001B[');
  });

  it('annotates inside GitHub Actions when no format was asked for', async () => {
    const folder = temporaryFolder({ 'repo/a/Dockerfile': good, 'repo/b/Dockerfile': bad });
    const env = { GITHUB_ACTIONS: 'true', GITHUB_WORKSPACE: join(folder, 'repo') };
    const annotation =
      '::error file=b/Dockerfile,line=2,endLine=2,col=5,endColumn=16,title=PID901 toy-ignored::nothing tells';
    const inFolder = join(folder, 'repo/b');
    expect((await runCli(inFolder, [], { env })).stdout).toContain(`; --fix mends 1.\n${annotation}`);
    expect((await runCli(inFolder, ['--format', 'json', '-o', 'r'], { env })).stdout).toContain(annotation);
    expect((await runCli(inFolder, ['--format', 'pretty'], { env })).stdout).not.toContain('::');
    expect((await runCli(inFolder, ['--format', 'github'], { env })).stdout.split('\n')[0]).toContain(
      annotation,
    );
  });

  it('tells of an ignore comment that does nothing, unless it is to be quiet', async () => {
    const folder = temporaryFolder({ Dockerfile: `# pid1-lint ignore=nothing\n${good}` });
    expect((await runCli(folder, [])).stderr).toBe("pid1-lint: Dockerfile:1:1: there is no rule 'nothing'\n");
    expect((await runCli(folder, ['-q'])).stderr).toBe('');
  });

  it('shows no stack trace when a rule throws, and lints the other files', async () => {
    const folder = temporaryFolder({ 'a/Dockerfile': 'FROM throw\n', 'b/Dockerfile': good });
    const rule = {
      code: 'PID903',
      name: 'toy-throw',
      severity: 'error',
      summary: '',
      fixes: [],
      since: '0.1.0',
      messages: {},
      check: (image: { baseImage: string }) => {
        if (image.baseImage === 'throw') throw new Error('a defect');
        return [];
      },
    } as const;
    expect(await runCli(folder, [], { parts: { loadRules: async () => [rule] } })).toEqual({
      status: 2,
      stdout: 'No findings in 1 file.\n',
      stderr: 'pid1-lint: a/Dockerfile: internal error: a defect\n',
    });
  });
});

describe('bad input', () => {
  it.each<[string, string | Uint8Array, string]>([
    ['is empty', '', ':1:1: file with no instructions'],
    ['holds only comments', '# FROM a\n', ':1:1: file with no instructions'],
    [
      'is binary',
      Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 0x0a, 0),
      ':2:1: this is a binary file: it holds a NUL byte',
    ],
    ['is not UTF-8', Uint8Array.of(0x46, 0x52, 0xff), ':1:3: this is not UTF-8 text: byte 0xFF at offset 2'],
    [
      'is 5 MB',
      new Uint8Array(5 << 20).fill(65),
      ':1:1: a file of 5.0 MiB is too large for a Dockerfile; the limit is 1 MiB',
    ],
    ['has an unknown instruction', 'FROM a\nBROKEN\n', ':2:1: unknown instruction: BROKEN'],
  ])('gets one message with its place when it %s, and is not written', async (_, content, message) => {
    const folder = temporaryFolder({ Dockerfile: content });
    expect(await runCli(folder, ['--fix', 'Dockerfile'])).toEqual({
      status: 2,
      stdout: '',
      stderr: `pid1-lint: Dockerfile${message}\n`,
    });
    expect(readFileSync(join(folder, 'Dockerfile')).equals(Buffer.from(content))).toBe(true);
  });

  it.each([
    ['a missing file', ['none'], 'none: no such file or folder'],
    ['a misspelt command', ['explian'], 'explian: no such file or folder; did you mean the command explain?'],
    ['a pattern without a match', ['*.x'], '*.x: no file matches this pattern'],
    [
      'a folder without one',
      ['.'],
      '.: no Dockerfile in this folder (Dockerfile*, *.Dockerfile, *.dockerfile, Containerfile*)',
    ],
    ['an unknown option', ['--fixx'], 'unknown option --fixx; did you mean --fix? (see pid1-lint --help)'],
    ['an unknown rule', ['rules', 'toy-ignord'], "there is no rule 'toy-ignord'; did you mean toy-ignored?"],
  ])('gets one message: %s', async (_, args, message) => {
    expect(await runCli(temporaryFolder(), args)).toEqual({
      status: 2,
      stdout: '',
      stderr: `pid1-lint: ${message}\n`,
    });
  });

  it('gets one message when it cannot be read', async () => {
    const readFileSync = (() => {
      throw Object.assign(new Error('EACCES'), { code: 'EACCES' });
    }) as FileSystem['readFileSync'];
    const fs = { ...nodeFileSystem, readFileSync };
    expect(await runCli(temporaryFolder({ Dockerfile: good }), ['Dockerfile'], { fs })).toEqual({
      status: 2,
      stdout: '',
      stderr: 'pid1-lint: Dockerfile: permission denied\n',
    });
  });
});

describe('--fix', () => {
  it('writes safe fixes and reports what remains', async () => {
    const folder = temporaryFolder({ Dockerfile: bad, 'b/Dockerfile': good });
    const { status, stdout, stderr } = await runCli(folder, ['--fix', '--fail-on', 'info']);
    expect(readFileSync(join(folder, 'Dockerfile'), 'utf8')).toBe(fixed);
    expect(readFileSync(join(folder, 'b/Dockerfile'), 'utf8')).toBe(good);
    expect(stdout).toMatch(
      /^fixed Dockerfile: PID901 toy-ignored: run app --debug with exec\n\nDockerfile:2:14: info PID902/,
    );
    expect(stdout).toMatch(/\n1 finding in 2 files \(1 info\); --fix --unsafe-fixes mends 1\.\n$/);
    expect(stderr).toBe('');
    expect(status).toBe(1);
  });

  it('exits with 0 when nothing is left at the threshold', async () => {
    expect((await runCli(temporaryFolder({ Dockerfile: bad }), ['--fix'])).status).toBe(0);
  });

  it('writes unsafe fixes when it may', async () => {
    const folder = temporaryFolder({ Dockerfile: bad });
    expect((await runCli(folder, ['--fix', '--unsafe-fixes', '--fail-on', 'info'])).status).toBe(0);
    expect(readFileSync(join(folder, 'Dockerfile'), 'utf8')).toBe(good);
  });

  it('fixes what it can when another file cannot be parsed', async () => {
    const folder = temporaryFolder({ 'a/Dockerfile': 'BROKEN\n', 'b/Dockerfile': bad });
    expect((await runCli(folder, ['--fix'])).status).toBe(2);
    expect(readFileSync(join(folder, 'b/Dockerfile'), 'utf8')).toBe(fixed);
  });

  it('writes standard input to standard output and reports on standard error', async () => {
    const { status, stdout, stderr } = await runCli('/', ['--fix', '-q', '-'], { input: bad });
    expect({ status, stdout, stderr }).toEqual({
      status: 0,
      stdout: fixed,
      stderr: '<stdin>:2:14: info PID902 toy-debug: started with --debug\n',
    });
  });

  it('does not write through a link that leaves the context, and says so', async () => {
    const outside = temporaryFolder({ Dockerfile: bad });
    const folder = temporaryFolder();
    symlinkSync(join(outside, 'Dockerfile'), join(folder, 'Dockerfile'));
    const { status, stdout, stderr } = await runCli(folder, ['--fix', 'Dockerfile']);
    expect(stderr).toBe(`pid1-lint: Dockerfile: not fixed: it is a link that leaves ${folder}\n`);
    expect(stdout).toContain('2 findings in 1 file (1 error, 1 info); --fix mends 1.');
    expect(status).toBe(2);
    expect(readFileSync(join(outside, 'Dockerfile'), 'utf8')).toBe(bad);
    expect((await runCli(folder, ['--fix', '--context', outside, 'Dockerfile'])).stderr).toBe('');
    expect(readFileSync(join(outside, 'Dockerfile'), 'utf8')).toBe(fixed);
  });
});

describe('--diff', () => {
  it('prints what --fix would change and writes nothing', async () => {
    const folder = temporaryFolder({ Dockerfile: bad });
    expect(await runCli(folder, ['--diff'])).toEqual({
      status: 1,
      stdout:
        '--- a/Dockerfile\n+++ b/Dockerfile\n@@ -1,2 +1,2 @@\n FROM debian\n-CMD app --debug\n+CMD exec app --debug\n',
      stderr: 'pid1-lint: 1 fix would be applied; 1 finding would remain\n',
    });
    expect(readFileSync(join(folder, 'Dockerfile'), 'utf8')).toBe(bad);
  });

  it('exits with 0 when nothing would change', async () => {
    const folder = temporaryFolder({ Dockerfile: fixed });
    expect(await runCli(folder, ['--diff', '-q'])).toEqual({ status: 0, stdout: '', stderr: '' });
    expect((await runCli(folder, ['--diff', '-q', '--unsafe-fixes'])).status).toBe(1);
  });

  it('exits with 2 when a file could not be linted', async () => {
    const folder = temporaryFolder({ 'a/Dockerfile': 'BROKEN\n', 'b/Dockerfile': bad });
    const { status, stdout } = await runCli(folder, ['--diff', '-q']);
    expect(status).toBe(2);
    expect(stdout).toContain('+CMD exec app --debug\n');
  });
});

describe('explain', () => {
  it('explains every file and exits with 0 whatever the outcome', async () => {
    const folder = temporaryFolder({ Dockerfile: bad });
    const { status, stdout, stderr } = await runCli(folder, ['explain']);
    expect(stdout.split('\n')[0]).toBe('Dockerfile: stage 0, the final one');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  it('exits with 2 when a file cannot be parsed', async () => {
    const folder = temporaryFolder({ Dockerfile: 'FROM a\nBROKEN\n' });
    expect(await runCli(folder, ['explain', '--format', 'json', 'Dockerfile'])).toEqual({
      status: 2,
      stdout: `${JSON.stringify({ schemaVersion: 1, files: [{ path: 'Dockerfile', images: [] }] }, null, 2)}\n`,
      stderr: 'pid1-lint: Dockerfile:2:1: unknown instruction: BROKEN\n',
    });
  });
});

describe('rules', () => {
  it('lists them', async () => {
    expect(await runCli('/', ['rules'])).toEqual({
      status: 0,
      stdout:
        'code    rule         severity fix           fires when\n' +
        'PID901  toy-ignored  error    safe          the signal is ignored\n' +
        'PID902  toy-debug    info     unsafe        the command has --debug\n',
      stderr: '',
    });
  });

  it('shows the pages of those that are named by name or code', async () => {
    const { status, stdout } = await runCli('/', ['rules', 'pid902', 'toy-ignored']);
    expect({ status, stdout }).toEqual({ status: 0, stdout: '# PID902\n\n# PID901\n' });
  });
});

it('says its version', async () => {
  expect(await runCli('/', ['--version'])).toEqual({ status: 0, stdout: '1.2.3\n', stderr: '' });
  expect(await runCli('/', ['-V'])).toEqual({ status: 0, stdout: '1.2.3\n', stderr: '' });
});
