import { basename } from 'node:path';
import { observe, type ProcessNode } from './observe.ts';
import type { ProgramCase } from './program-cases.ts';
import type { Toolbox } from './toolbox.ts';

/** What a signal did to a program. */
export interface ProgramOutcome {
  readonly ends: boolean;
  readonly exit?: number;
  readonly after?: number;
}

export interface ProgramRun {
  readonly outcome: ProgramOutcome | 'ended before';
  readonly tree: string;
  readonly output: string;
}

const GRACE_MS = 4000;

/** With a network, a /run of its own and a copy of /var, so that several can run at the same time. */
const STAGE =
  'ip link set lo up; mount -t tmpfs tmpfs /run; mkdir /run/upper /run/scratch /run/lock; chmod 755 /run; for d in lib log spool; do mkdir /run/upper/$d /run/scratch/$d; mount -t overlay overlay -o lowerdir=/var/$d,upperdir=/run/upper/$d,workdir=/run/scratch/$d /var/$d; done; mkfifo fifo; exec 9<>fifo; ';

/**
 * Runs a program as PID 1, or below `tini --`, and sends it a signal when it has come to rest.
 *
 * @throws what `observe` throws
 */
export async function measureProgram(
  { start, files }: ProgramCase,
  signal: string,
  below: boolean,
  toolbox: Toolbox,
  links: Readonly<Record<string, string>> = {},
): Promise<ProgramRun> {
  const prefix = below ? ['tini', '--'] : [];
  const seen = await observe(['unshare', '-n', '--', ...prefix, 'sh', '-c', `${STAGE}${start}`], {
    toolbox,
    signal,
    links,
    files: files ?? {},
    env: { LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8', PYTHONPATH: '.' },
    graceMs: GRACE_MS,
    startMs: 20_000,
    idleMs: 2500,
  });
  const output = `${seen.stdout}${seen.stderr}`.slice(-500);
  if (seen.endedBeforeSignal) return { outcome: 'ended before', tree: '', output };
  const ended = seen.exitStatus !== null;
  return {
    outcome: {
      ends: ended,
      ...(ended && { exit: seen.exitStatus as number }),
      ...(ended && seen.seconds > 0.7 && { after: Math.round(seen.seconds * 10) / 10 }),
    },
    tree: names(seen.tree as ProcessNode),
    output,
  };
}

function names(node: ProcessNode): string {
  const name = [basename(node.argv[0] ?? ''), ...node.argv.slice(1)].join(' ').slice(0, 60);
  return node.children.length === 0 ? name : `${name} -> [${node.children.map(names).join(', ')}]`;
}
