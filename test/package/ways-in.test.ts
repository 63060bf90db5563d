import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import packageJson from '../../package.json' with { type: 'json' };
import { product } from '../../src/cli/product.ts';
import { leaveOut } from '../support/left-out.ts';
import { runCli } from '../support/run-cli.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const bad = 'FROM debian:12\nCMD cd /srv && app\n';

function run(command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}) {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, HOME: cwd, ...env },
  });
  return { status, stdout, stderr };
}

function build(folder: string): void {
  expect(run('node', ['scripts/build.mjs', folder], process.cwd())).toEqual({
    status: 0,
    stdout: '',
    stderr: '',
  });
}

describe('the GitHub action', () => {
  const action = parse(readFileSync('action.yml', 'utf8'));

  /** The action's folder, as a runner checks it out. */
  function checkout(): string {
    const folder = temporaryFolder({});
    mkdirSync(join(folder, 'scripts'));
    copyFileSync('scripts/action.sh', join(folder, 'scripts/action.sh'));
    return folder;
  }

  it('hands every input to its script', () => {
    const [step] = action.runs.steps;
    const script = readFileSync('scripts/action.sh', 'utf8');
    for (const name of Object.keys(action.inputs)) {
      const variable = `INPUT_${name.toUpperCase().replaceAll('-', '_')}`;
      expect(step.env[variable]).toBe(`\${{ inputs.${name} }}`);
      expect(script).toContain(`\${${variable}-`);
    }
    expect(Object.keys(step.env).length).toBe(Object.keys(action.inputs).length);
  });

  it('lints with what is built, and annotates', () => {
    const folder = checkout();
    build(join(folder, 'dist'));
    const work = temporaryFolder({ 'a b/Dockerfile': bad, 'c/Dockerfile': 'FROM scratch\nCMD ["/app"]\n' });
    const inputs = {
      GITHUB_ACTIONS: 'true',
      GITHUB_WORKSPACE: work,
      INPUT_PATHS: 'a b\r\nc\n',
      INPUT_FAIL_ON: 'error',
      INPUT_CONFIG: '',
      INPUT_BASELINE: '',
      INPUT_SARIF: 'out.sarif',
      INPUT_ARGUMENTS: '--quiet\n',
    };
    const { status, stdout, stderr } = run(join(folder, 'scripts/action.sh'), [], work, inputs);
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(stdout).toMatch(/^a b\/Dockerfile:2:5: error PID101 .*\n::error file=a b\/Dockerfile,line=2,/);
    const sarif = JSON.parse(readFileSync(join(work, 'out.sarif'), 'utf8'));
    expect(sarif.runs[0].results.map(({ ruleId }: { ruleId: string }) => ruleId)).toEqual(['PID101']);
    expect(
      run(join(folder, 'scripts/action.sh'), [], work, { ...inputs, INPUT_FAIL_ON: 'never' }).status,
    ).toBe(0);
  });

  it('builds itself first on a commit that carries nothing built', () => {
    const folder = checkout();
    const work = temporaryFolder({ Dockerfile: bad });
    // An npm that does what `npm ci` does in the end: `prepare`, which builds.
    const npm = `#!/bin/sh\n[ "$1" = ci ] && cd "${process.cwd()}" && exec node scripts/build.mjs "${folder}/dist"\n`;
    writeFileSync(join(folder, 'npm'), npm);
    chmodSync(join(folder, 'npm'), 0o755);
    const env = { PATH: `${folder}:${process.env.PATH}`, INPUT_PATHS: '.', INPUT_ARGUMENTS: '-q' };
    const { status, stdout } = run(join(folder, 'scripts/action.sh'), [], work, env);
    expect(stdout).toMatch(/^Dockerfile:2:5: error PID101 /);
    expect(status).toBe(1);
  });
});

