import { isTest, programName } from '../../knowledge/programs.ts';
import { stopCommand } from '../../knowledge/service-commands.ts';
import type { Redirect, ShellProgram, SimpleCommand, Word } from '../../shell/syntax.ts';
import { sliceMapped } from '../../text/mapped-text.ts';
import { assign } from '../expand/assign.ts';
import { isAssumed, parameters, withAssumed, withGiven, withoutAssumptions } from '../expand/assumptions.ts';
import { defaultTexts, sameCommand } from '../expand/default-words.ts';
import type { Argument } from '../expand/expand.ts';
import { expandWord, itemOf } from '../expand/expand.ts';
import { afterExpansions, expansionFailure } from '../expand/expansion-effects.ts';
import { environment, withExported, withHidden } from '../expand/variables.ts';
import type { Origin, Process, Replaced } from '../process.ts';
import { trapsBlock } from './blocking-traps.ts';
import { builtin } from './builtins.ts';
import { type Call, withNote } from './call.ts';
import { killByName, stopByName } from './kill.ts';
import { mistakesMet } from './mistakes-met.ts';
import { leave } from './proceed.ts';
import type { Frame, ShellContext, ShellFunction, ShellSource, ShellState, Status } from './shell-state.ts';
import { withState } from './shell-state.ts';
import type { LaunchContext, Run, Step, Task } from './step.ts';
import { ended, placeOf, running, withCondition } from './step.ts';
import { withOrphans } from './with-orphans.ts';

/** How deeply functions may call each other before the model gives up. */
const deepestCall = 40;

/**
 * Runs one simple command: an assignment, a function, a builtin or a program.
 *
 * @param substitution which of its command substitutions runs next.
 * @param started whether its process substitutions run already.
 */
export function runSimple(
  node: SimpleCommand,
  task: Task,
  context: ShellContext,
  run: Run,
  substitution: number,
  started = false,
): readonly (Task | Step)[] {
  const inner = substitutions(node)[substitution];
  if (inner) return runSubstitution(node, substitution, inner, task, context, run);
  const splits = context.shell.implementation === 'dash' || context.shell.implementation === 'yash';
  if (splits && node.redirects.some(isAmpersandRedirect)) {
    return runSplit(node, task, context, run);
  }
  const readers = started ? task : withReaders(node, task, context, run);
  if (readers !== task) return runSimple(node, readers, context, run, substitution, true);
  const failure = expansionFailure(node, task.state);
  if (failure !== null) {
    const notes = [...task.state.notes, { text: failure, place: placeOf(task.state, node.span) }];
    return leave('fail', withState(task.state, { notes }), task.conditions);
  }
  const words = expandWords(node, task.state, context);
  run.world.spend(Math.floor(words.length / wordsOfAStep));
  const certain = certainWords(node, words, task.state, context);
  const after = { ...task, state: afterExpansions(node, task.state) };
  return runWords({ node, words, certain, task: after, context, run, functions: true });
}

/** How many words are as much work as one step: parameters that grow line by line are bounded as steps are. */
const wordsOfAStep = 32;

function expandWords(node: SimpleCommand, state: ShellState, context: ShellContext): readonly Argument[] {
  return node.words.flatMap((word) => {
    const fields = expand(word, state, context);
    const source = literalSource(word, state.source);
    return source === null ? fields : fields.map((field) => ({ ...field, source }));
  });
}

/** The words as far as they hold whatever a run sets; worked out when somebody asks. */
function certainWords(
  node: SimpleCommand,
  words: readonly Argument[],
  state: ShellState,
  context: ShellContext,
): Call['certain'] {
  if (node.words.every(({ parts }) => parts.every(({ kind }) => kind === 'literal'))) return () => words;
  let found: readonly Argument[] | undefined;
  return () => (found ??= expandWords(node, withoutAssumptions(state), context));
}

