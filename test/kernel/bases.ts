import { realpath } from 'node:fs/promises';
import { leaveOut } from '../support/left-out.ts';
import { findShells, type Shell } from './shells.ts';

/** How a Dockerfile begins whose shells are those of this machine. */
export interface Base {
  /** The lines up to the start command. */
  readonly lines: string;
  /** The shell that is meant. */
  readonly shell: string;
  /** What the machine has to have: implementation and version of `sh`. */
  readonly needs: readonly string[];
  /** The implementation that a name of the image stands for, by that name. */
  readonly names: Readonly<Record<string, string>>;
}

/** The names of bases. */
export type BaseName = 'dash' | 'bash' | 'busybox ash' | 'mksh' | 'zsh';

/**
 * The images by the shell that runs their start commands. The facts say of each image what `needs` says:
 * where the machine has another version, the base is left out, with a word.
 */
export const BASES: Readonly<Record<BaseName, Base>> = {
  dash: {
    lines: 'FROM debian:12\n',
    shell: '/bin/sh',
    needs: ['dash 0.5.12', 'bash 5.2.15'],
    names: { sh: 'dash', dash: 'dash', bash: 'bash', busybox: 'busybox ash' },
  },
  bash: {
    lines: 'FROM fedora:38\n',
    shell: '/bin/sh',
    needs: ['bash 5.2.15'],
    names: { sh: 'bash', bash: 'bash', busybox: 'busybox ash' },
  },
  'busybox ash': {
    lines: 'FROM alpine:3.17\nRUN apk add --no-cache bash\n',
    shell: '/bin/sh',
    needs: ['busybox ash 1.35.0', 'bash 5.2.15'],
    names: { sh: 'busybox ash', ash: 'busybox ash', busybox: 'busybox ash', bash: 'bash' },
  },
  mksh: {
    lines: 'FROM debian:12\nRUN apt-get install -y mksh\nSHELL ["/bin/mksh", "-c"]\n',
    shell: '/bin/mksh',
    needs: ['mksh 59'],
    names: { sh: 'dash', mksh: 'mksh' },
  },
  zsh: {
    lines: 'FROM debian:12\nRUN apt-get install -y zsh\nSHELL ["/bin/zsh", "-c"]\n',
    shell: '/bin/zsh',
    needs: ['zsh 5.9'],
    names: { sh: 'dash', zsh: 'zsh' },
  },
};

/** The bases that this machine can run, and why it cannot run the others. */
export interface Bases {
  /** What each name of a base's image is here: an absolute path. */
  readonly links: ReadonlyMap<BaseName, Readonly<Record<string, string>>>;
  readonly skipped: readonly string[];
}

/**
 * Looks for the shells of every base on this machine.
 *
 * @throws in CI, when one of them is not there: nothing is skipped there
 */
export async function findBases(): Promise<Bases> {
  const { found } = await findShells();
  const links = new Map<BaseName, Readonly<Record<string, string>>>();
  const skipped: string[] = [];
  for (const [name, base] of Object.entries(BASES) as [BaseName, Base][]) {
    const missing = base.needs.filter((need) => !found.some((shell) => isShell(shell, need)));
    if (missing.length > 0) skipped.push(`${name}: this machine has no ${missing.join(', no ')}`);
    else links.set(name, await linksOf(base, found));
  }
  if (process.env.CI === 'true' && skipped.length > 0) throw new Error(skipped.join('; '));
  if (skipped.length > 0) leaveOut(skipped.join('; '));
  return { links, skipped };
}

function isShell({ implementation, version }: Shell, need: string): boolean {
  return `${implementation} ${version}`.startsWith(need);
}

async function linksOf({ names }: Base, found: readonly Shell[]): Promise<Record<string, string>> {
  const entries = Object.entries(names).flatMap(([name, implementation]) => {
    const shell = found.find((one) => one.implementation === implementation);
    return shell ? [realpath(shell.path).then((path) => [name, path] as const)] : [];
  });
  return Object.fromEntries(await Promise.all(entries));
}
