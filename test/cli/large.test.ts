import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { product } from '../../src/cli/product.ts';
import { runCli } from '../support/run-cli.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** Start commands by what is found in them. */
const kinds = [
  ['FROM debian:12\nCMD ["/app"]\n', []],
  ['FROM debian:12\nCMD cd /srv && app\n', ['PID101']],
  ['FROM debian:12\nCMD ["flock", "/lock", "server", "--port", "80"]\n', ['PID104']],
  ['FROM registry.example.com/base:1\nCMD cd /srv && app\n', ['PID101']],
] as const;

/**
 * A repository as docs/configuration.md speaks of: one configuration at its root, one for the teams' services that
 * extends it, one for what is old; 250 Dockerfiles of each kind.
 */
function repository(): string {
  const folder = temporaryFolder({
    '.git/HEAD': '',
    '.gitignore': 'generated/\n',
    '.pid1-lint.yaml': `failOn: error
images:
  "registry.example.com/*": { like: "debian:12" }
`,
    'services/.pid1-lint.yaml': `extends: ../.pid1-lint.yaml
rules: { PID104: warning }
overrides:
  - { files: "**/s7*/**", rules: { PID101: "off" } }
`,
    'legacy/.pid1-lint.json': '{ "rules": { "shell-stays-pid1": "info" }, "exclude": ["l1*"] }',
    'generated/Dockerfile': 'FROM debian:12\nCMD app; true\n',
  });
  for (let at = 0; at < 1000; at += 1) {
    const path =
      at < 600
        ? `services/team${at % 7}/s${at}/Dockerfile`
        : at < 800
          ? `legacy/l${at - 600}/Dockerfile`
          : `tools/t${at}/Dockerfile`;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), kinds[at % 4]?.[0] ?? '');
  }
  return folder;
}

it('lints a thousand Dockerfiles under three configurations', { timeout: 240_000 }, async () => {
  const folder = repository();
  const { status, stdout, stderr } = await runCli(folder, ['--format', 'json'], { parts: product });
  expect(stderr).toBe('');
  const {
    findings,
    files,
  }: { findings: { code: string; severity: string; file: string }[]; files: unknown[] } = JSON.parse(stdout);
  // legacy/l1, l10 to l19 and l100 to l199 are excluded, generated/ is ignored by Git.
  expect(files.length).toBe(1000 - 111);
  const counts: Record<string, number> = {};
  for (const { code, severity, file } of findings) {
    const key = `${file.split('/')[0]} ${code} ${severity}`;
    counts[key] = (counts[key] ?? 0) + 1;
  }
  // Of the services s7 and s70 to s79 may stay as they are: 7, 71, 73, 75, 77 and 79 are of the kinds with PID101.
  expect(counts).toEqual({
    'services PID101 error': 300 - 6,
    'services PID104 warning': 150,
    'legacy PID101 info': 22,
    'legacy PID104 error': 22,
    'tools PID101 error': 100,
    'tools PID104 error': 50,
  });
  expect(status).toBe(1);
  const known = await runCli(folder, ['--baseline', 'known.json', '--update-baseline', '-q'], {
    parts: product,
  });
  expect(known).toEqual({ status: 0, stdout: '', stderr: '' });
});
