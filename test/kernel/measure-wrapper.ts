import { basename } from 'node:path';
import { type Observation, observe, type ProcessNode } from './observe.ts';
import type { Toolbox } from './toolbox.ts';
import type { WrapperCase } from './wrapper-cases.ts';

/** What became of the workload below a wrapper. */
export interface WrapperOutcome {
  readonly stop: string;
  readonly tree?: string;
  /** Exit status of PID 1; absent where it had to be killed. */
  readonly exit?: number;
  /** Seconds until PID 1 ended, where that was more than one. */
  readonly after?: number;
  /** PID 1 stayed though the workload was done. */
  readonly stayed?: true;
  /** The signals that the workload got, where not just the one that was sent. */
  readonly got?: string;
  /** Processes that nobody had reaped. */
  readonly zombies?: number;
  readonly stderr?: string;
}

/** Which program stands where the case says its name. */
export interface Installed {
  readonly name: string;
  readonly version: string;
  readonly path: string;
}

/** What the wrapper is given to run, and how it is observed. */
export interface Probe {
  readonly inner: readonly string[];
  readonly under: 'alone' | 'tini' | 'tini -g';
  readonly signal: string;
  readonly graceMs?: number;
}

const PREFIX = { alone: [], tini: ['tini', '--'], 'tini -g': ['tini', '-g', '--'] } as const;

/** How much longer than the workload's clean-up (300 ms) PID 1 may take. */
const GRACE_MS = 3500;

/**
 * Runs a wrapper above the workload and tells what the signal did.
 *
 * @throws what `observe` throws
 */
export async function measureWrapper(
  one: WrapperCase,
  { path, name }: Installed,
  { inner, under, signal, graceMs = GRACE_MS }: Probe,
  toolbox: Toolbox,
): Promise<WrapperOutcome> {
  const files = Object.fromEntries(
    Object.entries(one.files ?? {}).map(([file, text]) => [
      file,
      fill(text, inner, file.endsWith('.json') ? (word) => JSON.stringify(word).slice(1, -1) : undefined),
    ]),
  );
  const seen = await observe(
    [
      ...PREFIX[under],
      ...one.argv.flatMap((word) =>
        word === '{app}' && one.takes === 'words' ? inner : [fill(word, inner)],
      ),
    ],
    {
      toolbox,
      links: { [name]: path },
      files,
      ...(one.env && { env: one.env }),
      signal,
      graceMs,
      startMs: one.startMs ?? 3000,
      idleMs: one.startMs ? 2500 : 400,
      attempts: 2,
    },
  );
  return reduce(seen, signal);
}

/** The workload's words as shell text in place of `{app}`. */
function fill(text: string, inner: readonly string[], masked = (word: string) => word): string {
  const [first = '', ...rest] = inner;
  const command = inner[1] === '-c' ? (inner[2] ?? '') : [first, ...rest].join(' ');
  return text.replaceAll('{app}', masked(command));
}

function reduce(seen: Observation, signal: string): WrapperOutcome {
  const before = seen.workloads.filter(({ startedAt }) => startedAt <= 0);
  const got = before.flatMap(({ events }) =>
    events.flatMap((one) => (one.event === 'signal' ? [one.signal] : [])),
  );
  const numbers = [...new Set(got)].join('+');
  return {
    stop: seen.stop,
    ...(seen.tree && { tree: treeText(seen.tree, seen.workloads[0]?.env.HOME) }),
    ...(seen.exitStatus !== null && { exit: seen.exitStatus }),
    ...(seen.seconds > 1 && seen.exitStatus !== null && { after: Math.round(seen.seconds * 10) / 10 }),
    ...(seen.pid1StayedAfterWorkload && { stayed: true }),
    ...(numbers && numbers !== String(SIGNALS[signal]) && { got: numbers }),
    ...(seen.zombies > 0 && { zombies: seen.zombies }),
    ...(before.length === 0 && { stderr: `${seen.stdout}${seen.stderr}`.slice(-400) }),
  };
}

const SIGNALS: Readonly<Record<string, number>> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGUSR1: 10,
  SIGUSR2: 12,
  SIGTERM: 15,
  SIGWINCH: 28,
};

function treeText(node: ProcessNode, home: string | undefined): string {
  const [command = '', ...rest] = node.argv;
  const words = [basename(command), ...rest].join(' ').replaceAll('\n', '\\n');
  const text = (home ? words.replaceAll(home, '$HOME') : words).slice(0, 160);
  const children = node.children.map((child) => treeText(child, home));
  return children.length === 0 ? text : `${text} -> [${children.join(', ')}]`;
}