/** The call with what a default says, and with something else in the place of that. */
function bothWays(call: Call): readonly Call[] {
  const { task, node, words } = call;
  const certain = call.certain();
  const [isDefault, isOther] = defaultTexts(words, certain).map((text) =>
    withCondition(task.conditions, text),
  );
  const other = {
    ...task,
    state: withGiven(task.state, node.words),
    conditions: isOther as readonly string[],
  };
  return [
    { ...call, certain: () => words, task: { ...task, conditions: isDefault as readonly string[] } },
    { ...call, words: certain, certain: () => certain, task: other },
  ];
}

/** `> >(tee log)`: bash starts what reads or writes there as a child of its own, which `wait` does not know. */
function withReaders(node: SimpleCommand, task: Task, context: ShellContext, run: Run): Task {
  if (context.shell.implementation !== 'bash') return task;
  const words = [...node.words, ...node.redirects.flatMap(({ target }) => target ?? [])];
  const programs = words.flatMap(({ parts }) =>
    parts.flatMap((part) => (part.kind === 'process' && part.program ? [part.program] : [])),
  );
  const started = programs.flatMap((program) => {
    const [way, ...others] = run.fork(program, 'substitution', context, task.state, true);
    return others.length === 0 && way?.value && way.value.lifetime !== 'short' ? [way.value] : [];
  });
  if (started.length === 0) return task;
  const jobs = started.map((process) => ({ pid: process.pid, process, orphan: true }));
  return { ...task, state: withState(task.state, { jobs: [...task.state.jobs, ...jobs] }) };
}

function isAmpersandRedirect({ operator }: Redirect): boolean {
  return operator === '&>' || operator === '&>>';
}

/** dash and yash read `app &> log` as `app &` and `> log`: the command goes to the background. */
function runSplit(node: SimpleCommand, task: Task, context: ShellContext, run: Run): readonly Task[] {
  const { state, frame, conditions } = task;
  const redirects = node.redirects.filter((redirect) => !isAmpersandRedirect(redirect));
  const text = `${context.shell.implementation} does not know \`&>\`: it runs the command in the background`;
  const noted = withState(state, { notes: [...state.notes, { text, place: placeOf(state, node.span) }] });
  return run
    .fork({ ...node, redirects }, 'background', context, noted)
    .map(({ value, conditions: more }) =>
      ended('ok', withJob(noted, value, run), frame, [...conditions, ...more]),
    );
}

/** The state after a background job was started; one that ends at once leaves only its number. */
export function withJob(state: ShellState, process: Process | null, run: Run): ShellState {
  if (!process) return withState(state, { lastJob: run.world.nextPid() });
  return withState(state, {
    jobs: [...state.jobs, { pid: process.pid, process }],
    lastJob: process.pid,
    worked: false,
  });
}

/** dash does not know `$'…'`: to it that is a `$` before a quoted word. zsh does not split variables. */
function expand(word: Word, state: ShellState, { shell }: ShellContext): readonly Argument[] {
  const dollar = word.parts.some((part) => part.kind === 'literal' && part.dollar);
  if (shell.implementation === 'dash' && dollar) return [{ text: word.source, known: false }];
  return expandWord(word, state);
}

/** The command substitutions in a command, in the order in which they run. */
function substitutions(node: SimpleCommand): readonly ShellProgram[] {
  const words = [...node.words, ...node.assignments.flatMap(({ value }) => value ?? [])];
  return words.flatMap(({ parts }) =>
    parts.flatMap((part) => (part.kind === 'command' && part.program ? [part.program] : [])),
  );
}

/** The shell waits for what it substitutes; only something that lasts is worth standing still on. */
function runSubstitution(
  node: SimpleCommand,
  index: number,
  program: ShellProgram,
  task: Task,
  context: ShellContext,
  run: Run,
): readonly (Task | Step)[] {
  const { state, conditions } = task;
  const frame: Frame = { kind: 'substitutions', node, index: index + 1, next: task.frame };
  return run.fork(program, 'substitution', context, state).map(({ value, conditions: more }) => {
    const all = [...conditions, ...more];
    if (!value || value.lifetime === 'short') return ended('likely', state, frame, all);
    return { kind: 'foreground', processes: [value], span: node.span, state, frame, conditions: all };
  });
}

