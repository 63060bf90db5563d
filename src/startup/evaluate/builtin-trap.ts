import { signalName } from '../../knowledge/signals.ts';
import type { ShellFact } from '../../knowledge/types.ts';
import { atLeast } from '../../shell/implicit-exec.ts';
import { parseShell } from '../../shell/parse.ts';
import { type Argument, expandText } from '../expand/expand.ts';
import { type Call, done, operands, withNote } from './call.ts';
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
  const early = earlyVariable(call);
  const text = first.known || early === null ? first : withoutUnset(call, first);
  const action = resets ? undefined : trapsLastJob(call) ? 'unreadable' : trapAction(text);
  let { traps, trapCalls } = state;
  const node = { node: call.node, source: state.source, early };
  for (const { text: written } of words.length === 1 ? words : words.slice(1)) {
    const name = trapName(written, call.context.shell);
    if (name === null) {
      const note = `${call.context.shell.implementation} does not know \`trap … ${written}\`: the trap is not set`;
      const refused = signalName(written);
      if (refused) trapCalls = withEntry(trapCalls, refused, { ...node, refused: written });
      return [done(call, 'fail', withState(withNote(call, note), { traps, trapCalls }))];
    }
    trapCalls = withEntry(trapCalls, name, resets ? undefined : { ...node, refused: null });
    if (remembersTrap(name, call) || !state.ignored.has(name)) traps = withEntry(traps, name, action);
  }
  const everTrapped = state.everTrapped || (action !== undefined && action !== 'ignore');
  return [done(call, 'ok', withState(state, { traps, trapCalls, everTrapped, calledTrap: true }))];
}

/**
 * Whether a trap for an ignored signal keeps the shell although it does not run: dash remembers every one,
 * bash those of the signals that are only ignored because the shell was started with `&`.
 */
function remembersTrap(name: string, { context }: Call): boolean {
  const { implementation } = context.shell;
  const byBackground = context.entry === 'background' && (name === 'SIGINT' || name === 'SIGQUIT');
  return implementation === 'dash' || (implementation === 'bash' && byBackground);
}

/** A variable in the action that the shell replaces now, although the script sets it only later. */
function earlyVariable({ node, task }: Call): string | null {
  const { state } = task;
  const parts = node.words[1]?.parts ?? [];
  for (const part of parts) {
    if (part.kind !== 'parameter' || part.operator !== null) continue;
    if (part.name === '!' && state.lastJob === null) return '$!';
    if (!state.variables.has(part.name) && isSetIn(state.source.text.text, part.name)) return `$${part.name}`;
  }
  return null;
}

function isSetIn(text: string, name: string): boolean {
  return /^[A-Za-z_]\w*$/.test(name) && new RegExp(`(^|[\\s;&({])${name}=`).test(text);
}

/** The action with nothing in the place of variables that are not set yet. */
function withoutUnset({ node, task }: Call, action: Argument): Argument {
  const word = node.words[1];
  const { variables } = task.state;
  const unset = (word?.parts ?? []).flatMap((part) =>
    part.kind === 'parameter' && !variables.has(part.name) ? [[part.name, ''] as const] : [],
  );
  const text =
    word && expandText(word, withState(task.state, { variables: new Map([...variables, ...unset]) }));
  return text === null || text === undefined ? action : { text, known: true };
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
