import type { ShellFact } from '../../knowledge/types.ts';
import { atLeast, isBash50 } from '../../shell/implicit-exec.ts';
import type { Argument } from '../expand/expand.ts';
import type { WaitMode } from '../process.ts';
import { hasJobControl } from './builtin-set.ts';
import { type Call, done, operands, stuck, withNote } from './call.ts';
import { type Job, withState } from './shell-state.ts';
import type { Step, Task } from './step.ts';

/** `wait`, `wait PID…`, `wait -n`. */
export function waitForJobs(call: Call): readonly (Task | Step)[] {
  if (operands(call)[0]?.text !== '-n') return standOn(call, 'all', true);
  const { shell } = call.context;
  if (knowsAny(shell)) return standOn(call, 'any', true);
  const text = `${shell.implementation} does not know \`wait -n\`: it fails at once`;
  return [done(call, 'fail', withNote(call, text))];
}

/** `fg`: without job control it fails. */
export function bringToFront(call: Call): readonly (Task | Step)[] {
  const controlled = call.task.state.monitor && hasJobControl(call.context.shell);
  return controlled ? standOn(call, 'fg', false) : [done(call, 'fail')];
}

/** `disown`: the jobs go on, and `wait` no longer knows them. */
export function disownJobs(call: Call): readonly (Task | Step)[] {
  if (isBash50(call.context.shell) || call.context.shell.implementation === 'ksh93')
    return [stuck(call, 'whether `wait` still knows a job after `disown` differs')];
  const jobs = call.task.state.jobs.map((job) => ({ ...job, orphan: true }));
  return [done(call, 'ok', withState(call.task.state, { jobs }))];
}

/** `wait -n` in shells that do not know it fails at once; measured. */
function knowsAny({ implementation, version }: ShellFact): boolean {
  if (implementation === 'bash') return atLeast(version, 4, 3) !== false;
  return implementation === 'busybox ash' && atLeast(version, 1, 33) !== false;
}

/** Stands still only while a job that lasts is there. */
function standOn(call: Call, until: WaitMode, all: boolean): readonly (Task | Step)[] {
  const { state, frame, conditions } = call.task;
  const named = operands(call).filter(({ text }) => !text.startsWith('-'));
  const alive = state.jobs.filter(({ process, orphan }) => process.lifetime !== 'short' && !orphan);
  const everyone = named.length === 0 || named.some(({ known }) => !known);
  const pids = everyone ? (all ? alive : alive.slice(-1)).map(({ pid }) => pid) : namedJobs(named, alive);
  if (pids.length === 0) return [done(call, 'likely')];
  const step = { kind: 'wait', pids, until, named: !everyone, span: call.node.span } as const;
  return [{ ...step, state, frame, conditions }];
}

function namedJobs(named: readonly Argument[], alive: readonly Job[]): readonly number[] {
  return named
    .map(({ text }) => {
      const job = /^%(\d+)$/.exec(text);
      if (job) return alive[Number(job[1]) - 1]?.pid ?? -1;
      return /^%[%+]?$/.test(text) ? (alive.at(-1)?.pid ?? -1) : Number(text);
    })
    .filter((pid) => alive.some((job) => job.pid === pid));
}
