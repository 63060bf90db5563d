import { signalName } from '../knowledge/signals.ts';
import type { ShellFact } from '../knowledge/types.ts';
import { atLeast } from '../shell/implicit-exec.ts';
import { parseShell } from '../shell/parse.ts';
import type { CommandList, ShellProgram, Unsupported } from '../shell/syntax.ts';
import { plainMapped } from '../text/mapped-text.ts';
import type { Argument } from './expand.ts';
import { killStep } from './kill.ts';
import { leave } from './machine.ts';
import { knowsOption } from './shell-options.ts';
import type { Frame, ShellSource, ShellState, Status, TrapAction } from './shell-state.ts';
import { looseSource, withEntry, withState } from './shell-state.ts';
import type { Call } from './simple-command.ts';
import { adoptedJobs, inPlaceOf, launchContext, runWords } from './simple-command.ts';
import type { Step, Task } from './step.ts';
import { ended, placeOf, running } from './step.ts';
import { evaluateTest } from './test-command.ts';

type Handler = (call: Call) => readonly (Task | Step)[];

/** Commands that every shell here has built in, and what they do as far as processes are concerned. */
const everywhere: Readonly<Record<string, Handler>> = {
  ':': status('ok'),
  true: status('ok'),
  false: status('fail'),
  '[': (call) => [done(call, evaluateTest(call.words))],
  test: (call) => [done(call, evaluateTest(call.words))],
  '.': sourceFile,
  alias: setAlias,
  bg: status('likely'),
  break: loopJump('break'),
  cd: status('likely'),
  command: runCommand,
  continue: loopJump('continue'),
  echo: status('ok'),
  eval: runEval,
  exec: runExec,
  exit: (call) => leave(exitStatus(call), call.task.state, call.task.conditions),
  export: setVariables,
  fg: (call) => waitFor(call, 'fg'),
  getopts: status('unknown'),
  hash: status('likely'),
  jobs: status('likely'),
  kill: killStep,
  local: setVariables,
  printf: status('ok'),
  pwd: status('ok'),
  read: (call) => [done(call, 'unknown', forget(call))],
  readonly: setVariables,
  return: returnFrom,
  set: setOptions,
  shift: shiftPositional,
  times: status('ok'),
  trap: setTrap,
  type: status('unknown'),
  ulimit: status('likely'),
  umask: status('likely'),
  unalias: status('likely'),
  unset: (call) => [done(call, 'ok', forget(call))],
  wait: (call) => (call.words[1]?.text === '-n' ? waitForAny(call) : waitFor(call, 'all')),
};

/** `wait -n` in shells that do not know it fails at once; measured. */
function waitForAny(call: Call): readonly (Task | Step)[] {
  const { implementation, version } = call.context.shell;
  const knows =
    implementation === 'bash'
      ? atLeast(version, 4, 3)
      : implementation === 'busybox ash'
        ? atLeast(version, 1, 33)
        : false;
  return knows === false ? [done(call, 'fail')] : waitFor(call, 'any');
}

/** An alias is text that is replaced before parsing: it is not followed, and its use says so. */
function setAlias(call: Call): readonly Task[] {
  let functions = call.task.state.functions;
  for (const { text } of operands(call)) {
    const name = /^([^=]+)=/.exec(text)?.[1];
    const body: Unsupported = { kind: 'unsupported', span: call.node.span, what: `the alias ${name}` };
    if (name) functions = withEntry(functions, name, { body, source: call.task.state.source });
  }
  return [done(call, 'likely', withState(call.task.state, { functions }))];
}

/** What bash (and the shells that follow it) have beside these. */
const inBash: Readonly<Record<string, Handler>> = {
  builtin: runCommand,
  declare: setVariables,
  let: status('unknown'),
  mapfile: status('likely'),
  popd: status('likely'),
  pushd: status('likely'),
  readarray: status('likely'),
  shopt: status('likely'),
  source: sourceFile,
  typeset: setVariables,
  enable: status('likely'),
  disown: status('ok'),
  logout: (call) => leave('likely', call.task.state, call.task.conditions),
};