/** Runs a command whose words are expanded; `command` and `builtin` come back here with fewer of them. */
export function runWords(call: Call): readonly (Task | Step)[] {
  const { node, words, task, context } = call;
  if (!sameCommand(words[0], call.certain()[0])) return bothWays(call).flatMap(runWords);
  const name = words[0];
  if (!name) {
    const status = node.words.length > 0 ? 'unknown' : 'likely';
    return [ended(status, assign(node, task.state), task.frame, task.conditions)];
  }
  const called = call.functions && name.known ? task.state.functions.get(name.text) : undefined;
  if (called) return callFunction(call, called);
  if (name.known && /^(.*\/)?(pkill|killall)$/.test(name.text)) return killByName(call);
  const stops = name.known ? stopCommand(words.map(({ text, known }) => (known ? text : null))) : null;
  if (stops) return stopByName(stops, call);
  const handler = name.known ? builtin(name.text, context.shell) : null;
  return handler ? handler(onDefault(call)) : runProgram(call);
}

/** Builtins that act on a default alone: what they do where a run sets the variable is not followed. */
const restingOnDefaults: ReadonlySet<string> = new Set(['cd', 'kill', 'trap']);

/** The call with a note where it takes a variable to be unset that a run may set. */
function onDefault(call: Call): Call {
  const name = call.words[0]?.text ?? '';
  if (!restingOnDefaults.has(name) || !restsOnDefault(call)) return call;
  const text = `what \`${name}\` is given is the default of a variable that no file sets: a run that sets it is not looked at`;
  return { ...call, task: { ...call.task, state: withNote(call, text) } };
}

function callFunction(call: Call, { body, source }: ShellFunction): readonly (Task | Step)[] {
  const { words, task, node } = call;
  const { state, frame, conditions } = task;
  if (state.callDepth >= deepestCall) {
    const place = placeOf(state, node.span);
    return [
      { kind: 'stuck', reason: 'functions call each other too deeply', place, state, frame, conditions },
    ];
  }
  const name = words[0]?.text ?? '';
  const inside = withState(withOwnAssignments(call), {
    positional: words.slice(1).map(itemOf),
    callDepth: state.callDepth + 1,
    callers: [name, ...state.callers],
    source,
  });
  const { positional, callers, hidden } = state;
  const assumed = state.assumed.has(parameters);
  const back: Frame = {
    kind: 'call',
    name,
    positional,
    source: state.source,
    callers,
    hidden,
    assumed,
    next: frame,
  };
  return [running(body, withAssumed(inside, parameters, restsOnDefault(call)), back, conditions)];
}

/** `X=1 f`: the variable has that value as long as the function runs, and programs get it. */
function withOwnAssignments({ node, task }: Call): ShellState {
  const bare = withState(task.state, { hidden: new Map() });
  const own = node.assignments.reduce((state, { name }) => withHidden(state, name), bare);
  return withAssignedExported(node, assign(node, own));
}

function withAssignedExported({ assignments }: SimpleCommand, state: ShellState): ShellState {
  return assignments.reduce((current, { name }) => withExported(current, name, true), state);
}

/** Whether a word of the command is known only because a variable is taken to be unset. */
export function restsOnDefault({ node, task }: Call): boolean {
  return node.words.some((word) => isAssumed(word, task.state));
}

/** What a process started from here inherits; `replaces`: it takes the place of the shell. */
export function launchContext(call: Call, adopted: readonly Process[], replaces: boolean): LaunchContext {
  const { task, node } = call;
  const { state } = task;
  const assigned = withAssignedExported(node, assign(node, state));
  return {
    ignored: ignoredSignals(state),
    variables: environment(assigned),
    assumed: assigned.assumed,
    ...(restsOnDefault(call) && { certain: call.certain() }),
    adopted,
    origin: originOf(call),
    reads: call.context.reads,
    directory: state.directory,
    depth: call.context.depth,
    first: replaces && state.pid === 1,
    place: placeOf(state, node.span),
  };
}

