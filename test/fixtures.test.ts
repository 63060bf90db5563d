import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { product } from '../src/cli/product.ts';
import { type CliRun, runCli } from './support/run-cli.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

// A case is a folder fixtures/<rule or topic>/<case>/ with a Dockerfile and
//   args          optional: command lines to run there, one per line; `Dockerfile` when it is not there
//   expected.txt  what they print and how they end
//   fixed/        the files that `--fix` changes, as it leaves them; not there when it changes none
//   fixed-unsafe/ the same with `--unsafe-fixes`, where that is something else
// UPDATE=1 writes the last three.

type Files = Readonly<Record<string, string>>;

const update = process.env.UPDATE === '1';
const own = ['args', 'expected.txt', 'fixed', 'fixed-unsafe'];
const cases = folders('fixtures').flatMap((topic) =>
  folders(join('fixtures', topic)).map((name) => ({ topic, name, folder: join('fixtures', topic, name) })),
);

function folders(path: string): readonly string[] {
  if (!existsSync(path)) return [];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

/** The files below a folder by relative path, as bytes in latin1 so that nothing is lost. */
function filesBelow(folder: string): Files {
  if (!existsSync(folder)) return {};
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) =>
    entry.isFile(),
  );
  const paths = entries.map(({ parentPath, name }) => join(parentPath, name)).sort();
  return Object.fromEntries(
    paths.map((path) => [path.slice(folder.length + 1), readFileSync(path, 'latin1')]),
  );
}

function inputs(folder: string): Files {
  return Object.fromEntries(
    Object.entries(filesBelow(folder)).filter(([path]) => !own.includes(path.split('/')[0] ?? '')),
  );
}

/** The files in a folder of their own; what may be executed in the case may be so in the copy. */
function copyOf(files: Files, original: string): string {
  const folder = temporaryFolder(
    Object.fromEntries(Object.entries(files).map(([path, text]) => [path, Buffer.from(text, 'latin1')])),
  );
  for (const path of Object.keys(files)) chmodSync(join(folder, path), statSync(join(original, path)).mode);
  return folder;
}

function pid1Lint(folder: string, args: readonly string[]): Promise<CliRun> {
  return runCli(join(process.cwd(), folder), args, { parts: product });
}

/** What the case's command lines print and how they end, as a person would see it. */
async function transcript(folder: string): Promise<string> {
  const file = join(folder, 'args');
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : ['Dockerfile'];
  const parts: string[] = [];
  for (const line of lines) {
    const { status, stdout, stderr } = await pid1Lint(folder, line.split(' '));
    parts.push(`$ pid1-lint ${line}\n${stdout}${stderr}[exit status ${status}]\n`);
  }
  return parts.join('\n');
}

/** The files that fixing changes, as it leaves them. */
async function fixed(files: Files, original: string, options: readonly string[]): Promise<Files> {
  const folder = copyOf(files, original);
  await runCli(folder, ['--fix', ...options, 'Dockerfile'], { parts: product });
  return Object.fromEntries(
    Object.entries(filesBelow(folder)).filter(([path, text]) => files[path] !== text),
  );
}

function record(folder: string, files: Files): void {
  rmSync(folder, { recursive: true, force: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text, 'latin1');
  }
}

describe.each(cases.map(({ folder }) => folder))('%s', (folder) => {
  it('prints what is expected', async () => {
    const printed = await transcript(folder);
    if (update) writeFileSync(join(folder, 'expected.txt'), printed);
    expect(printed).toBe(readFileSync(join(folder, 'expected.txt'), 'utf8'));
  });

  it('is fixed as expected, and fixing again changes nothing', async () => {
    const files = inputs(folder);
    const safe = await fixed(files, folder, []);
    const all = await fixed(files, folder, ['--unsafe-fixes']);
    const unsafe = JSON.stringify(all) === JSON.stringify(safe) ? {} : all;
    if (update) {
      record(join(folder, 'fixed'), safe);
      record(join(folder, 'fixed-unsafe'), unsafe);
    }
    expect(safe).toEqual(filesBelow(join(folder, 'fixed')));
    expect(unsafe).toEqual(filesBelow(join(folder, 'fixed-unsafe')));
    expect(await fixed({ ...files, ...safe }, folder, [])).toEqual({});
    expect(await fixed({ ...files, ...all }, folder, ['--unsafe-fixes'])).toEqual({});
  });
});

/** The codes of what is found in a case. */
async function codes(folder: string): Promise<readonly string[]> {
  const { stdout } = await pid1Lint(folder, ['--format', 'json', 'Dockerfile']);
  return JSON.parse(stdout).findings.map(({ code }: { code: string }) => code);
}

const rules = (await product.loadRules()).map(({ code, name }) => [code, name] as const);

describe.each(rules)('%s %s', (code, name) => {
  const mine = cases.filter(({ topic }) => topic === name);
  const silent = mine.filter((one) => one.name.startsWith('silent-'));
  const firing = mine.filter((one) => !silent.includes(one));

  it('has cases in which it fires and cases in which it is silent', () => {
    expect(firing.length).toBeGreaterThan(0);
    expect(silent.length).toBeGreaterThan(0);
  });

  it.each(firing.map(({ folder }) => folder))('fires in %s', async (folder) => {
    expect(await codes(folder)).toContain(code);
  });

  it.each(silent.map(({ folder }) => folder))('says nothing in %s', async (folder) => {
    expect(await codes(folder)).not.toContain(code);
  });
});

it('finds cases', () => {
  expect(cases.length).toBeGreaterThan(0);
});

/** Cases in which the workload is killed and nothing is said, because it was told to be silent or is work that ends. */
const killedInSilence = [
  'fixtures/lint/ignore-comment',
  'fixtures/script-without-exec/silent-ignored',
  'fixtures/script-without-exec/silent-ignored-at-entrypoint',
  'fixtures/script-without-exec/silent-subcommand-that-ended-before',
  'fixtures/shell-stays-pid1/silent-batch',
  'fixtures/shell-stays-pid1/silent-batch-in-a-nested-shell',
  'fixtures/trap-cannot-work/silent-ignored',
];

it('says something wherever the workload is killed', async () => {
  const silent: string[] = [];
  for (const { folder } of cases) {
    if (!readFileSync(join(folder, 'expected.txt'), 'utf8').includes('No findings in 1 file')) continue;
    const { stdout } = await pid1Lint(folder, ['explain', '--format=json', 'Dockerfile']);
    if (stdout === '' || (await codes(folder)).length > 0) continue;
    const images = (JSON.parse(stdout) as Explanation).files.flatMap((file) => file.images);
    const stops = images.filter(({ final }) => final).flatMap(({ startups }) => startups);
    if (stops.some(({ stop }) => ['ignored', 'unnotified', 'cut-short'].includes(stop))) silent.push(folder);
  }
  expect(silent).toEqual(killedInSilence);
});

/** What of `explain --format=json` is looked at here. */
interface Explanation {
  readonly files: readonly {
    readonly images: readonly {
      readonly final: boolean;
      readonly startups: readonly { readonly stop: string }[];
    }[];
  }[];
}
