import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A shell that can be observed, named as in the measured facts. */
export interface Shell {
  /** dash, bash, busybox ash, mksh, ksh93, zsh, yash. */
  readonly implementation: string;
  /** As the facts write it: "0.5.12-2", "5.2.15", "1.35.0", "59c", "u+m", … */
  readonly version: string;
  /** The distribution whose package it is, or "upstream". */
  readonly build: string;
  /** Absolute path of the executable. */
  readonly path: string;
  /** The name to call it by; busybox chooses the applet by it. */
  readonly name: string;
}

/** The shells of a machine. */
export interface Shells {
  readonly found: readonly Shell[];
  /** Implementations that are not installed. */
  readonly missing: readonly string[];
}

interface Probe {
  readonly implementation: string;
  readonly executable: string;
  readonly name: string;
  /** A command that prints the version somewhere in its output. */
  readonly argv: readonly string[];
  /** Its first group is the version. */
  readonly version: RegExp;
}

const ask = (shell: string, script: string) => [shell, '-c', script];

const PROBES: readonly Probe[] = [
  {
    implementation: 'dash',
    executable: 'dash',
    name: 'dash',
    argv: ['dpkg-query', '--show', 'dash'],
    version: /\t(.+)/,
  },
  {
    implementation: 'bash',
    executable: 'bash',
    name: 'bash',
    argv: ask('bash', 'echo "$BASH_VERSION"'),
    version: /([\d.]+)/,
  },
  {
    implementation: 'busybox ash',
    executable: 'busybox',
    name: 'ash',
    argv: ['busybox'],
    version: /BusyBox v([\d.]+)/,
  },
  {
    implementation: 'mksh',
    executable: 'mksh',
    name: 'mksh',
    argv: ['dpkg-query', '--show', 'mksh'],
    version: /\t([^-]+)/,
  },
  {
    implementation: 'ksh93',
    executable: 'ksh93',
    name: 'ksh93',
    argv: ask('ksh93', 'echo "$KSH_VERSION"'),
    version: /93([^/ ]+)/,
  },
  {
    implementation: 'zsh',
    executable: 'zsh',
    name: 'zsh',
    argv: ask('zsh', 'echo "$ZSH_VERSION"'),
    version: /([\d.]+)/,
  },
  {
    implementation: 'yash',
    executable: 'yash',
    name: 'yash',
    argv: ['yash', '--version'],
    version: /version ([\d.]+)/,
  },
];

/** Looks for every known shell on this machine; what can't be asked for its version counts as missing. */
export async function findShells(): Promise<Shells> {
  const build = await distribution();
  const results = await Promise.all(PROBES.map((probe) => find(probe, build)));
  return {
    found: results.filter((shell) => shell !== null),
    missing: PROBES.filter((_, index) => !results[index]).map((probe) => probe.implementation),
  };
}

/**
 * Reads a list of more shells, one per line or comma:
 * `IMPLEMENTATION|VERSION|BUILD|PATH`, for example `bash|4.2|upstream|/opt/bash-4.2`.
 *
 * @throws when an entry has not exactly four parts
 */
export function parseShellList(list: string): Shell[] {
  const entries = list.split(/[\n,]/).map((entry) => entry.trim());
  return entries.filter(Boolean).map((entry) => {
    const [implementation, version, build, path, ...rest] = entry.split('|');
    if (!implementation || !version || !build || !path || rest.length > 0)
      throw new Error(`not IMPLEMENTATION|VERSION|BUILD|PATH: ${entry}`);
    const known = PROBES.find((probe) => probe.implementation === implementation);
    return {
      implementation,
      version,
      build,
      path,
      name: known?.name ?? implementation,
    };
  });
}

async function find(probe: Probe, build: string): Promise<Shell | null> {
  const { implementation, executable, name, argv } = probe;
  const path = await output(['sh', '-c', 'command -v "$1"', 'sh', executable]);
  const version = path && probe.version.exec(await output(argv))?.[1];
  return version ? { implementation, version, build, path: path.trim(), name } : null;
}

/** What a command prints; empty if it can't be run. Without arguments, busybox tells its version and fails. */
async function output(argv: readonly string[]): Promise<string> {
  const [file = '', ...args] = argv;
  const result = await run(file, args).catch((error: { stdout?: string }) => error);
  return result.stdout ?? '';
}

async function distribution(): Promise<string> {
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '');
  return /^ID="?([^"\n]+)/m.exec(release)?.[1] ?? 'unknown';
}
