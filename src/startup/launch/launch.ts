import shells from '../../knowledge/data/commands.json' with { type: 'json' };
import { programName } from '../../knowledge/programs.ts';
import { wrapperEntry } from '../../knowledge/wrapper-of.ts';
import { replacementSites } from '../../shell/implicit-exec.ts';
import { hasProcessSubstitution, readProgram } from '../../shell/mistake.ts';
import { explore } from '../evaluate/explore.ts';
import { startProgram } from '../evaluate/machine.ts';
import type { ShellInvocation } from '../evaluate/shell-invocation.ts';
import { readShellInvocation } from '../evaluate/shell-invocation.ts';
import { knowsOption } from '../evaluate/shell-options.ts';
import {
  looseSource,
  type ShellContext,
  type ShellSource,
  type ShellState,
} from '../evaluate/shell-state.ts';
import type { LaunchContext, Run } from '../evaluate/step.ts';
import { parameters, withAssumed } from '../expand/assumptions.ts';
import { sameCommand } from '../expand/default-words.ts';
import type { Argument } from '../expand/expand.ts';
import { PersistentMap } from '../expand/persistent-map.ts';
import { PersistentSet } from '../expand/persistent-set.ts';
import type { Alternative, Process } from '../process.ts';
import { findCommand } from './find-command.ts';
import { launchCommand } from './launch-command.ts';
import { launchEither } from './launch-either.ts';
import { looksLikeScript } from './launch-program.ts';
import { onlyInShells } from './only-in-shells.ts';
import { certain, programProcess as program } from './program-process.ts';
import { failureText, hasCarriageReturns, type StartFailure, scriptStart } from './start-failure.ts';
import { fileSource, type ImageFile, isText, type NoText } from './world.ts';

const shellNames: ReadonlySet<string> = new Set(Object.keys(shells.shells));

/**
 * The processes that a command line becomes: a shell with what it runs, an init or wrapper with what
 * is below it, or a program.
 */
