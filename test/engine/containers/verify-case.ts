import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { product } from '../../../src/cli/product.ts';
import type { ContainerProcess, Verification } from '../../../src/contract/verification.ts';
import type { EngineName } from '../../../src/engine/engine.ts';
import { type StopOutcome, stopOutcome } from '../../kernel/outcome.ts';
import { parseWorkloadLog } from '../../kernel/workload-log.ts';
import { type CliRun, runCli } from '../../support/run-cli.ts';
import type { EngineRoom } from './engine-room.ts';

/** What a run of `verify` brought. */
export interface VerifyRun extends CliRun {
  /** Null when the container could not be run. */
  readonly verification: Verification | null;
  /** What the workloads wrote themselves of what happened to them; null where the workload is not `app`. */
  readonly logged: StopOutcome | null;
}

/** What a case's file `args` gives `verify` beside the Dockerfile. */
export function argumentsOf(folder: string): readonly string[] {
  const path = join(folder, 'args');
  return existsSync(path) ? readFileSync(path, 'utf8').trim().split(/\s+/) : [];
}

/** Long enough for every server here, and short for what ignores the signal; in seconds. */
const grace = 4;

/** Runs `verify` on a Dockerfile, with a folder for the log of `app`. */
export async function verifyCase(
  room: EngineRoom,
  folder: string,
  args: readonly string[],
  engine: EngineName = 'podman',
): Promise<VerifyRun> {
  const log = mkdtempSync(join(tmpdir(), 'pid1-lint-log-'));
  chmodSync(log, 0o777);
  try {
    const options = [
      `--engine=${engine}`,
      `--grace=${grace}`,
      '--format=json',
      `--run-arg=--volume=${log}:/log`,
    ];
    const run = await runCli(folder, ['verify', ...options, 'Dockerfile', ...args], {
      parts: product,
      env: room.env,
    });
    const verification = run.stdout === '' ? null : (JSON.parse(run.stdout) as Verification);
    return { ...run, verification, logged: loggedOutcome(log, verification) };
  } finally {
    rmSync(log, { recursive: true });
  }
}

function loggedOutcome(folder: string, verification: Verification | null): StopOutcome | null {
  if (verification === null || verification.observation.tree === null) return null;
  const pids = workloadPids(verification.observation.tree);
  const all = parseWorkloadLog(readLog(folder), 0, new Map());
  const workloads = all.filter(({ pid }) => pids.includes(pid));
  return workloads.length === 0 ? null : stopOutcome(workloads, !verification.observation.killed);
}

function workloadPids({ pid, role, children }: ContainerProcess): readonly number[] {
  return [...(role === 'workload' ? [pid] : []), ...children.flatMap(workloadPids)];
}

function readLog(folder: string): string {
  try {
    return readFileSync(join(folder, 'events'), 'utf8');
  } catch {
    return '';
  }
}
