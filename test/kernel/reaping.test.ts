import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { programOf } from '../../src/knowledge/program-of.ts';
import { findProgram } from './find-program.ts';
import { childPids, type HostProcess, readProcess } from './proc.ts';

const folder = mkdtempSync(join(tmpdir(), 'pid1-lint-reaping-'));
const configuration = join(folder, 'nginx.conf');
const nginx = `daemon off; error_log ${folder}/errors; pid ${folder}/pid; events {} http { access_log off; }`;
writeFileSync(configuration, nginx);
afterAll(() => rmSync(folder, { recursive: true }));

/** Programs as PID 1, none of which waits for children that it did not start, unless the data says so. */
const programs: readonly (readonly string[])[] = [
  ['node', '-e', 'setInterval(() => {}, 1000)'],
  ['python3', '-c', 'import time; time.sleep(60)'],
  ['perl', '-e', 'sleep 60'],
  ['sleep', '60'],
  ['tail', '-f', '/dev/null'],
  ['nginx', '-c', configuration],
  ['cron', '-f'],
  ['bash', '-c', 'while :; do sleep 1; done'],
  ['dash', '-c', 'sleep 60; :'],
  ['tini', '--', 'sleep', '60'],
];

/** Everything else than a program: shells and inits reap. */
const others: ReadonlySet<string> = new Set(['bash', 'dash', 'tini']);
/** The scripts of these could wait for children themselves, so nothing is recorded. */
const open: ReadonlySet<string> = new Set(['python3', 'perl']);

async function until<T>(read: () => T | null): Promise<T> {
  for (let tries = 0; tries < 200; tries += 1) {
    const found = read();
    if (found !== null) return found;
    await pause(50);
  }
  throw new Error('waited for 10 s in vain');
}

const firstChild = (pid: number | undefined): number | null =>
  (pid === undefined ? undefined : childPids(pid)[0]) ?? null;

/** A check that the engine runs in the container, in shell form, whose shell is killed when its time is over. */
async function timedOutCheck(pid1: number): Promise<HostProcess> {
  const check = spawn('nsenter', ['-t', String(pid1), '-p', '-m', 'sh', '-c', 'sleep 1; exit 1']);
  const shell = await until(() => firstChild(check.pid));
  const below = await until(() => readProcess(firstChild(shell) ?? 0));
  process.kill(shell, 'SIGKILL');
  return below;
}

/** Whether PID 1 waits for what a check that timed out left to it. */
async function reaps(argv: readonly string[]): Promise<boolean> {
  const container: ChildProcess = spawn('unshare', ['-pf', '--mount-proc', ...argv], { stdio: 'ignore' });
  try {
    const pid1 = await until(() => firstChild(container.pid));
    await until(() => (readProcess(pid1)?.exe?.includes('unshare') ? null : true));
    await pause(1000);
    const orphan = await timedOutCheck(pid1);
    await until(() => (childPids(pid1).includes(orphan.hostPid) ? true : null));
    await until(() => (/^[SR]$/.test(readProcess(orphan.hostPid)?.state ?? '') ? null : true));
    await pause(1000);
    return readProcess(orphan.hostPid) === null;
  } finally {
    const pid1 = firstChild(container.pid);
    if (pid1 !== null) process.kill(pid1, 'SIGKILL');
  }
}

test.each(programs)('%s as PID 1: what a check that timed out leaves is reaped or not', async (...argv) => {
  const [name = ''] = argv;
  const [found] = await findProgram(name);
  if (!found && name !== 'node') return console.log(`${name} is not installed`);
  const seen = await reaps(argv);
  const recorded = others.has(name) ? true : (programOf(argv)?.reapsOrphans ?? null);
  expect({ name, seen }).toEqual({ name, seen: open.has(name) ? false : recorded });
  if (open.has(name)) expect(recorded).toBe(null);
});
