import { signalName } from '../knowledge/signals.ts';
import type { ShellFact } from '../knowledge/types.ts';
import { atLeast } from '../shell/implicit-exec.ts';
import { parseShell } from '../shell/parse.ts';
import { type Call, done, operands, withNote } from './call.ts';
import type { Argument } from './expand.ts';
import { type TrapAction, withEntry, withState } from './shell-state.ts';
import type { Task } from './step.ts';

/** `trap action SIGNAL…`: `-` resets, an empty action ignores, and that is inherited by children. */
export function setTrap(call: Call): readonly Task[] {
  const words = operands(call).filter(({ text }, index) => !(index === 0 && text === '--'));
  const { state } = call.task;
  const first = words[0];
  if (!first || first.text === '-p' || first.text === '-l')
    return [done(call, 'ok', withState(state, { calledTrap: true }))];
  const resets = first.text === '-' || (first.known && words.length === 1);
  const action = resets ? undefined : trapsLastJob(call) ? 'unreadable' : trapAction(first);
  let traps = state.traps;
  for (const { text } of words.length === 1 ? words : words.slice(1)) {
    const name = trapName(text, call.context.shell);
    if (name === null) {
      const note = `${call.context.shell.implementation} does not know \`trap … ${text}\`: the trap is not set`;
      return [done(call, 'fail', withState(withNote(call, note), { traps }))];
    }
    if (!state.ignored.has(name)) traps = withEntry(traps, name, action);
  }
  const everTrapped = state.everTrapped || (action !== undefined && action !== 'ignore');
  return [done(call, 'ok', withState(state, { traps, everTrapped, calledTrap: true }))];
}

/** `$!` before any job is empty in most shells, and 0, the whole group, in zsh and yash. */
function trapsLastJob({ node, task, context }: Call): boolean {
  const zero = context.shell.implementation === 'zsh' || context.shell.implementation === 'yash';
  if (!zero || task.state.lastJob !== null) return false;
  return node.words.some(({ parts }) => parts.some((part) => part.kind === 'parameter' && part.name === '!'));
}

function trapAction(action: Argument): TrapAction {
  if (!action.known) return 'unreadable';
  if (action.text === '') return 'ignore';
  const program = parseShell(action.text);
  return program.errors.length > 0 ? 'unreadable' : program;
}

/** A condition as a shell takes it; null where that shell refuses it. dash knows `TERM`, not `SIGTERM`. */
function trapName(written: string, shell: ShellFact): string | null {
  if (shell.implementation === 'dash' && /^SIG/i.test(written)) return null;
  if (shell.implementation === 'zsh' && /[a-z]/.test(written)) return null;
  const upper = written.toUpperCase();
  if (upper === '0' || upper === 'EXIT') return 'EXIT';
  if (upper === 'ERR') return knowsErr(shell) ? upper : null;
  if (upper === 'RETURN')
    return shell.implementation === 'bash' || shell.implementation === 'ksh93' ? upper : null;
  if (upper === 'DEBUG') return knowsDebug(shell) ? upper : null;
  return signalName(written);
}

function knowsErr({ implementation, version }: ShellFact): boolean {
  if (implementation === 'dash') return false;
  return implementation !== 'busybox ash' || atLeast(version, 1, 35) !== false;
}

function knowsDebug({ implementation }: ShellFact): boolean {
  return implementation === 'bash' || implementation === 'ksh93' || implementation === 'zsh';
}