export function launch(
  words: readonly Argument[],
  from: LaunchContext,
  run: Run,
): readonly Alternative<Process>[] {
  const first = words[0];
  if (from.certain && !sameCommand(first, from.certain[0]))
    return launchEither(words, from, (either, without) => launch(either, without, run));
  if (!first) return [];
  const argv = words.map(({ text }) => text);
  if (/^(\[[^[]|-)/.test(first.text) || (first.known && /^[^/]*\s/.test(first.text))) {
    // What is left of an exec form that is none (`["app", 'x']` makes the shell look for `[app,`), an
    // option that the shell does not take for one (`exec -a` in dash), or a command line in one word.
    return [
      certain(
        program(argv, from, run, { lifetime: 'short', because: `there is no program called ${first.text}` }),
      ),
    ];
  }
  if (!first.known && !isNamed(first)) {
    return [
      certain(
        program(argv, from, run, {
          reaction: 'opaque',
          because: `which program ${first.text} is, is not known from the files`,
        }),
      ),
    ];
  }
  const script = findCommand(first.text, from, run);
  if (from.origin === null && onlyInShells.has(first.text) && !isText(script) && !script.brought) {
    const because = `${first.text} is a command of shells: there is no program of that name that lasts`;
    return [certain(program(argv, from, run, { lifetime: 'short', because }))];
  }
  const name = programName(first.text);
  if (isText(script) && wrapperEntry(name)?.knownScript !== true)
    return launchScript(script, withPath(words, script), from, run);
  if (!isText(script) && !script.brought && run.world.execsArguments(first.text) && words.length > 1)
    return launch(words.slice(1), behind(from, 1), run);
  if (name === 'busybox' && words[1]?.known && shellNames.has(words[1].text)) {
    return launchShell(words, words.slice(2), first.text, from, run);
  }
  if (shellNames.has(name)) return launchShell(words, words.slice(1), first.text, from, run);
  return launchEither(words, from, (either, without) => launchCommand(either, without, run));
}

/** Whether only the folder of a program is not known (`$JAVA_HOME/bin/java`); what a script does is in its text. */
function isNamed({ ends = '' }: Argument): boolean {
  const name = /\/([\w+-][\w.+-]*)$/.exec(ends)?.[1];
  return name !== undefined && !looksLikeScript(name, true);
}

/** What is certain of a command line without its first words. */
function behind(from: LaunchContext, count: number): LaunchContext {
  return from.certain ? { ...from, certain: from.certain.slice(count) } : from;
}

/** The interpreter of a script is given the path that was found along PATH. */
function withPath(words: readonly Argument[], { path }: ImageFile): readonly Argument[] {
  return path === undefined || path === words[0]?.text
    ? words
    : [{ text: path, known: true }, ...words.slice(1)];
}

function notRead(path: string, { reason }: NoText): string {
  return `the script ${path} was not read: ${reason}`;
}

function first(words: readonly Argument[]): string {
  return words[0]?.text ?? '';
}

/** How many scripts may start each other before the model gives up. */
const deepestScript = 30;

/** A text file that is executed: its `#!` line says by what; without one it takes a shell to run it. */
function launchScript(
  script: ImageFile,
  words: readonly Argument[],
  from: LaunchContext,
  run: Run,
): readonly Alternative<Process>[] {
  const above = from.origin?.context;
  const depth = (from.depth ?? 0) + 1;
  if (depth > deepestScript) {
    const argv = words.map(({ text }) => text);
    const because = `${script.name} and the scripts it starts start each other without end`;
    return [certain(program(argv, from, run, { reaction: 'opaque', because }))];
  }
  const source = fileSource(script);
  const start = scriptStart({ ...script, source }, first(words), above !== undefined);
  if ('failure' in start) return [certain(failed(start.failure, words, from, run))];
  const failure: StartFailure = {
    kind: 'no-interpreter',
    name: script.name,
    source,
    path: first(words),
    interpreter: start.interpreter?.[0] ?? null,
  };
  // Without a `#!` line the shell that could not execute it runs it itself.
  const interpreter = start.interpreter ?? [above?.argv[0] ?? '/bin/sh'];
  if (isOddShell(interpreter[0] as string)) {
    const argv = words.map(({ text }) => text);
    const because = `whether the image has ${interpreter[0]}, which ${script.name} names, is not known`;
    return [certain(program(argv, from, run, { reaction: 'opaque', because }))];
  }
  const named = interpreter.map((text) => ({ text, known: true }));
  const sure = from.certain && [...named, words[0] as Argument, ...from.certain.slice(1)];
  return launch(
    [...named, ...words],
    { ...from, depth, script: failure, ...(sure && { certain: sure }) },
    run,
  );
}

/** A shell where distributions do not put it. */
function isOddShell(path: string): boolean {
  if (!shellNames.has(programName(path))) return false;
  return !/^(\/(usr\/(local\/)?)?s?bin\/|\/busybox\/)?[^/]+$/.test(path);
}

/** A script that does not start. */
function failed(failure: StartFailure, words: readonly Argument[], from: LaunchContext, run: Run): Process {
  const argv = words.map(({ text }) => text);
  return program(argv, from, run, { lifetime: 'short', because: failureText(failure), failure });
}

function launchShell(
  words: readonly Argument[],
  rest: readonly Argument[],
  path: string,
  from: LaunchContext,
  run: Run,
): readonly Alternative<Process>[] {
  const argv = words.map(({ text }) => text);
  const isMissing = run.world.shell(path).implementation === 'none';
  if (isMissing && from.script)
    return [certain(failed({ ...from.script, interpreter: path }, words, from, run))];
  const invocation = readShellInvocation(rest);
  const sure = from.certain && readShellInvocation(from.certain.slice(words.length - rest.length));
  if (sure && !sameTask(sure, invocation))
    return launchEither(words, from, (either, without) => launch(either, without, run));
  const runs = invocation.runs;
  if (runs.kind === 'prompt')
    return [certain(program(argv, from, run, { lifetime: 'short', interactive: true }))];
  if (runs.kind === 'unknown')
    return [certain(program(argv, from, run, { reaction: 'opaque', because: runs.reason }))];
  if (runs.kind === 'nothing')
    return [certain(program(argv, from, run, { lifetime: 'short', because: runs.reason }))];
  const code =
    runs.kind === 'file' ? scriptSource(runs.path, from, run) : textSource(runs.text, rest[runs.index]);
  if ('reason' in code) {
    const because = notRead((runs as { path: string }).path, code);
    return [certain(program(argv, from, run, { reaction: 'opaque', because }))];
  }
  if (isMissing) {
    return [
      certain(
        program(argv, from, run, {
          lifetime: 'short',
          because: `the image has no ${path}, so it cannot start`,
        }),
      ),
    ];
  }
  if (runs.kind === 'file' && hasCarriageReturns(code.text.text)) {
    const failure: StartFailure = {
      kind: 'carriage-return',
      name: code.file ?? runs.path,
      source: code,
      path: runs.path,
      interpreter: null,
    };
    return [certain(failed(failure, words, from, run))];
  }
  const shell = run.world.shell(path);
  const option = invocation.options.find((name) => !knowsOption(name, shell));
  if (option !== undefined) {
    const because = `${shell.implementation} does not know the option ${option}: the shell ends`;
    return [certain(program(argv, from, run, { lifetime: 'short', because }))];
  }
  const read = readProgram(
    run.parse(code.text.text),
    shell,
    runs.kind === 'file' ? 'script' : 'text',
    invocation,
  );
  const entry = runs.kind === 'file' ? 'script' : 'command-string';
  const context: ShellContext = {
    argv,
    shell,
    posix: invocation.posix || programName(path) === 'sh',
    interactive: invocation.interactive,
    reads: from.reads,
    program: read,
    entry,
    depth: from.depth ?? 0,
    sites: replacementSites(read, entry, shell),
  };
  const started = initialState(invocation, code, context, from, run);
  const state = withAssumed(started, parameters, sure !== undefined);
  return explore(context, startProgram(read, state), run).map(
    ({ conditions, value, left = [], notes = [], worked }) =>
      value
        ? { conditions, value: workedOut(startedFrom(value, from), context, run) }
        : {
            conditions,
            value: program(argv, from, run, { lifetime: 'short', reaction: 'default', notes }),
            left,
            ...(worked && { worked }),
          },
  );
}

/** Whether two command lines make a shell run the same in the same way. */
function sameTask(a: ShellInvocation, b: ShellInvocation): boolean {
  const [one, other] = [a, b].map((invocation) =>
    JSON.stringify({ ...invocation, positional: [], name: '' }),
  );
  return one === other;
}

function textSource(text: string, word: Argument | undefined): ShellSource {
  return word?.source ?? looseSource(text);
}

/** A shell looks for its script in the current folder, and then along PATH. */
function scriptSource(path: string, from: LaunchContext, run: Run): ShellSource | NoText {
  const here = run.world.file(path, from.directory ?? null);
  if (isText(here)) return fileSource(here);
  if (here.brought || path.includes('/')) return here;
  const found = findCommand(path, from, run);
  return isText(found) ? fileSource(found) : found;
}

/** Some shells replace themselves in more ways than were worked out: that one of them stays is not known. */
function workedOut(process: Process, { shell, interactive, program: text }: ShellContext, run: Run): Process {
  const stays = process.body.kind === 'shell';
  const rare =
    ((stays || interactive) && (shell.implementation === 'ksh93' || shell.implementation === 'yash')) ||
    (stays && interactive && shell.implementation === 'mksh') ||
    (shell.implementation === 'yash' && hasProcessSubstitution(text));
  if (!rare) return process;
  const because = `where ${shell.implementation} replaces itself was not worked out`;
  return {
    ...process,
    pid: run.world.nextPid(),
    body: { kind: 'program', reaction: 'opaque', because, accessory: false, interactive: false },
  };
}

/** However often the process was replaced since: it is what this command line started. */
function startedFrom(process: Process, from: LaunchContext): Process {
  return { ...process, origin: from.origin, place: from.place };
}

function initialState(
  invocation: ShellInvocation,
  source: ShellSource,
  context: ShellContext,
  from: LaunchContext,
  run: Run,
): ShellState {
  return {
    pid: from.first ? 1 : run.world.nextPid(),
    implementation: context.shell.implementation,
    source,
    traps: new Map(),
    trapsAtLine: new Map(),
    trapCalls: new Map(),
    arrays: PersistentMap.empty(),
    everTrapped: false,
    calledTrap: false,
    errexit: invocation.errexit,
    nounset: invocation.nounset,
    last: 'ok',
    pause: null,
    ignored: from.ignored,
    variables: PersistentMap.from(from.variables),
    unset: PersistentSet.empty(),
    exported: PersistentSet.from(from.variables.keys()),
    allexport: invocation.allexport,
    name: invocation.name,
    positional: invocation.positional,
    functions: PersistentMap.empty(),
    jobs: from.adopted.map((process) => ({ pid: process.pid, process })),
    lastJob: null,
    front: [],
    // `-m` on the command line was seen to have no effect without a terminal.
    monitor: false,
    callDepth: 0,
    callers: context.entry === 'script' ? ['main'] : [],
    hidden: new Map(),
    assumed: PersistentSet.from([...(from.assumed ?? [])].filter((name) => from.variables.has(name))),
    directory: from.directory ?? null,
    worked: false,
    stood: 0,
    notes: [],
  };
}
