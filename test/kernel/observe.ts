import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, link, mkdir, mkdtemp, open, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { constants } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { hasEnded, type StopOutcome, stopOutcome } from './outcome.ts';
import { childPids, fileId, flatten, type HostProcess, readProcess } from './proc.ts';
import type { Toolbox } from './toolbox.ts';
import { type ProcessEnd, parseAccounting, parseWorkloadLog, type Workload } from './workload-log.ts';

export type { StopOutcome } from './outcome.ts';
export type { ProcessEnd, Workload, WorkloadEvent } from './workload-log.ts';

/** A process of the tree below PID 1. */
export interface ProcessNode {
  /** PID inside the namespace. */
  readonly pid: number;
  readonly argv: readonly string[];
  readonly exe: string | null;
  /** Whether it is the workload program, under whatever name. */
  readonly workload: boolean;
  /** Process group inside the namespace. */
  readonly group: number;
  readonly children: readonly ProcessNode[];
}

export interface ObserveOptions {
  /** The compiled programs, from `buildToolbox`. */
  readonly toolbox: Toolbox;
  /** The stop signal: a name with SIG, SIGRTMIN+n or a number. Default SIGTERM. */
  readonly signal?: string | number;
  /** Names under which the workload is found in PATH. Default: app, app2, server. */
  readonly names?: readonly string[];
  /** More programs in PATH: name → absolute path of the file it links to. */
  readonly links?: Readonly<Record<string, string>>;
  /** Files of the scratch folder: relative path → content. A text that starts with #! is made executable. */
  readonly files?: Readonly<Record<string, string>>;
  /** Those of the files that are executable though they don't start with #!. */
  readonly executables?: readonly string[];
  /** Those of the files that are not executable though they start with #!. */
  readonly plain?: readonly string[];
  /** Variables added to PATH, HOME (the scratch folder), PID1_LINT_LOG and PID1_LINT_BIN (the first folder of PATH). */
  readonly env?: Readonly<Record<string, string>>;
  /** Working directory. Default: the scratch folder, which is also HOME. */
  readonly cwd?: string;
  /** How long PID 1 may take after the signal, in milliseconds. Default 2500. */
  readonly graceMs?: number;
  /** How long the tree may take until it is stable, in milliseconds. Default 2000. */
  readonly startMs?: number;
  /**
   * How often to try where the outcome is unnotified. Default 1. Where the
   * workload gets the signal and SIGKILL within microseconds, its handler can
   * lose the race; a workload that gets no signal is unnotified every time.
   */
  readonly attempts?: number;
  /** How long a tree without a workload must be stable, in milliseconds. Default 400. */
  readonly idleMs?: number;
}

/** What happened. Times are in seconds since the stop signal. */
export interface Observation {
  /** The tree when the signal was sent; null if PID 1 had ended before. */
  readonly tree: ProcessNode | null;
  /** The tree when the grace period was over; null if PID 1 had ended by then. */
  readonly treeAfter: ProcessNode | null;
  /** The outcome for the workloads that ran when the signal was sent. */
  readonly stop: StopOutcome;
  /** Exit status of PID 1 as an engine reports it (128 + n for signal n); null if it had to be killed. */
  readonly exitStatus: number | null;
  /** From the signal to the end of PID 1, or the grace period if it did not end. */
  readonly seconds: number;
  /** PID 1 ended by itself before the signal was sent. */
  readonly endedBeforeSignal: boolean;
  /** Every workload was done, and PID 1 stayed until it was killed. */
  readonly pid1StayedAfterWorkload: boolean;
  /** The tree was stable when the signal was sent; false for a busy loop. */
  readonly settled: boolean;
  /** Processes that had ended and that nobody had reaped when the signal was sent. */
  readonly zombies: number;
  /** Every run of the workload program, in the order in which they started. */
  readonly workloads: readonly Workload[];
  readonly stdout: string;
  readonly stderr: string;
}

interface Scratch {
  readonly directory: string;
  readonly bin: string;
  readonly work: string;
  readonly log: string;
  readonly accounting: string;
  readonly stdout: string;
  readonly stderr: string;
}

/** PID 1's end as the process that waits for it reports it. */
type Exit = {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
};

interface Running {
  readonly child: ChildProcess;
  readonly exit: Promise<Exit>;
  hasExited(): boolean;
}

interface Settled {
  readonly process: HostProcess | null;
  readonly settled: boolean;
}

const POLL_MS = 30;
const STABLE_MS = 100;
const SYSTEM_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/**
 * Runs a command as PID 1 of a new PID namespace and session, waits until its
 * process tree is stable, sends PID 1 the stop signal from outside, as an
 * engine does, and tells what happened. Needs root (or the right to create PID
 * and mount namespaces) and a kernel with process accounting. Observations may
 * run at the same time; nothing outlives the call, nor the calling process.
 *
 * @param argv the command; its first word is looked up in PATH
 * @throws when the namespace, the accounting or the scratch folder can't be made
 */