/** Where the inside of a word of one literal stands, when no quoting inside it hides characters. */
function literalSource(word: Word, source: ShellSource): ShellSource | null {
  const only = word.parts.length === 1 ? word.parts[0] : undefined;
  if (source.file === null || only?.kind !== 'literal') return null;
  const quoted = word.source === `'${only.value}'` || word.source === `"${only.value}"`;
  if (!quoted) return null;
  const start = word.span.start + 1;
  return { file: source.file, text: sliceMapped(source.text, start, start + only.value.length) };
}

function originOf({ context, node, task }: Call): Origin {
  return { context, node, state: task.state, next: task.frame };
}

/** The process in its shell's place. */
export function inPlaceOf(call: Call, process: Process, by: Replaced['by']): Process {
  const { context } = call;
  // A forked shell that becomes its command is what everybody takes for granted.
  if (context.entry !== 'command-string' && by === 'implicit') return process;
  return { ...process, replaced: [{ context, by, origin: originOf(call) }, ...process.replaced] };
}

/** The signals that a child of a shell in this state is started with as ignored. */
export function ignoredSignals(state: ShellState): ReadonlySet<string> {
  const ignored = new Set(state.ignored);
  for (const [signal, action] of state.traps)
    if (action === 'ignore' && signal.startsWith('SIG')) ignored.add(signal);
  return ignored;
}

/** The processes a shell leaves behind when something else takes its place. */
export function adoptedJobs(state: ShellState): readonly Process[] {
  return state.jobs.map(({ process }) => process).filter(({ lifetime }) => lifetime !== 'short');
}

function runProgram(call: Call): readonly (Task | Step)[] {
  const { node, words, task, context, run } = call;
  const { state, frame, conditions } = task;
  const site = maybeInZsh(node, context) ? 'maybe' : context.sites.get(node);
  const replaces = site !== undefined && !trapsBlock(state, context.shell);
  const adopted = replaces ? adoptedJobs(state) : [];
  return run
    .launch(words, launchContext(call, adopted, replaces))
    .map(({ value, conditions: more, left }) => {
      const all = [...conditions, ...more];
      if (value.lifetime === 'short') {
        const ran = withState(state, { worked: state.worked || statusOf(words, value) !== 'ok' });
        const after = withMistakes(withOrphans(ran, left), value);
        return ended(statusOf(words, value), paused(after, words, value), frame, all);
      }
      if (replaces && site === 'maybe') {
        const reason = `whether ${context.shell.implementation} replaces itself here is not known`;
        return { kind: 'stuck', reason, place: placeOf(state, node.span), state, frame, conditions: all };
      }
      if (replaces)
        return {
          kind: 'replace',
          process: inPlaceOf(call, value, 'implicit'),
          state,
          frame,
          conditions: all,
        };
      return { kind: 'foreground', processes: [value], span: node.span, state, frame, conditions: all };
    });
}

/** What a script that ended could not be read for is worth knowing, also where what called it goes on. */
function withMistakes(state: ShellState, process: Process): ShellState {
  const met = mistakesMet(process);
  return met.length === 0 ? state : withState(state, { notes: [...state.notes, ...met] });
}

/** The state after a pause that is worth showing: what a polling loop stands in. */
function paused(state: ShellState, words: readonly Argument[], process: Process): ShellState {
  return programName(words[0]?.text ?? '') === 'sleep' ? withState(state, { pause: process }) : state;
}

/** zsh waits for the process of a substitution, if it has one. */
function maybeInZsh(node: SimpleCommand, { shell }: ShellContext): boolean {
  return (
    shell.implementation === 'zsh' &&
    node.words.some(({ parts }) => parts.some(({ kind }) => kind === 'process'))
  );
}

function statusOf(words: readonly Argument[], process: Process): Status {
  const name = programName(words[0]?.text ?? '');
  if (process.body.kind === 'program' && process.body.failure) return 'fail';
  if (mistakesMet(process).some(({ mistake }) => mistake.status !== null)) return 'fail';
  if (name === 'true' || name === 'sleep') return 'ok';
  if (name === 'false') return 'fail';
  return process.body.kind === 'program' && isTest(name) ? 'unknown' : 'likely';
}
