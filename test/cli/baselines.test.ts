import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runCli } from '../support/run-cli.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const bad = 'FROM debian\nCMD app\n';

it('writes a baseline and reports what is new from then on', async () => {
  const folder = temporaryFolder({ 'a/Dockerfile': bad, 'b/Dockerfile': bad, 'ci/x': '' });
  const args = ['--baseline', 'ci/known.json', 'a', 'b'];
  expect(await runCli(folder, args)).toEqual({
    status: 2,
    stdout: '',
    stderr: 'pid1-lint: ci/known.json: no such file or folder; --update-baseline makes it\n',
  });
  expect(await runCli(folder, [...args, '--update-baseline'])).toEqual({
    status: 0,
    stdout: 'No findings in 2 files, 2 known by the baseline.\n',
    stderr: 'pid1-lint: ci/known.json: knows 2 findings\n',
  });
  const written = JSON.parse(readFileSync(join(folder, 'ci/known.json'), 'utf8'));
  expect(written.findings.map(({ file }: { file: string }) => file)).toEqual([
    '../a/Dockerfile',
    '../b/Dockerfile',
  ]);
  // From another folder it still knows them.
  expect((await runCli(join(folder, 'a'), ['--baseline', '../ci/known.json', '..'])).status).toBe(0);
  const other = temporaryFolder({
    'a/Dockerfile': 'FROM debian\nCMD new\n',
    known: readFileSync(join(folder, 'ci/known.json')),
  });
  expect((await runCli(other, ['--baseline', 'known', '-q'])).status).toBe(1);
});

it('tells what a baseline knows and is gone', async () => {
  const folder = temporaryFolder({ Dockerfile: bad, '.pid1-lint.yaml': 'baseline: known.json\n' });
  expect((await runCli(folder, ['--update-baseline', '-q'])).status).toBe(0);
  expect((await runCli(folder, ['--fix'])).stderr).toBe(
    'pid1-lint: known.json: 1 known finding is gone; --update-baseline forgets it\n',
  );
});

it('needs a baseline to update', async () => {
  expect(await runCli(temporaryFolder({ Dockerfile: bad }), ['--update-baseline'])).toEqual({
    status: 2,
    stdout: '',
    stderr: 'pid1-lint: --update-baseline needs --baseline FILE, or a baseline in the configuration\n',
  });
});