const inBusybox: Readonly<Record<string, Handler>> = { source: sourceFile, let: status('unknown') };

/** What a shell does for a name itself; null when it runs a program of that name. */
export function builtin(name: string, shell: ShellFact): Handler | null {
  const common = Object.hasOwn(everywhere, name) ? everywhere[name] : undefined;
  if (common) return common;
  if (shell.implementation === 'dash') return missingInDash(name);
  const more = shell.implementation === 'busybox ash' ? inBusybox : inBash;
  if (name === 'builtin' && !['bash', 'zsh', 'mksh'].includes(shell.implementation)) return status('fail');
  return (Object.hasOwn(more, name) ? more[name] : undefined) ?? null;
}

/** Whether a name is one that a shell of any kind runs itself, so that `exec` and exec form cannot run it. */
export function isBuiltinSomewhere(name: string): boolean {
  return Object.hasOwn(everywhere, name) || Object.hasOwn(inBash, name);
}

/** `source` and its kind are "not found" in dash: the command fails, and the shell goes on. */
function missingInDash(name: string): Handler | null {
  if (!Object.hasOwn(inBash, name)) return null;
  return (call) => {
    return [done(call, 'fail', noted(call, `dash has no \`${name}\`: the command fails`))];
  };
}

function noted({ task, node }: Call, text: string): ShellState {
  const { state } = task;
  return withState(state, { notes: [...state.notes, { text, place: placeOf(state, node.span) }] });
}

function status(result: Status): Handler {
  return (call) => [done(call, result)];
}

function done(call: Call, result: Status, state: ShellState = call.task.state): Task {
  return ended(result, state, call.task.frame, call.task.conditions);
}

function operands(call: Call): readonly Argument[] {
  return call.words.slice(1);
}

function stuck(call: Call, reason: string): Step {
  const { state, frame, conditions } = call.task;
  return { kind: 'stuck', reason, place: placeOf(call.task.state, call.node.span), state, frame, conditions };
}

function exitStatus(call: Call): Status {
  const code = operands(call)[0];
  if (!code) return 'likely';
  if (!code.known) return 'unknown';
  return code.text === '0' ? 'ok' : 'fail';
}

function sourceFile(call: Call): readonly (Task | Step)[] {
  const { frame, conditions } = call.task;
  const named = operands(call)[0];
  const file = named?.known ? call.run.world.file(named.text) : null;
  if (file) {
    const program = parseShell(file.text);
    const first = program.lines[0];
    if (!first) return [done(call, 'ok')];
    return [runInside(call, program, first, { file: file.name, text: plainMapped(file.text, 0) })];
  }
  const reason = `what ${operands(call)[0]?.text ?? 'the file'} does was not read`;
  const assumed = noted(call, `${reason}; it is taken to only set things up`);
  return [{ kind: 'unread', reason, span: call.node.span, state: assumed, frame, conditions }];
}

function runCommand(call: Call): readonly (Task | Step)[] {
  const words = operands(call);
  let index = 0;
  while (words[index]?.known && /^-[pvV]+$/.test(words[index]?.text ?? '')) {
    if (words[index]?.text !== '-p') return [done(call, 'unknown')];
    index += 1;
  }
  if (words[index]?.text === '--') index += 1;
  if (call.context.shell.implementation === 'zsh' && isBuiltinSomewhere(words[index]?.text ?? '')) {
    return [stuck(call, 'zsh looks for a program of that name')];
  }
  return runWords({ ...call, words: words.slice(index), functions: false });
}

function runEval(call: Call): readonly (Task | Step)[] {
  const words = operands(call);
  if (words.some(({ known }) => !known)) {
    const onlySubstitutions = call.node.words
      .slice(1)
      .every((word) => word.parts.every(({ kind }) => kind === 'command' || kind === 'literal'));
    // `eval "$(ssh-agent)"` sets variables; `eval $COMMAND` may be the workload itself.
    if (onlySubstitutions) return [done(call, 'likely')];
    return [stuck(call, `what ${words.map(({ text }) => text).join(' ')} evaluates to is not known`)];
  }
  const program = parseShell(words.map(({ text }) => text).join(' '));
  if (program.errors.length > 0) return [done(call, 'fail')];
  const first = program.lines[0];
  if (!first) return [done(call, 'ok')];
  return [runInside(call, program, first, looseSource(program.text))];
}

