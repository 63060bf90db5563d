import type { ShellFact } from '../../knowledge/types.ts';
import { atLeast } from '../../shell/implicit-exec.ts';
import type { Unsupported } from '../../shell/syntax.ts';
import { decide } from '../expand/assumptions.ts';
import type { Argument } from '../expand/expand.ts';
import { evaluateTest } from '../expand/test-command.ts';
import { absolutePath } from '../image/path-set.ts';
import { onlyInShells } from '../launch/only-in-shells.ts';
import type { Process } from '../process.ts';
import { setOptions } from './builtin-set.ts';
import { runEval, sourceFile } from './builtin-source.ts';
import { setTrap } from './builtin-trap.ts';
import {
  exportVariables,
  forget,
  runLet,
  runPrintf,
  setLocal,
  setVariables,
  shiftPositional,
  unsetVariables,
} from './builtin-variables.ts';
import { bringToFront, disownJobs, waitForJobs } from './builtin-wait.ts';
import { type Call, callFrom, done, type Handler, operands, stuck, withNote } from './call.ts';
import { killStep } from './kill.ts';
import { leave } from './proceed.ts';
import type { Frame, Status } from './shell-state.ts';
import { withEntry, withState } from './shell-state.ts';
import { adoptedJobs, inPlaceOf, launchContext, runWords } from './simple-command.ts';
import { ended, type Step, type Task } from './step.ts';

/** Commands that every shell here has built in, and what they do as far as processes are concerned. */
const everywhere: Readonly<Record<string, Handler>> = {
  ':': status('ok'),
  true: decided('ok'),
  false: decided('fail'),
  '[': runTest,
  test: runTest,
  '.': sourceFile,
  alias: setAlias,
  bg: status('likely'),
  break: loopJump('break'),
  cd: changeFolder,
  command: runCommand,
  continue: loopJump('continue'),
  echo: status('ok'),
  eval: runEval,
  exec: runExec,
  exit: (call) => leave(exitStatus(call), call.task.state, call.task.conditions),
  export: exportVariables,
  fg: bringToFront,
  getopts: (call) => [done(call, 'unknown', forget(call, ['OPTARG', 'OPTIND']))],
  hash: status('likely'),
  jobs: status('likely'),
  kill: killStep,
  local: setLocal,
  printf: runPrintf,
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
  unset: unsetVariables,
  wait: waitForJobs,
};

/** `cd`: the folder that scripts with relative names are then looked for in. */
function changeFolder(call: Call): readonly Task[] {
  const target = operands(call).find(({ text, known }) => !known || !/^-[LPe]+$|^--$/.test(text));
  const path = target?.known === true && target.text !== '-' ? target.text : null;
  const directory = path === null ? null : absolutePath(path, call.task.state.directory);
  return [done(call, 'likely', withState(call.task.state, { directory }))];
}

function leaveFolder(call: Call): readonly Task[] {
  return [done(call, 'likely', withState(call.task.state, { directory: null }))];
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
  declare: setLocal,
  disown: disownJobs,
  enable: status('likely'),
  let: runLet,
  logout: (call) => leave('likely', call.task.state, call.task.conditions),
  mapfile: (call) => [done(call, 'likely', forget(call, ['MAPFILE']))],
  popd: leaveFolder,
  pushd: changeFolder,
  readarray: (call) => [done(call, 'likely', forget(call, ['MAPFILE']))],
  shopt: status('likely'),
  source: sourceFile,
  typeset: setLocal,
};

/** Which of these other shells have; in the rest the name is not found, and the command fails. */
const alsoIn: Readonly<Partial<Record<ShellFact['implementation'], readonly string[]>>> = {
  dash: [],
  'busybox ash': ['let', 'source'],
  mksh: ['builtin', 'let', 'source', 'typeset'],
  ksh93: ['disown', 'let', 'source', 'typeset'],
  zsh: ['builtin', 'declare', 'disown', 'enable', 'let', 'logout', 'popd', 'pushd', 'source', 'typeset'],
  yash: ['disown', 'popd', 'pushd', 'typeset'],
};

