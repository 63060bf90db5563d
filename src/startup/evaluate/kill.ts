import type { StopCommand } from '../../knowledge/service-commands.ts';
import { signalName } from '../../knowledge/signals.ts';
import type { Argument } from '../expand/expand.ts';
import type { Call } from './call.ts';
import type { KillTarget, Step, Task } from './step.ts';
import { ended } from './step.ts';

/** `kill`: to whom the signal goes, as the words say; what comes of it is for the simulation. */
export function killStep(call: Call): readonly (Task | Step)[] {
  const { state, frame, conditions } = call.task;
  const { signal, targets } = readKill(call.words.slice(1), state.pid);
  if (signal === 'list') return [ended('ok', state, frame, conditions)];
  if (signal === 'probe') return [ended(probe(call, targets), state, frame, conditions)];
  // In a trap of dash or zsh there are no jobs to list.
  const listsJobs = call.node.words.some(({ source }) => /jobs\s+-l?p/.test(source));
  const none = listsJobs && ['dash', 'zsh'].includes(call.context.shell.implementation);
  const known = none ? [] : targets.map((target) => jobTarget(target, call));
  return [{ kind: 'kill', signal, targets: known, span: call.node.span, state, frame, conditions }];
}

/** `pkill` and `killall`, with a name or `-P $$`. */
export function killByName(call: Call): readonly (Task | Step)[] {
  const { state, frame, conditions } = call.task;
  let signal = 'SIGTERM';
  const targets: KillTarget[] = [];
  const words = call.words.slice(1);
  for (const [index, { text, known }] of words.entries()) {
    const option = words[index - 1]?.text ?? '';
    if (option === '-P')
      targets.push(text === String(state.pid) ? { to: 'children' } : { to: 'unknown', text });
    else if (option === '-s' || option === '--signal') signal = nameOrProbe(text);
    else if (text.startsWith('-')) signal = signalName(text.slice(1)) ?? signal;
    else targets.push(known ? { to: 'name', name: text } : { to: 'unknown', text });
  }
  return [{ kind: 'kill', signal, targets, span: call.node.span, state, frame, conditions }];
}

/** `service X stop`, `nginx -s quit`: a command that has a running program ended. */
export function stopByName({ programs, signal, waits }: StopCommand, call: Call): readonly Step[] {
  const { state, frame, conditions } = call.task;
  const targets = programs.map((name): KillTarget => ({ to: 'name', name }));
  return [{ kind: 'kill', signal, targets, waits, span: call.node.span, state, frame, conditions }];
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
  } else if (first !== '--' && isSignalOption(first, words.length) && !isOwnGroup(first, self)) {
    signal = nameOrProbe(first.slice(1));
    index = 1;
  }
  if (words[index]?.text === '--') index += 1;
  return { signal, targets: words.slice(index) };
}

/** `kill -$$` is the group of that number; in PID 1 it is `kill -1`, which names SIGHUP. */
function isOwnGroup(word: string, self: number): boolean {
  return self !== 1 && word === `-${self}`;
}

/** `kill -TERM` without a target is a mistake, and signals nobody; so is `kill -1`, which `kill -$$` is in PID 1. */
function isSignalOption(word: string, count: number): boolean {
  return word.startsWith('-') && (count > 1 || /^-((SIG)?[A-Z]|1$)/.test(word));
}

function nameOrProbe(text: string): string {
  return text === '0' ? 'probe' : (signalName(text) ?? 'SIGTERM');
}

function jobTarget({ text, known }: Argument, call: Call): KillTarget {
  const { state } = call.task;
  if (!known) return processFile(text) ?? { to: 'unknown', text };
  if (text === '0') return { to: 'group', named: false };
  if (text === `-${state.pid}`) return { to: 'group', named: true };
  if (text === '-1') return { to: 'everyone' };
  const job = /^%(\d*)/.exec(text);
  // Without job control dash has no numbers for its jobs.
  if (job && call.context.shell.implementation === 'dash') return { to: 'nobody' };
  if (job) {
    const found = job[1] ? state.jobs[Number(job[1]) - 1] : state.jobs.at(-1);
    return found ? { to: 'pid', pid: found.pid } : { to: 'unknown', text };
  }
  return /^\d+$/.test(text) ? { to: 'pid', pid: Number(text) } : { to: 'unknown', text };
}

/** `$(cat /run/nginx.pid)`: where a program of that name runs, it is the one. */
function processFile(text: string): KillTarget | null {
  const read = /^["']?(?:\$\(|`)\s*(?:cat\s|<)\s*["']?(?:\S*\/)?([\w.-]+?)\.pid["']?\s*[)`]["']?$/.exec(text);
  return read ? { to: 'process-file', name: read[1] as string, text } : null;
}
