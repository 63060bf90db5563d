import { execFile, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };

// Outside the project, so that nothing that is not in the bundle can be found.
const folder = mkdtempSync(join(tmpdir(), 'pid1-lint-bundle-'));
const program = join(folder, 'pid1-lint.js');

beforeAll(() => {
  const build = spawnSync('node', ['scripts/build.mjs', folder], { encoding: 'utf8' });
  expect(build.stderr).toBe('');
  expect(build.status).toBe(0);
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true }));

const home = join(folder, 'home');
const cacheFolder = join(home, '.cache', 'pid1-lint');

function run(args: readonly string[], input = '', env: NodeJS.ProcessEnv = { HOME: home }) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    input,
    encoding: 'utf8',
    env,
  });
  return { status, stdout, stderr };
}

describe('the bundle', () => {
  it('is a program', () => {
    expect(statSync(program).mode & 0o777).toBe(0o755);
    expect(run(['--version'])).toEqual({ status: 0, stdout: `${packageJson.version}\n`, stderr: '' });
  });

  it('needs nothing but Node', () => {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.js'),
    );
    const asked = files
      .flatMap((file) => [...readFileSync(join(folder, file), 'utf8').matchAll(/\brequire\("([^"]+)"\)/g)])
      .map(([, specifier = '']) => specifier);
    const outside = new Set(asked.filter((specifier) => !isBuiltin(specifier)));
    const own = files.filter((file) => file.startsWith('lib/')).map((file) => `./${file}`);
    expect([...outside].sort()).toEqual(own.sort());
  });

  it('lints standard input', () => {
    const { status, stdout, stderr } = run(['-q', '-'], 'FROM debian:12\nCMD cd /srv && app\n');
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(stdout).toMatch(/^<stdin>:2:5: error PID101 shell-stays-pid1: .+\n$/);
  });

  it('finds the libraries that it loads when it needs them', () => {
    expect(run(['--help'])).toEqual({
      status: 0,
      stdout: expect.stringMatching(/^pid1-lint \[lint\]/),
      stderr: '',
    });
    const bad = 'FROM debian:12\nCMD cd /srv && app\n';
    expect(run(['--color', '-q', '-'], bad).stdout).toContain('\u001b[31merror\u001b[39m');
    expect(run(['--diff', '-q', '-'], bad).stdout).toContain('\n+CMD cd /srv && exec app\n');
    const odd = run(['-q', '-'], '\u00e9FROM debian:12\n');
    expect(odd).toEqual({ status: 2, stdout: '', stderr: expect.stringContaining('unknown instruction') });
    const files = join(folder, 'files');
    mkdirSync(join(files, '.git'), { recursive: true });
    mkdirSync(join(files, 'a'));
    writeFileSync(join(files, '.pid1-lint.yaml'), 'overrides:\n  - files: a\n    rules: { PID101: off }\n');
    writeFileSync(join(files, '.gitignore'), 'b\n');
    writeFileSync(join(files, 'a', 'Dockerfile'), bad);
    expect(run(['-q', `${files}/*/Dockerfile`])).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  it('explains and shows pages', () => {
    expect(run(['explain', '-'], 'FROM alpine:3.20\nCMD cd /srv && app\n').stdout).toContain(
      'PID 1  app  workload\n',
    );
    expect(run(['rules', 'PID101']).stdout.split('\n')[0]).toBe('# PID101 shell-stays-pid1');
  });

  it('takes it when nobody reads on', () => {
    const shell = spawnSync('sh', ['-c', `"${program}" rules 2>&1 | true`], { encoding: 'utf8' });
    expect(shell.stdout).toBe('');
  });

  it('names the licences of what is in it', () => {
    const text = readFileSync(join(folder, 'LICENSES.txt'), 'utf8');
    for (const name of ['yargs', 'chalk', 'diff', 'dockerfile-ast', 'unbash']) {
      expect(text).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(`, 'm'));
    }
  });

  describe('compiled code that is kept', () => {
    const quick = ['-q', '-'];
    const finding = 'FROM debian:12\nCMD cd /srv && app\n';
    const noFinding = 'FROM debian:12\nCMD ["app"]\n';
    const answer = {
      status: 1,
      stdout: expect.stringMatching(/^<stdin>:2:5: error PID101 .+\n$/),
      stderr: '',
    };
    const kept = (): string[] => readdirSync(cacheFolder, { recursive: true, encoding: 'utf8' }).sort();
    const versionFolder = () => kept()[0] ?? '';

    beforeEach(() => rmSync(home, { recursive: true, force: true }));

    it('is made by a run that models something, and made again by the first that finds something', () => {
      run(['--version']);
      run(['rules']);
      run(['--no-such-option']);
      expect(existsSync(cacheFolder)).toBe(false);
      expect(run(quick, noFinding)).toEqual({ status: 0, stdout: '', stderr: '' });
      expect(kept()).toEqual([versionFolder(), `${versionFolder()}/part`]);
      expect(run(quick, finding)).toEqual(answer);
      expect(kept()).toEqual([versionFolder(), `${versionFolder()}/part`, `${versionFolder()}/whole`]);
      const { mtimeMs } = statSync(join(cacheFolder, versionFolder(), 'whole'));
      expect(run(quick, finding)).toEqual(answer);
      expect(statSync(join(cacheFolder, versionFolder(), 'whole')).mtimeMs).toBe(mtimeMs);
    });

    it.each([
      ['of nothing', () => Buffer.alloc(0)],
      ['cut short', (code: Buffer) => code.subarray(0, code.length / 2)],
      ['with a byte that changed', (code: Buffer) => changed(code, code.length / 2 - 100)],
      ['whose second copy differs', (code: Buffer) => changed(code, code.length - 100)],
      ['whose end was never written', (code: Buffer) => Buffer.from(code).fill(0, code.length - 4096)],
    ])('is passed over and replaced: a file %s', (_, damage) => {
      run(quick, finding);
      const file = join(cacheFolder, versionFolder(), 'whole');
      const whole = readFileSync(file);
      writeFileSync(file, damage(whole));
      expect(run(quick, finding)).toEqual(answer);
      expect(readFileSync(file).length).toBeGreaterThan(whole.length / 2);
      expect(readFileSync(file).equals(damage(whole))).toBe(false);
    });

    it('is passed over when V8 refuses it', () => {
      run(quick, finding);
      const file = join(cacheFolder, versionFolder(), 'whole');
      writeFileSync(file, Buffer.alloc(1000, 7));
      expect(run(quick, finding)).toEqual(answer);
      expect(readFileSync(file).length).toBeGreaterThan(100_000);
    });

    it('is passed over and replaced when others could have written it', () => {
      run(quick, finding);
      const file = join(cacheFolder, versionFolder(), 'whole');
      chmodSync(file, 0o622);
      expect(run(quick, finding)).toEqual(answer);
      expect(statSync(file).mode & 0o777).toBe(0o600);
    });

    it('is passed over and replaced when it is of somebody else', ({ skip }) => {
      skip(process.geteuid?.() !== 0, 'only root can give files away');
      run(quick, finding);
      const file = join(cacheFolder, versionFolder(), 'whole');
      chownSync(file, 12_345, 12_345);
      expect(run(quick, finding)).toEqual(answer);
      expect(statSync(file).uid).toBe(0);
    });

    it('is one when several runs make it at once', async () => {
      const dockerfile = join(folder, 'Dockerfile');
      writeFileSync(dockerfile, finding);
      const runs = Array.from({ length: 4 }, () =>
        promisify(execFile)(process.execPath, [program, '-q', dockerfile], { env: { HOME: home } }),
      );
      const over = await Promise.allSettled(runs);
      expect(over.map((one) => one.status === 'rejected' && one.reason.code)).toEqual([1, 1, 1, 1]);
      expect(kept()).toEqual([versionFolder(), `${versionFolder()}/whole`]);
      const made = statSync(join(cacheFolder, versionFolder(), 'whole')).mtimeMs;
      expect(run(quick, finding)).toEqual(answer);
      expect(statSync(join(cacheFolder, versionFolder(), 'whole')).mtimeMs).toBe(made);
    });

    it('is not made where it is not wanted or cannot be', () => {
      expect(run(quick, finding, { HOME: home, NODE_DISABLE_COMPILE_CACHE: '1' })).toEqual(answer);
      expect(existsSync(cacheFolder)).toBe(false);
      expect(run(quick, finding, {})).toEqual(answer);
      const notAFolder = join(folder, 'pid1-lint.js');
      expect(run(quick, finding, { XDG_CACHE_HOME: notAFolder })).toEqual(answer);
    });

    it('is not made by a run that Node was told other flags for, which it would not fit', () => {
      const many = join(folder, 'many');
      mkdirSync(many);
      for (let n = 0; n < 100; n += 1) writeFileSync(join(many, `${n}.Dockerfile`), finding);
      const tuned = process.version.startsWith('v20.');
      expect(run(['-q', many])).toMatchObject({ status: 1, stderr: '' });
      expect(existsSync(cacheFolder)).toBe(!tuned);
      rmSync(join(many, '0.Dockerfile'));
      expect(run(['-q', many])).toMatchObject({ status: 1, stderr: '' });
      expect(kept()).toEqual([versionFolder(), `${versionFolder()}/whole`]);
    });

    it('leaves those of few other versions', () => {
      const old = (n: number) => `0123456789abcd${String(n).padStart(2, '0')}-v20.0.${n}-x64`;
      for (let n = 0; n < 12; n += 1) mkdirSync(join(cacheFolder, old(n)), { recursive: true });
      const others = ['.git', 'src', '0123456789abcdef', '0123456789abcdef-v20.0.0-x64 (copy)'];
      for (const name of others) mkdirSync(join(cacheFolder, name));
      writeFileSync(join(cacheFolder, 'package.json'), '{}');
      run(quick, finding);
      const left = readdirSync(cacheFolder);
      // XDG_CACHE_HOME may be a folder in which a checkout of the project lies.
      expect(left.filter((name) => [...others, 'package.json'].includes(name)).length).toBe(5);
      expect(left.length).toBe(8 + 5);
    });
  });
});

function changed(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt8((copy.readUInt8(at) + 1) & 0xff, at);
  return copy;
}