/** What a shell does for a name itself; null when it runs a program of that name. */
export function builtin(name: string, shell: ShellFact): Handler | null {
  const common = Object.hasOwn(everywhere, name) ? everywhere[name] : undefined;
  if (common) return common;
  const more = Object.hasOwn(inBash, name) ? inBash[name] : undefined;
  if (!more) return null;
  const known = alsoIn[shell.implementation]?.includes(name) ?? true;
  return known ? more : notFound(name);
}

/** Whether a name is one that a shell of any kind runs itself, so that `exec` and exec form cannot run it. */
export function isBuiltinSomewhere(name: string): boolean {
  return Object.hasOwn(everywhere, name) || Object.hasOwn(inBash, name);
}

/** `source` and its kind are "not found" in dash: the command fails, and the shell goes on. */
function notFound(name: string): Handler {
  return (call) => [
    done(
      call,
      'fail',
      withNote(call, `${call.context.shell.implementation} has no \`${name}\`: the command fails`),
    ),
  ];
}

function status(result: Status): Handler {
  return (call) => [done(call, result)];
}

/** `true` and `false`; which of the two a default may say: `${DEBUG:-false}`. */
function decided(result: Status): Handler {
  return (call) => {
    const certain = call.certain()[0]?.known ? result : 'unknown';
    return decide(result, certain, call.node.words, call.node.span, call.task);
  };
}

function runTest(call: Call): readonly Task[] {
  const certain = evaluateTest(call.certain());
  return decide(evaluateTest(call.words), certain, call.node.words, call.node.span, call.task);
}

function exitStatus(call: Call): Status {
  const code = call.certain()[1];
  if (!code) return call.task.state.last;
  if (!code.known) return 'unknown';
  return code.text === '0' ? 'ok' : 'fail';
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
  return runWords({ ...callFrom(call, index + 1), functions: false });
}

function runExec(call: Call): readonly (Task | Step)[] {
  const words = operands(call);
  const options = execOptions(words, call.context.shell);
  if (options === null)
    return [
      stuck(call, `whether ${call.context.shell.implementation} takes options after exec is not known`),
    ];
  const given = callFrom(call, 1 + options);
  const rest = given.words;
  if (rest.length === 0) return [done(call, 'ok')];
  if (rest[0]?.known && onlyInShells.has(rest[0].text)) {
    const note = `there is no program called ${rest[0].text}: \`exec\` fails`;
    return leave('fail', withNote(call, note), call.task.conditions);
  }
  const { state, frame, conditions } = call.task;
  const launched = call.run.launch(rest, launchContext(given, adoptedJobs(state), true));
  return launched.map(({ value, conditions: more }) => {
    const all = [...conditions, ...more];
    if (value.lifetime === 'short' && value.adopted.length === 0 && !isFailed(value)) {
      return { kind: 'exit', status: 'likely', state, frame, conditions: all };
    }
    const process = inPlaceOf(call, renamed(value, words.slice(0, options)), 'exec');
    return { kind: 'replace', process, state, frame, conditions: all };
  });
}

/** `exec -a name` gives the program another first word. */
function renamed(process: Process, options: readonly Argument[]): Process {
  const at = options.findIndex(({ text }) => /^-[cl]*a$/.test(text));
  const name = at === -1 ? undefined : options[at + 1]?.text;
  return name === undefined ? process : { ...process, argv: [name, ...process.argv.slice(1)] };
}

/** A script that cannot be started is worth keeping: it is what the container fails with. */
function isFailed({ body }: Process): boolean {
  return body.kind === 'program' && body.failure !== undefined;
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

/** Leaves the innermost function or sourced file; at the top of a script it ends the shell. */
function returnFrom(call: Call): readonly (Task | Step)[] {
  const { state, conditions } = call.task;
  for (let frame = call.task.frame; frame; frame = frame.next) {
    if (frame.kind === 'call' || frame.kind === 'source')
      return [ended(exitStatus(call), state, frame, conditions)];
    if (frame.kind === 'trap') return [ended('likely', state, frame, conditions)];
  }
  // bash says that it can only return from a function or a sourced file, and goes on.
  if (call.context.shell.implementation === 'bash') return [done(call, 'fail')];
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
