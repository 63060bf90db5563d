import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';

/** A process as /proc of the host shows it; PIDs are those of the host. */
export interface HostProcess {
  readonly hostPid: number;
  /** The PID inside the innermost PID namespace. */
  readonly pid: number;
  readonly argv: readonly string[];
  /** The executable's path, or null for a process that has none any more. */
  readonly exe: string | null;
  /** Device and inode of the executable: the same for every hard link to it. */
  readonly exeId: string | null;
  /** One letter, as in /proc/PID/stat: S sleeping, R running, Z zombie, … */
  readonly state: string;
  /** The process group inside the PID namespace. */
  readonly group: number;
  readonly children: readonly HostProcess[];
}

/** The PIDs of the children of a process, whichever thread started them; none if it is gone. */
export function childPids(hostPid: number): number[] {
  const threads = attempt(() => readdirSync(`/proc/${hostPid}/task`)) ?? [];
  return threads.flatMap((thread) => {
    const children = read(`/proc/${hostPid}/task/${thread}/children`) ?? '';
    return children.split(' ').filter(Boolean).map(Number);
  });
}

/** Reads a process and everything below it; null if it is gone. */
export function readProcess(hostPid: number): HostProcess | null {
  const status = read(`/proc/${hostPid}/status`);
  const cmdline = read(`/proc/${hostPid}/cmdline`);
  if (status === null || cmdline === null) return null;
  return {
    hostPid,
    pid: innermost(status, 'NSpid') ?? hostPid,
    group: innermost(status, 'NSpgid') ?? 0,
    argv: cmdline === '' ? [] : cmdline.replace(/\0$/, '').split('\0'),
    exe: attempt(() => readlinkSync(`/proc/${hostPid}/exe`)),
    exeId: fileId(`/proc/${hostPid}/exe`),
    state: /^State:\t(.)/m.exec(status)?.[1] ?? '?',
    children: childPids(hostPid).flatMap((child) => readProcess(child) ?? []),
  };
}

/** Device and inode of a file, as text; null if it can't be told. */
export function fileId(path: string): string | null {
  const stat = attempt(() => statSync(path));
  return stat && `${stat.dev}:${stat.ino}`;
}

/** All processes of a tree, parents before children. */
export function flatten(process: HostProcess): HostProcess[] {
  return [process, ...process.children.flatMap(flatten)];
}

function innermost(status: string, field: string): number | null {
  const line = new RegExp(`^${field}:\t(.*)$`, 'm').exec(status)?.[1];
  return line === undefined ? null : Number(line.split('\t').at(-1));
}

function read(path: string): string | null {
  return attempt(() => readFileSync(path, 'utf8'));
}

function attempt<T>(action: () => T): T | null {
  try {
    return action();
  } catch {
    return null;
  }
}
