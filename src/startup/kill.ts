import { signalName } from '../knowledge/signals.ts';
import type { Argument } from './expand.ts';
import type { Call } from './simple-command.ts';
import type { KillTarget, Step, Task } from './step.ts';
import { ended } from './step.ts';

/** `kill`: to whom the signal goes, as the words say; what comes of it is for the simulation. */
export function killStep(call: Call): readonly (Task | Step)[] {
  const { state, frame, conditions } = call.task;
  const { signal, targets } = readKill(call.words.slice(1), state.pid);
  if (signal === 'list') return [ended('ok', state, frame, conditions)];
  if (signal === 'probe') return [ended(probe(call, targets), state, frame, conditions)];
  const known = targets.map((target) => jobTarget(target, call));
  return [{ kind: 'kill', signal, targets: known, span: call.node.span, state, frame, conditions }];
}

/** `kill -0`: whether the process is still there; a job of this shell is, as far as it knows. */
function probe(call: Call, targets: readonly Argument[]): 'ok' | 'fail' | 'unknown' {
  const pids = targets.map(({ text, known }) => (known ? Number(text) : Number.NaN));
  if (pids.length === 0 || pids.some(Number.isNaN)) return 'unknown';
  return pids.every((pid) => call.task.state.jobs.some((job) => job.pid === pid)) ? 'ok' : 'fail';
}

function readKill(
  words: readonly Argument[],
  self: number,
): { signal: string; targets: readonly Argument[] } {
  let signal = 'SIGTERM';
  let index = 0;
  const first = words[0]?.text ?? '';
  if (/^-(l|L|-list|-table)/.test(first)) return { signal: 'list', targets: [] };
  if (first === '-s' || first === '-n' || first === '--signal') {
    signal = nameOrProbe(words[1]?.text ?? '');
    index = 2;
  } else if (first !== '--' && first.startsWith('-') && words.length > 1 && first !== `-${self}`) {
    signal = nameOrProbe(first.slice(1));
    index = 1;
  }
  if (words[index]?.text === '--') index += 1;
  return { signal, targets: words.slice(index) };
}

function nameOrProbe(text: string): string {
  return text === '0' ? 'probe' : (signalName(text) ?? 'SIGTERM');
}

function jobTarget({ text, known }: Argument, call: Call): KillTarget {
  const { state } = call.task;
  if (!known) return { to: 'unknown', text };
  if (text === '0' || text === `-${state.pid}`) return { to: 'group' };
  if (text === '-1') return { to: 'everyone' };
  const job = /^%(\d*)/.exec(text);
  if (job) {
    const found = job[1] ? state.jobs[Number(job[1]) - 1] : state.jobs.at(-1);
    return found ? { to: 'pid', pid: found.pid } : { to: 'unknown', text };
  }
  return /^\d+$/.test(text) ? { to: 'pid', pid: Number(text) } : { to: 'unknown', text };
}