export async function observe(argv: readonly string[], options: ObserveOptions): Promise<Observation> {
  const seen = await observeOnce(argv, options);
  const { attempts = 1 } = options;
  if (seen.stop !== 'unnotified' || attempts <= 1) return seen;
  return observe(argv, { ...options, attempts: attempts - 1 });
}

/**
 * Runs an action on every item, at most `limit` of them at a time; results are
 * in the order of the items. Observations mostly wait: 16 at a time are fine.
 *
 * @throws what the first failing action throws
 */
export async function mapConcurrently<Item, Result>(
  items: readonly Item[],
  limit: number,
  action: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results = new Array<Result>(items.length);
  const entries = items.entries();
  const work = async () => {
    for (const [index, item] of entries) results[index] = await action(item, index);
  };
  await Promise.all(Array.from({ length: limit }, work));
  return results;
}

/** A tree as one line, as in the facts: `sh -c app -> [app]`. */
export function formatTree(node: ProcessNode | null): string {
  if (!node) return '';
  const words = node.argv.join(' ').replaceAll('\n', '\\n');
  if (node.children.length === 0) return words;
  return `${words} -> [${node.children.map(formatTree).join(', ')}]`;
}

/** The number of a signal given by name (SIGTERM, SIGRTMIN+3) or number. */
export function signalNumber(signal: string | number): number {
  if (typeof signal === 'number') return signal;
  const realtime = /^SIGRTMIN\+(\d+)$/.exec(signal)?.[1];
  if (realtime) return 34 + Number(realtime);
  const number = (constants.signals as Partial<Record<string, number>>)[signal];
  if (number === undefined) throw new Error(`not a signal: ${signal}`);
  return number;
}

async function observeOnce(argv: readonly string[], options: ObserveOptions): Promise<Observation> {
  const scratch = await makeScratch(options);
  try {
    return await observeIn(scratch, argv, options);
  } finally {
    await rm(scratch.directory, { recursive: true, force: true });
  }
}

async function observeIn(
  scratch: Scratch,
  argv: readonly string[],
  options: ObserveOptions,
): Promise<Observation> {
  const { toolbox, graceMs = 2500, signal = 'SIGTERM' } = options;
  const number = signalNumber(signal);
  const running = await start(scratch, argv, options);
  try {
    const { process: before, settled } = await settle(running, scratch, options);
    const stopAt = Date.now();
    const sent = before !== null && kill(before.hostPid, number);
    if (sent) await Promise.race([running.exit, sleep(graceMs, undefined, { ref: false })]);
    const seconds = sent ? (Date.now() - stopAt) / 1000 : 0;
    const after = running.hasExited() || !before ? null : readProcess(before.hostPid);
    // Read before PID 1 is killed: what ends with it had not ended by itself.
    const pid1Ended = after === null;
    const endsInTime = pid1Ended ? null : await accounting(scratch);
    if (before && after) kill(before.hostPid, constants.signals.SIGKILL);
    const exit = await running.exit;
    const log = await readFile(scratch.log, 'utf8');
    const ends = endsInTime ?? (await accounting(scratch));
    const workloads = parseWorkloadLog(log, stopAt, ends);
    const ran = sent ? workloads.filter((one) => one.startedAt <= 0 && ranAt(before, one)) : [];
    const appId = fileId(toolbox.app);
    return {
      tree: sent ? node(before, appId) : null,
      treeAfter: after && node(after, appId),
      stop: sent ? stopOutcome(ran, pid1Ended) : 'no-workload',
      exitStatus: pid1Ended ? exitStatus(exit) : null,
      seconds,
      endedBeforeSignal: !sent,
      pid1StayedAfterWorkload: !pid1Ended && ran.length > 0 && ran.every(hasEnded),
      settled,
      zombies: before ? flatten(before).filter(isZombie).length : 0,
      workloads,
      stdout: await readFile(scratch.stdout, 'utf8'),
      stderr: await readFile(scratch.stderr, 'utf8'),
    };
  } finally {
    running.child.kill('SIGKILL');
    await running.exit;
  }
}

async function makeScratch(options: ObserveOptions): Promise<Scratch> {
  const { toolbox, names, links, files, executables, plain } = options;
  const directory = await mkdtemp(join(toolbox.directory, 'run-'));
  const at = (name: string) => join(directory, name);
  const scratch: Scratch = {
    directory,
    bin: at('bin'),
    work: at('work'),
    log: at('log'),
    accounting: at('accounting'),
    stdout: at('stdout'),
    stderr: at('stderr'),
  };
  await Promise.all([mkdir(scratch.bin), mkdir(scratch.work)]);
  await Promise.all([
    writeFile(scratch.log, ''),
    writeFile(scratch.accounting, ''),
    ...(names ?? ['app', 'app2', 'server']).map((name) => link(toolbox.app, join(scratch.bin, name))),
    ...Object.entries(links ?? {}).map(([name, path]) => symlink(path, join(scratch.bin, name))),
    ...Object.entries(files ?? {}).map(([name, text]) => writeScratchFile(scratch.work, name, text)),
  ]);
  for (const name of executables ?? []) await chmod(join(scratch.work, name), 0o755);
  for (const name of plain ?? []) await chmod(join(scratch.work, name), 0o644);
  return scratch;
}