/** Runs another program in the same shell, and comes back. */
function runInside(call: Call, program: ShellProgram, first: CommandList, source: ShellSource): Task {
  const { state, frame, conditions } = call.task;
  const back: Frame = { kind: 'source', source: state.source, next: frame };
  return running(
    first,
    withState(state, { source }),
    { kind: 'program', program, line: 0, next: back },
    conditions,
  );
}

function runExec(call: Call): readonly (Task | Step)[] {
  const words = operands(call);
  const options = execOptions(words, call.context.shell);
  if (options === null)
    return [
      stuck(call, `whether ${call.context.shell.implementation} takes options after exec is not known`),
    ];
  const rest = words.slice(options);
  if (rest.length === 0) return [done(call, 'ok')];
  const { state, frame, conditions } = call.task;
  const launched = call.run.launch(rest, launchContext(call, adoptedJobs(state)));
  return launched.map(({ value, conditions: more }) => {
    const all = [...conditions, ...more];
    if (value.lifetime === 'short' && value.adopted.length === 0) {
      return { kind: 'exit', status: 'likely', state, frame, conditions: all };
    }
    return { kind: 'replace', process: inPlaceOf(call, value, 'exec'), state, frame, conditions: all };
  });
}

/** How many words after `exec` are options; null where it was not measured. dash takes none: it looks for `-a`. */
function execOptions(words: readonly Argument[], { implementation, version }: ShellFact): number | null {
  if (implementation === 'dash') return 0;
  if (implementation === 'busybox ash' && words[0]?.text === '--' && atLeast(version, 1, 27) !== true)
    return null;
  let index = 0;
  while (words[index]?.known && /^-[acl]+$/.test(words[index]?.text ?? '')) {
    if (implementation !== 'bash' && implementation !== 'zsh') return null;
    index += words[index]?.text.includes('a') ? 2 : 1;
  }
  return words[index]?.text === '--' ? index + 1 : index;
}

function setVariables(call: Call): readonly Task[] {
  let variables = call.task.state.variables;
  for (const { text, known } of operands(call)) {
    const match = /^([A-Za-z_]\w*)=([\s\S]*)$/.exec(text);
    if (match) variables = withEntry(variables, match[1] as string, known ? (match[2] as string) : null);
  }
  return [done(call, 'likely', withState(call.task.state, { variables }))];
}

function forget(call: Call): ShellState {
  let variables = call.task.state.variables;
  for (const { text } of operands(call)) if (/^\w+$/.test(text)) variables = withEntry(variables, text, null);
  return withState(call.task.state, { variables });
}

function setOptions(call: Call): readonly (Task | Step)[] {
  const words = operands(call);
  const state = call.task.state;
  const refused = words.find(
    ({ text }, index) =>
      /^[-+].*o$/.test(words[index - 1]?.text ?? '') && !knowsOption(text, call.context.shell),
  );
  if (refused)
    return leave(
      'fail',
      noted(call, `${call.context.shell.implementation} does not know the option ${refused.text}: it ends`),
      call.task.conditions,
    );
  let monitor = state.monitor;
  for (const [index, { text }] of words.entries()) {
    if (
      text === '--' ||
      (!text.startsWith('-') && !text.startsWith('+') && !/^[-+].*o$/.test(words[index - 1]?.text ?? ''))
    ) {
      const rest = words.slice(text === '--' ? index + 1 : index);
      const positional = rest.map(({ text: value, known }) => (known ? value : null));
      return [done(call, 'ok', withState(state, { monitor, positional }))];
    }
    if (/^[-+][a-z]*m/.test(text) || (text === 'monitor' && words[index - 1]?.text.endsWith('o'))) {
      monitor = (text === 'monitor' ? (words[index - 1]?.text ?? '') : text).startsWith('-');
    }
  }
  return [done(call, 'ok', withState(state, { monitor }))];
}

