import { basename } from 'node:path';
import type { Observation, ProcessNode, Workload } from './observe.ts';
import type { Shell } from './shells.ts';

/** What a shell did with a form, as `data/shell-forms.json` keeps it. */
export interface ShellOutcome {
  /** What PID 1 (below an init: the init's child) was when the signal was sent; `ended`: it had ended before. */
  readonly process: 'workload' | 'shell' | 'other' | 'ended';
  /** The tree, the shell under test written as `sh`, with its arguments where they are not its parent's. */
  readonly tree?: string;
  /** The stop outcome, in the model's words. */
  readonly stop: string;
  /** Exit status of PID 1; absent where it had to be killed. */
  readonly exit?: number;
  /** PID 1 stayed though every workload was done. */
  readonly stayed?: true;
  /** The tree never came to rest before the signal. */
  readonly restless?: true;
  /** Workloads that were started after the signal. */
  readonly restarted?: true;
  /** Processes that nobody had reaped when the signal was sent. */
  readonly zombies?: number;
  /** Per workload, where it is not just the stop signal: the signals that it got. */
  readonly got?: string;
  /** Per workload: signals that it inherited as ignored. */
  readonly ignores?: string;
}

const NAMES: Readonly<Record<number, string>> = {
  1: 'HUP',
  2: 'INT',
  3: 'QUIT',
  10: 'USR1',
  12: 'USR2',
  15: 'TERM',
  28: 'WINCH',
};

/** Outcomes that already say that the workload got no signal. */
const NOBODY_GOT_IT: readonly string[] = ['ignored', 'unnotified', 'no-workload'];

/**
 * Reduces an observation to what is worth keeping.
 *
 * @param signal the number of the stop signal
 * @param belowInit whether PID 1 was an init above the command
 */
export function shellOutcome(
  seen: Observation,
  shell: Shell,
  signal: number,
  belowInit: boolean,
): ShellOutcome {
  const root = belowInit ? seen.tree?.children[0] : seen.tree;
  const before = seen.workloads.filter((one) => one.startedAt <= 0);
  const got = before.map((one) => receivedSignals(one).join('+') || 'none');
  const onlyStopSignal = got.every((text) => text === NAMES[signal]);
  const ignores = before.map((one) => one.ignored.filter(isOrdinary).map(name).join('+'));
  return {
    process: root ? processKind(root, shell) : 'ended',
    ...(root && { tree: withoutScratch(treeText(root, shell), before) }),
    stop: seen.stop,
    ...(seen.exitStatus !== null && { exit: seen.exitStatus }),
    ...(seen.pid1StayedAfterWorkload && { stayed: true }),
    ...(!seen.settled && { restless: true }),
    ...(before.length < seen.workloads.length && { restarted: true }),
    ...(seen.zombies > 0 && { zombies: seen.zombies }),
    ...(root && !onlyStopSignal && !NOBODY_GOT_IT.includes(seen.stop) && { got: perWorkload(before, got) }),
    ...(ignores.some(Boolean) && { ignores: perWorkload(before, ignores) }),
  };
}

/** 32 and 33 belong to the C library; ksh93 ignores them as a side effect of asking for every number. */
const isOrdinary = (signal: number) => signal !== 32 && signal !== 33;

const name = (signal: number) => NAMES[signal] ?? String(signal);

/** The scratch folder, which is HOME, has another name every time. */
function withoutScratch(tree: string, [workload]: readonly Workload[]): string {
  const home = workload?.env.HOME;
  return home ? tree.replaceAll(home, '$HOME') : tree;
}

function receivedSignals({ events }: Workload): string[] {
  const numbers = events.flatMap((one) => (one.event === 'signal' ? [one.signal] : []));
  return [...new Set(numbers)].map(name);
}

/** In alphabetical order: which of two workloads is up first, is a matter of luck. */
function perWorkload(workloads: readonly Workload[], texts: readonly string[]): string {
  return workloads
    .map((one, index) => `${basename(one.argv[0] ?? '')}: ${texts[index] || 'none'}`)
    .sort()
    .join(', ');
}

function processKind(node: ProcessNode, shell: Shell): ShellOutcome['process'] {
  if (node.workload) return 'workload';
  return isShell(node, shell) ? 'shell' : 'other';
}

/** busybox is more than a shell: its name has to be one, too. */
function isShell({ exe, argv }: ProcessNode, shell: Shell): boolean {
  if (exe !== shell.path) return false;
  const called = argv.slice(0, basename(argv[0] ?? '') === 'busybox' ? 2 : 1).at(-1) ?? '';
  return shell.name !== 'ash' || /^-?(ash|sh)$/.test(basename(called));
}

function treeText(node: ProcessNode, shell: Shell, parent?: ProcessNode): string {
  const words = nodeText(node, shell, parent);
  const children = node.children.map((child) => treeText(child, shell, node));
  return children.length === 0 ? words : `${words} -> [${children.join(', ')}]`;
}

function nodeText(node: ProcessNode, shell: Shell, parent?: ProcessNode): string {
  const [command = '', ...rest] = node.argv;
  if (!isShell(node, shell)) return [basename(command), ...rest].join(' ');
  const forked = !parent || parent.argv.join('\0') === node.argv.join('\0');
  return forked ? 'sh' : `sh(${rest.join(' ').replaceAll('\n', '\\n')})`;
}