async function writeScratchFile(work: string, name: string, text: string): Promise<void> {
  if (isAbsolute(name)) throw new Error(`not a relative path: ${name}`);
  await mkdir(dirname(join(work, name)), { recursive: true });
  await writeFile(join(work, name), text, {
    mode: text.startsWith('#!') ? 0o755 : 0o644,
  });
}

/** Standard input is /dev/null, as in a container without -i; output goes to files, which /dev/stdout can open again. */
async function start(
  scratch: Scratch,
  argv: readonly string[],
  { toolbox, env, cwd }: ObserveOptions,
): Promise<Running> {
  const [stdout, stderr] = await Promise.all([open(scratch.stdout, 'a'), open(scratch.stderr, 'a')]);
  const unshare = ['unshare', '-pf', '--mount-proc', '--kill-child=SIGKILL', '--'];
  const inner = [toolbox.launch, 'inner', scratch.accounting, ...argv];
  const child = spawn(toolbox.launch, ['outer', ...unshare, ...inner], {
    cwd: cwd ?? scratch.work,
    stdio: ['ignore', stdout.fd, stderr.fd],
    env: {
      PATH: `${scratch.bin}:${SYSTEM_PATH}`,
      HOME: scratch.work,
      PID1_LINT_LOG: scratch.log,
      PID1_LINT_BIN: scratch.bin,
      ...env,
    },
  });
  let exited = false;
  const exit = new Promise<Exit>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      exited = true;
      resolve({ code, signal });
    });
  });
  exit.catch(() => undefined);
  await Promise.all([stdout.close(), stderr.close()]);
  return { child, exit, hasExited: () => exited };
}

/** Polls until the tree has been the same, and asleep, for long enough. */
async function settle(
  running: Running,
  scratch: Scratch,
  { toolbox, startMs = 2000, idleMs = 400 }: ObserveOptions,
): Promise<Settled> {
  const appId = fileId(toolbox.app);
  const deadline = Date.now() + startMs;
  let last = '';
  let since = Date.now();
  for (;;) {
    if (running.hasExited()) return { process: null, settled: true };
    const tree = readPid1(running, toolbox);
    const image = tree ? JSON.stringify(tree) : '';
    const now = Date.now();
    if (!tree || image !== last || !flatten(tree).every(isAsleep)) since = now;
    last = image;
    const up = tree !== null && (await workloadsAreUp(tree, appId, scratch.log));
    if (tree && now - since >= (up ? STABLE_MS : idleMs)) return { process: tree, settled: true };
    if (tree && now > deadline) return { process: tree, settled: false };
    await sleep(POLL_MS);
  }
}

/** PID 1 of the new namespace, once it is the command and no longer what prepares it. */
function readPid1({ child }: Running, toolbox: Toolbox): HostProcess | null {
  const [hostPid] = childPids(child.pid ?? 0);
  const tree = hostPid === undefined ? null : readProcess(hostPid);
  const preparing = tree?.exe === toolbox.launch || tree?.argv.includes(toolbox.launch);
  return preparing ? null : tree;
}

/** Whether there is a workload, and every workload of the tree has told that it is up. */
async function workloadsAreUp(tree: HostProcess, appId: string | null, log: string): Promise<boolean> {
  const pids = flatten(tree)
    .filter((one) => one.exeId === appId)
    .map((one) => one.pid);
  if (pids.length === 0) return false;
  const text = await readFile(log, 'utf8');
  return pids.every((pid) => text.includes(`{"event":"start","pid":${pid},`));
}

const isAsleep = ({ state }: HostProcess) => state === 'S' || state === 'Z';
const isZombie = ({ state }: HostProcess) => state === 'Z';

function ranAt(tree: HostProcess | null, workload: Workload): boolean {
  return tree !== null && flatten(tree).some((one) => one.pid === workload.pid && !isZombie(one));
}

function node(tree: HostProcess, appId: string | null): ProcessNode {
  const { pid, argv, exe, group } = tree;
  const children = tree.children.filter((child) => !isZombie(child)).map((child) => node(child, appId));
  return { pid, argv, exe, workload: tree.exeId === appId, group, children };
}

async function accounting(scratch: Scratch): Promise<Map<number, ProcessEnd>> {
  return parseAccounting(await readFile(scratch.accounting));
}

function exitStatus({ code, signal }: Exit): number | null {
  return code ?? (signal && 128 + constants.signals[signal]);
}

/** Sends a signal; false if the process is gone. */
function kill(hostPid: number, signal: number): boolean {
  try {
    return process.kill(hostPid, signal);
  } catch {
    return false;
  }
}
