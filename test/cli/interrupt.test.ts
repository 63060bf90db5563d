import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.ts';

// The built program as a process, and the signal that the terminal sends.

const bundle = mkdtempSync(join(tmpdir(), 'pid1-lint-bundle-'));
const program = join(bundle, 'pid1-lint.js');

beforeAll(() => {
  expect(spawnSync('node', ['scripts/build.mjs', bundle], { encoding: 'utf8' }).stderr).toBe('');
}, 120_000);
afterAll(() => rmSync(bundle, { recursive: true }));

// Fixes of one Dockerfile change two files: both are written, or none.
const before = {
  dockerfile: 'FROM debian:12\nCOPY run.sh /\nENTRYPOINT ["/run.sh"]\n',
  script: '#!/bin/sh\nserver --port 80\n',
};
const after = {
  dockerfile: 'FROM debian:12\nCOPY --chmod=755 run.sh /\nENTRYPOINT ["/run.sh"]\n',
  script: '#!/bin/sh\nexec server --port 80\n',
};

// So many that the program is not done before the signal comes, however busy the machine.
const names = Array.from({ length: 600 }, (_, at) => `s${String(at).padStart(4, '0')}`);

function manyServices(): string {
  return temporaryFolder(
    Object.fromEntries(
      names.flatMap((name) => [
        [`${name}/Dockerfile`, before.dockerfile],
        [`${name}/run.sh`, before.script],
      ]),
    ),
  );
}

const scriptOf = (folder: string, name: string) => readFileSync(join(folder, name, 'run.sh'), 'utf8');

/** The services that were fixed. Each must be as it was or wholly fixed, with nothing beside it. */
function fixedServices(folder: string): readonly string[] {
  const services = names.map((name) => ({
    name,
    files: readdirSync(join(folder, name)).sort().join(' '),
    dockerfile: readFileSync(join(folder, name, 'Dockerfile'), 'utf8'),
    script: scriptOf(folder, name),
  }));
  const fixed = services.filter(({ script }) => script !== before.script).map(({ name }) => name);
  const whole = names.map((name) => ({
    name,
    files: 'Dockerfile run.sh',
    ...(fixed.includes(name) ? after : before),
  }));
  expect(services).toEqual(whole);
  expect(readdirSync(folder).sort()).toEqual(names);
  return fixed;
}

interface Ended {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stderr: string;
}

/** Starts `--fix`, waits for something, and presses Ctrl-C. */
async function interrupted(folder: string, until: (ended: () => boolean) => Promise<void>): Promise<Ended> {
  const child = spawn(process.execPath, [program, '--fix', '-q'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { HOME: bundle, PATH: process.env.PATH },
  });
  let stderr = '';
  child.stderr.on('data', (text) => (stderr += text));
  const ended = new Promise<Ended>((resolve) =>
    child.once('close', (status, signal) => resolve({ status, signal, stderr })),
  );
  await until(() => child.exitCode !== null);
  child.kill('SIGINT');
  return ended;
}

describe('Ctrl-C while many Dockerfiles are fixed', () => {
  it('ends between two of them with status 2, and says which are written', async () => {
    const folder = manyServices();
    const { status, signal, stderr } = await interrupted(folder, async (ended) => {
      while (!ended() && scriptOf(folder, 's0002') === before.script) await sleep(5);
    });
    const fixed = fixedServices(folder);
    expect(fixed.length).toBeLessThan(names.length);
    expect(fixed).toEqual(names.slice(0, fixed.length));
    const written = fixed.map((name) => `${name}/Dockerfile`).join(', ');
    expect({ status, signal, stderr }).toEqual({
      status: 2,
      signal: null,
      stderr: `pid1-lint: stopped by SIGINT; written before: ${written}\n`,
    });
  });

  it.each([0, 250, 1000])('leaves every file whole after %i ms', async (delay) => {
    const folder = manyServices();
    const { status, signal } = await interrupted(folder, async () => void (await sleep(delay)));
    const fixed = fixedServices(folder);
    // Before the first Dockerfile is looked at, the signal ends it as it ends any program.
    const how = status === null ? { signal, fixed: fixed.length } : { status };
    expect([{ signal: 'SIGINT', fixed: 0 }, { status: 2 }]).toContainEqual(how);
  });
});