describe('the tag of a release', () => {
  it('carries what is built and leaves branch and working tree alone', () => {
    const folder = temporaryFolder({});
    const git = (...args: string[]) => {
      const { status, stdout, stderr } = run(
        'git',
        ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args],
        folder,
      );
      expect([status, stderr]).toEqual([0, expect.not.stringContaining('fatal')]);
      return stdout.trim();
    };
    const files = run('git', ['ls-files', '-co', '--exclude-standard'], process.cwd())
      .stdout.trim()
      .split('\n');
    for (const file of files.filter((path) =>
      /^(src|scripts|rules|package|tsconfig|\.gitignore)/.test(path),
    )) {
      mkdirSync(join(folder, file, '..'), { recursive: true });
      copyFileSync(file, join(folder, file));
    }
    git('init', '-q', '-b', 'main');
    writeFileSync(join(folder, '.git/info/exclude'), 'node_modules\n');
    symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
    git('add', '.');
    git('commit', '-qm', 'first');
    const head = git('rev-parse', 'HEAD');
    const identity = {
      GIT_AUTHOR_NAME: 't',
      GIT_AUTHOR_EMAIL: 't@e',
      GIT_COMMITTER_NAME: 't',
      GIT_COMMITTER_EMAIL: 't@e',
    };
    const tagged = run('scripts/tag-release.sh', [], folder, identity);
    expect(tagged.stderr).toBe('');
    const tag = `v${packageJson.version}`;
    expect(git('rev-parse', `${tag}^{commit}~`)).toBe(head);
    expect(
      git('diff', '--name-status', head, tag)
        .split('\n')
        .map((line) => line.replace('\t', ' ')),
    ).toEqual(
      readdirSync(join(folder, 'dist'), { recursive: true, encoding: 'utf8' })
        .filter((name) => statSync(join(folder, 'dist', name)).isFile())
        .sort()
        .map((name) => `A dist/${name}`),
    );
    expect(git('status', '--porcelain')).toBe('');
    expect(git('rev-parse', 'HEAD')).toBe(head);
  }, 60_000);
});

describe('the hooks for pre-commit', () => {
  const hooks: readonly { id: string; files: string; exclude: string }[] = parse(
    readFileSync('.pre-commit-hooks.yaml', 'utf8'),
  );

  it.each(hooks)('$id is handed the files that a search finds', ({ files, exclude }) => {
    const names = ['Dockerfile', 'a/Dockerfile.dev', 'x/web.dockerfile', 'Containerfile', 'b/web.Dockerfile'];
    const others = [
      'Dockerfile.dockerignore',
      'a/mydockerfile',
      'docs/Dockerfiles/x.md',
      'Containerfile.containerignore',
    ];
    const handed = (path: string) => new RegExp(files).test(path) && !new RegExp(exclude).test(path);
    expect(names.filter(handed)).toEqual(names);
    expect(others.filter(handed)).toEqual([]);
  });
});

describe("the tool's own image", () => {
  it('passes its own lint and stops well', async () => {
    const { status, stdout } = await runCli(process.cwd(), ['--fail-on', 'info', 'Dockerfile'], {
      parts: product,
    });
    expect(stdout).toBe('No findings in 1 file.\n');
    expect(status).toBe(0);
  });

  it('gets every file that it copies', () => {
    const ignored = readFileSync('.dockerignore', 'utf8');
    for (const path of ['package.json', 'package-lock.json', '.npmrc', 'scripts', 'src', 'rules']) {
      expect(existsSync(path)).toBe(true);
      expect(ignored).toContain(`!${path}\n`);
    }
  });
});

describe('completion', () => {
  async function script(shell: string): Promise<string> {
    return (await runCli('/', ['completion', shell])).stdout;
  }

  async function complete(...words: string[]): Promise<readonly string[]> {
    const folder = temporaryFolder({ 'completion.bash': await script('bash') });
    const program = `source ./completion.bash; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _pid1_lint; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout, stderr } = run('bash', ['-c', program, 'bash', 'pid1-lint', ...words], folder);
    expect(stderr).toBe('');
    return stdout.trim().split('\n').filter(Boolean);
  }

  it('knows commands, options and values', async () => {
    expect(await complete('ex')).toEqual(['explain']);
    expect(await complete('--un')).toEqual(['--unsafe-fixes']);
    expect(await complete('lint', '--fail-on', '')).toEqual(['error', 'warning', 'info', 'never']);
    expect(await complete('--format', 's')).toEqual(['sarif', 'sonarqube']);
    expect(await complete('explain', '--fi')).toEqual([]);
    expect(await complete('completion', 'z')).toEqual(['zsh']);
  });

  it.each(['bash', 'zsh', 'fish'])('is a script that %s takes', async (shell) => {
    const folder = temporaryFolder({ script: await script(shell) });
    const { status, stderr } = run(shell, [shell === 'fish' ? '--no-execute' : '-n', 'script'], folder);
    if (status === null) return leaveOut(`no ${shell} on this machine: its completion script is not parsed`);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  it('is for the shells that there are', async () => {
    expect((await runCli('/', ['completion', 'tcsh'])).stderr).toBe(
      "pid1-lint: completion is for bash, zsh or fish, not 'tcsh' (see pid1-lint --help)\n",
    );
  });
});