function shiftPositional(call: Call): readonly Task[] {
  const { state } = call.task;
  const count = Number(operands(call)[0]?.text ?? '1');
  const positional = state.positional?.slice(Number.isFinite(count) ? count : 1) ?? null;
  return [done(call, 'likely', withState(state, { positional }))];
}

/** Leaves the innermost function or sourced file; at the top of a script it ends the shell. */
function returnFrom(call: Call): readonly (Task | Step)[] {
  const { state, conditions } = call.task;
  for (let frame = call.task.frame; frame; frame = frame.next) {
    if (frame.kind === 'call' || frame.kind === 'source')
      return [ended(exitStatus(call), state, frame, conditions)];
    if (frame.kind === 'trap') return [ended('likely', state, frame, conditions)];
  }
  return leave(exitStatus(call), state, conditions);
}

function loopJump(kind: 'break' | 'continue'): Handler {
  return (call) => {
    const { state, conditions } = call.task;
    let levels = Number(operands(call)[0]?.text ?? '1') || 1;
    for (let frame = call.task.frame; frame; frame = frame.next) {
      if (frame.kind === 'call') break;
      if (frame.kind !== 'body') continue;
      levels -= 1;
      if (levels > 0) continue;
      const target: Frame | null = kind === 'break' ? frame.next : frame;
      return [ended('ok', state, target, conditions)];
    }
    return [done(call, 'ok')];
  };
}

/** `trap action SIGNAL…`: `-` resets, an empty action ignores, and that is inherited by children. */
function setTrap(call: Call): readonly Task[] {
  const words = operands(call).filter(({ text }, index) => !(index === 0 && text === '--'));
  const { state } = call.task;
  const first = words[0];
  if (!first || first.text === '-p' || first.text === '-l') return [done(call, 'ok')];
  const resets = first.text === '-' || (first.known && words.length === 1);
  const signals = words.length === 1 ? words : words.slice(1);
  let traps = state.traps;
  for (const signal of signals) {
    const name = trapName(signal.text);
    if (name === null || state.ignored.has(name)) continue;
    traps = withEntry(traps, name, resets ? undefined : trapAction(first));
  }
  return [done(call, 'ok', withState(state, { traps }))];
}

function trapAction(action: Argument): TrapAction {
  if (!action.known) return 'unreadable';
  if (action.text === '') return 'ignore';
  const program = parseShell(action.text);
  return program.errors.length > 0 ? 'unreadable' : program;
}

function trapName(written: string): string | null {
  const upper = written.toUpperCase();
  if (upper === '0' || upper === 'EXIT') return 'EXIT';
  if (upper === 'ERR' || upper === 'DEBUG' || upper === 'RETURN') return upper;
  return signalName(written);
}

/** `wait` stands still only while a job that lasts is there. */
function waitFor(call: Call, until: 'all' | 'any' | 'fg'): readonly (Task | Step)[] {
  const { state, frame, conditions } = call.task;
  const named = operands(call).filter(({ text }) => !text.startsWith('-'));
  const alive = state.jobs.filter(({ process }) => process.lifetime !== 'short').map(({ pid }) => pid);
  const pids =
    named.length === 0 || named.some(({ known }) => !known) ? alive : namedJobs(named, state, alive);
  const last = alive.at(-1);
  const waited = until === 'fg' && named.length === 0 && last !== undefined ? [last] : pids;
  if (waited.length === 0) return [done(call, 'likely')];
  return [{ kind: 'wait', pids: waited, until, span: call.node.span, state, frame, conditions }];
}

function namedJobs(
  named: readonly Argument[],
  state: ShellState,
  alive: readonly number[],
): readonly number[] {
  return named
    .map(({ text }) => {
      const job = /^%(\d+)$/.exec(text);
      if (job) return state.jobs[Number(job[1]) - 1]?.pid ?? -1;
      return /^%[%+]?$/.test(text) ? (alive.at(-1) ?? -1) : Number(text);
    })
    .filter((pid) => alive.includes(pid));
}
