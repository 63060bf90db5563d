import { readdirSync, readFileSync } from 'node:fs';
import type { Disposition } from '../contract/verification.ts';

/** A process as the host's /proc shows it. */
export interface HostProcess {
  readonly hostPid: number;
  /** Inside the innermost PID namespace. */
  readonly pid: number;
  readonly argv: readonly string[];
  readonly zombie: boolean;
  /** What it does with a signal, by number. */
  readonly disposition: (signal: number) => Disposition;
  /** The threads, by their numbers on the host. */
  readonly threads: readonly number[];
  readonly children: readonly HostProcess[];
}

/** Looks at processes; replaced in tests. */
export interface ProcessTable {
  /** A process and everything below it; null when it is not there, or is not PID 1 of a namespace of its own. */
  container(hostPid: number): HostProcess | null;
  /** Whether a process is there and has not begun to end. */
  isAlive(hostPid: number): boolean;
}

/** The process table of a Linux host; elsewhere, and where /proc may not be read, no process is there. */
export const hostProcesses: ProcessTable = {
  container: (hostPid) => {
    const root = readProcess(hostPid);
    // An engine in a virtual machine gives numbers that mean something else here.
    return root !== null && root.pid === 1 && root.hostPid !== 1 ? root : null;
  },
  // The kernel takes the memory of a process, where its command line is, before all else.
  isAlive: (hostPid) => (read(`/proc/${hostPid}/cmdline`) ?? '') !== '',
};

function readProcess(hostPid: number): HostProcess | null {
  const status = read(`/proc/${hostPid}/status`);
  const command = read(`/proc/${hostPid}/cmdline`);
  if (status === null || command === null) return null;
  const threads = names(`/proc/${hostPid}/task`);
  // sigtimedwait takes the signals that it waits for out of SigBlk.
  const waits = threads.some((thread) =>
    /sigtimedwait/.test(read(`/proc/${hostPid}/task/${thread}/wchan`) ?? ''),
  );
  return {
    hostPid,
    pid: Number(field(status, 'NSpid').split('\t').at(-1) || hostPid),
    argv: command === '' ? [field(status, 'Name')] : words(command),
    zombie: /^[ZX]/.test(field(status, 'State')),
    disposition: (signal) => (waits ? 'blocks' : dispositionOf(status, signal)),
    threads,
    children: threads.flatMap(childrenOf(hostPid)),
  };
}

/** A program that sets its title leaves zero bytes behind it. */
function words(command: string): readonly string[] {
  return command.replace(/\0+$/, '').split('\0');
}

function childrenOf(hostPid: number): (thread: number) => readonly HostProcess[] {
  return (thread) => {
    const children = read(`/proc/${hostPid}/task/${thread}/children`) ?? '';
    return children
      .split(' ')
      .filter(Boolean)
      .flatMap((child) => readProcess(Number(child)) ?? []);
  };
}

/** Blocked signals wait until the program fetches them (sigwait, signalfd). */
export function dispositionOf(status: string, signal: number): Disposition {
  const has = (name: string): boolean => {
    const mask = BigInt(`0x${field(status, name) || '0'}`);
    return ((mask >> BigInt(signal - 1)) & 1n) === 1n;
  };
  if (has('SigBlk')) return 'blocks';
  if (has('SigCgt')) return 'catches';
  return has('SigIgn') ? 'ignores' : 'default';
}

function field(status: string, name: string): string {
  return new RegExp(`^${name}:\t(.*)$`, 'm').exec(status)?.[1] ?? '';
}

function names(folder: string): readonly number[] {
  try {
    return readdirSync(folder).map(Number);
  } catch {
    return [];
  }
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

/** All processes of a tree, parents before their children. */
export function everyProcess(root: HostProcess): readonly HostProcess[] {
  return [root, ...root.children.flatMap(everyProcess)];
}
