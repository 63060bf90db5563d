import { describe, expect, it } from 'vitest';
import { product } from '../../src/cli/product.ts';
import { runCli } from '../support/run-cli.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const bad = 'FROM debian\nCMD app --debug\n';

/** The brief lines of a run. */
async function brief(folder: string, args: readonly string[] = []) {
  const { status, stdout, stderr } = await runCli(folder, ['-q', ...args]);
  const lines = stdout.split('\n').filter(Boolean);
  return { status, lines: lines.map((line) => line.replace(/ toy-.*/, '')), stderr };
}

describe('configuration files', () => {
  it('are found from the linted file upwards, the nearest one counts', async () => {
    const folder = temporaryFolder({
      '.git/HEAD': '',
      '.pid1-lint.yaml': 'rules: { PID901: info }\n',
      'a/Dockerfile': bad,
      'b/.pid1-lint.json': '{ "rules": { "toy-debug": "off" } }',
      'b/deep/Dockerfile': bad,
      'c/package.json': '{ "name": "c", "pid1-lint": { "rules": { "PID902": "error", "PID901": "off" } } }',
      'c/Dockerfile': bad,
      'd/package.json': '{ "name": "pid1-lint", "bin": { "pid1-lint": "x" } }',
      'd/Dockerfile': bad,
    });
    expect(await brief(folder)).toEqual({
      status: 1,
      lines: [
        'a/Dockerfile:2:5: info PID901',
        'a/Dockerfile:2:9: info PID902',
        'b/deep/Dockerfile:2:5: error PID901',
        'c/Dockerfile:2:9: error PID902',
        'd/Dockerfile:2:5: info PID901',
        'd/Dockerfile:2:9: info PID902',
      ],
      stderr: '',
    });
    expect((await brief(folder, ['a'])).status).toBe(0);
  });

  it('end at the root of the repository', async () => {
    const folder = temporaryFolder({
      '.pid1-lint.yaml': 'rules: { PID901: off }\n',
      'repo/.git/HEAD': '',
      'repo/Dockerfile': bad,
    });
    expect((await brief(folder, ['repo'])).lines[0]).toBe('repo/Dockerfile:2:5: error PID901');
  });

  it('start from those that they extend, and say where each setting is from', async () => {
    const folder = temporaryFolder({
      'base.yaml': 'failOn: never\ninit: dumb-init\nrules:\n  PID901: info\n  PID902: off\n',
      'more/strict.yaml': 'failOn: info\noverrides:\n  - files: old/**\n    rules: { PID901: off }\n',
      'more/old/Dockerfile': bad,
      '.pid1-lint.yaml': 'extends: [base.yaml, more/strict.yaml]\n\nrules:\n  pid902: warning\n',
      Dockerfile: bad,
    });
    expect(await brief(folder)).toEqual({
      status: 1,
      lines: [
        'Dockerfile:2:5: info PID901',
        'Dockerfile:2:9: warning PID902',
        'more/old/Dockerfile:2:9: warning PID902',
      ],
      stderr: '',
    });
    expect((await runCli(folder, ['config', 'print', 'Dockerfile'])).stdout).toBe(`Dockerfile
  configuration: .pid1-lint.yaml
  failOn              info       more/strict.yaml:1
  init                dumb-init  base.yaml:2
  requireReason       false      default
  baseline            –          default
  PID901 toy-ignored  info       base.yaml:4
  PID902 toy-debug    warning    .pid1-lint.yaml:4
`);
    const printed = await runCli(folder, ['config', 'print', '--format', 'json', 'more/old/Dockerfile']);
    expect(JSON.parse(printed.stdout).files[0].rules[0]).toEqual({
      code: 'PID901',
      name: 'toy-ignored',
      level: 'off',
      from: 'more/strict.yaml:4',
    });
  });

  it('count less than flags', async () => {
    const folder = temporaryFolder({
      '.pid1-lint.yml': 'failOn: never\n',
      Dockerfile: bad,
      'o.yaml': 'rules: { PID901: off }',
    });
    expect((await brief(folder)).status).toBe(0);
    expect((await brief(folder, ['--fail-on', 'error'])).status).toBe(1);
    expect((await brief(folder, ['--config', 'o.yaml'])).lines).toEqual(['Dockerfile:2:9: info PID902']);
  });

  it('leave files out of a search, not those that are named', async () => {
    const folder = temporaryFolder({
      '.pid1-lint.yaml': 'exclude: [legacy, "*.dockerfile"]\n',
      Dockerfile: bad,
      'a/legacy/x/Dockerfile': bad,
      'a/b.dockerfile': bad,
    });
    const files = async (...args: string[]) => [
      ...new Set((await brief(folder, args)).lines.map((line) => line.split(':')[0])),
    ];
    expect(await files()).toEqual(['Dockerfile']);
    expect(await files('a/b.dockerfile')).toEqual(['a/b.dockerfile']);
  });

  it('are wrong with file, line and what was probably meant', async () => {
    const folder = temporaryFolder({
      '.pid1-lint.yaml': 'extends: base.yaml\nfailsOn: error\n',
      'base.yaml': 'rules:\n  PID90: off\n',
      Dockerfile: bad,
    });
    expect(await brief(folder)).toEqual({
      status: 2,
      lines: [],
      stderr:
        "pid1-lint: .pid1-lint.yaml:2:1: there is no key 'failsOn'; did you mean failOn?\n" +
        "pid1-lint: base.yaml:2:3: there is no rule 'PID90' in rules; did you mean PID901?\n",
    });
  });

  it.each([
    ['extends: .pid1-lint.yaml\n', '.pid1-lint.yaml: it extends itself through .pid1-lint.yaml'],
    ['extends: none.yaml\n', 'none.yaml: no such file or folder'],
  ])('that cannot be followed are an error: %j', async (text, message) => {
    const folder = temporaryFolder({ '.pid1-lint.yaml': text, Dockerfile: bad });
    expect(await brief(folder)).toEqual({ status: 2, lines: [], stderr: `pid1-lint: ${message}\n` });
  });

  it.each([
    ['["acme-run", "server"]', '{}', 'graceful'],
    ['["acme-run", "server"]', '{ wrapper: swallows }', 'ignored'],
    ['["/opt/acme-run", "-c", "x", "server"]', '{ wrapper: execs, valueOptions: -c }', 'graceful'],
    ['["acme-run", "sh", "-c", "server; true"]', '{ wrapper: execs }', 'ignored'],
    ['["acme-run", "server"]', '{ wrapper: forwards }', 'graceful'],
    ['["acme-run", "sh", "-c", "server; true"]', '{ wrapper: forwards }', 'unnotified'],
    ['["acme-run"]', '{ handles: [] }', 'ignored'],
    ['["acme-run"]', '{ handles: INT }', 'ignored'],
    ['["acme-run"]', '{ handles: [SIGINT, TERM] }', 'graceful'],
    ['["acme-entrypoint.sh"]', '{}', 'unknown'],
  ])('say what own programs do: %s with %s is %s', async (cmd, said, stop) => {
    const folder = temporaryFolder({
      '.pid1-lint.yaml': `programs: { acme-run: ${said} }\n`,
      Dockerfile: `FROM debian:12\nCMD ${cmd}\n`,
    });
    const { stdout, stderr } = await runCli(folder, ['explain', '--format', 'json'], { parts: product });
    expect(stderr).toBe('');
    expect(JSON.parse(stdout).files[0].images[0].stop).toBe(stop);
  });

  it('say what is known of own base images', async () => {
    const image = 'registry.example.com/base/web:7';
    const folder = temporaryFolder({ Dockerfile: `FROM ${image}\nCMD cd /srv && app\n` });
    const stop = async (config: string): Promise<string> => {
      const where = temporaryFolder({ 'c.yaml': config });
      const args = ['explain', '--format', 'json', '--config', `${where}/c.yaml`, 'Dockerfile'];
      const { stdout, stderr } = await runCli(folder, args, { parts: product });
      expect(stderr).toBe('');
      return JSON.parse(stdout).files[0].images[0].stop;
    };
    expect(await stop('')).toBe('unknown');
    expect(await stop('images: { "registry.example.com/base/*": { like: debian:12 } }')).toBe('ignored');
    expect(await stop('images: { "registry.example.com/base/*": { like: alpine:3.20, cmd: [x] } }')).toBe(
      'graceful',
    );
    expect(await stop('images: { "registry.example.com/*": { like: debian:12 } }')).toBe('unknown');
    const dash = '{ implementation: dash, build: debian, version: 0.5.12 }';
    expect(await stop(`images: { "registry.example.com/**": { entrypoint: null, shell: ${dash} } }`)).toBe(
      'ignored',
    );
  });
});
