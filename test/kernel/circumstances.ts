import type { Observation, Workload } from './observe.ts';

/** How a workload was started: everything that a safe fix has to keep. */
export interface Circumstances {
  readonly argv: readonly string[];
  readonly env: readonly (readonly [string, string])[];
  readonly cwd: string;
  readonly uid: number;
  readonly fds: readonly string[];
  /** Signals that it inherited as ignored or blocked, by number. */
  readonly ignored: readonly number[];
  readonly blocked: readonly number[];
}

/** Variables that shells set for themselves and hand on. */
const OWN_VARIABLES: readonly string[] = ['PWD', 'OLDPWD', 'SHLVL', '_'];

/** The circumstances of every workload, in an order of their own: which one is up first is a matter of luck. */
export function circumstances({ workloads }: Observation): readonly Circumstances[] {
  return workloads
    .filter(({ startedAt }) => startedAt <= 0)
    .map(circumstancesOf)
    .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

function circumstancesOf(one: Workload): Circumstances {
  return {
    argv: one.argv.map(general),
    env: Object.entries(one.env)
      .filter(([name]) => !OWN_VARIABLES.includes(name))
      .map(([name, value]) => [name, general(value)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
    cwd: general(one.cwd),
    uid: one.uid,
    fds: one.fds.map(({ fd, target }) => `${fd} ${general(target)}`),
    ignored: one.ignored,
    blocked: one.blocked,
  };
}

/** Scratch folders, pipes and the folder of the toolbox have other names every time. */
function general(text: string): string {
  return text.replace(/[^\s:=]*\/pid1-lint-kernel-\w+\/run-\w+/g, '~').replace(/^pipe:\[\d+\]$/, 'pipe');
}
