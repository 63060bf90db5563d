import type { Inner, Started } from '../knowledge/started.ts';
import { type Argument, userNumber } from './expand.ts';
import type { Alternative, ForwardingSpec, Process } from './process.ts';
import { certain, programProcess } from './program-process.ts';
import { sameProcess } from './same-process.ts';
import type { LaunchContext, Run } from './step.ts';

type Ways = readonly Alternative<Process>[];

/** What an init or wrapper becomes, with what it starts: replaced by it, above it, or gone and the other left behind. */
export function launchStarted(
  started: Started,
  words: readonly Argument[],
  from: LaunchContext,
  run: Run,
): Ways {
  const argv = words.map(({ text }) => text);
  const inner = started.inner.length === 1 ? started.inner[0] : undefined;
  if (inner?.kind === 'nothing') {
    return [certain(programProcess(argv, from, run, { reaction: 'default', lifetime: 'short' }))];
  }
  const start = (context: LaunchContext): Ways => {
    const below = started.switchesUser ? asOtherUser(context) : context;
    return inner
      ? launchInner(inner, words, below, run)
      : [opaque([`what ${started.name} starts`], `${started.name} starts several programs`, below, run)];
  };
  switch (becoming(started, from)) {
    case 'program':
      return started.becomes === 'program' ? start(from) : start(from).map(inOwnSession);
    case 'leaves':
      return leaves(started, argv, start({ ...from, adopted: [] }), from, run);
    case 'stays':
      return start({ ...from, adopted: [] }).map(({ conditions, value }) => ({
        conditions,
        value: above(
          started,
          argv,
          started.becomes === 'stays' ? value : { ...value, detached: true },
          from,
          run,
        ),
      }));
  }
}

/** What is started no longer runs as root. */
function asOtherUser(from: LaunchContext): LaunchContext {
  return { ...from, variables: new Map([...from.variables, [userNumber, '1000']]) };
}

/** PID 1 and the child of an init lead their process group, what a shell starts does not. */
function becoming({ becomes }: Started, { origin }: LaunchContext): 'program' | 'leaves' | 'stays' {
  if (becomes !== 'leader' && becomes !== 'waiting-leader') return becomes;
  if (origin !== null) return 'program';
  return becomes === 'leader' ? 'leaves' : 'stays';
}

function inOwnSession(way: Alternative<Process>): Alternative<Process> {
  return { ...way, value: { ...way.value, detached: true } };
}

function leaves(
  { name }: Started,
  argv: readonly string[],
  inner: Ways,
  from: LaunchContext,
  run: Run,
): Ways {
  const because = `${name} starts its program in the background and ends`;
  return inner.map(({ conditions, value }) => ({
    conditions,
    value: programProcess(argv, from, run, { reaction: 'default', lifetime: 'short', because }),
    left: value.lifetime === 'short' ? [] : [{ ...value, detached: true }],
  }));
}

function above(
  started: Started,
  argv: readonly string[],
  child: Process,
  from: LaunchContext,
  run: Run,
): Process {
  const role = started.kind === 'wrapper' ? 'wrapper' : 'init';
  const spec: ForwardingSpec = { name: started.name, role, because: started.because, ...started.forwarding };
  return {
    pid: run.world.nextPid(),
    argv,
    lifetime: child.lifetime,
    ignored: from.ignored,
    adopted: from.adopted,
    replaced: [],
    origin: from.origin,
    place: from.place,
    body: { kind: 'forwarder', spec, child },
  };
}

function launchInner(inner: Inner, words: readonly Argument[], from: LaunchContext, run: Run): Ways {
  switch (inner.kind) {
    case 'words':
      return run.launch(words.slice(inner.at), from);
    case 'argv':
      return run.launch(inner.argv.map(literal), from);
    case 'text':
      return launchText(inner.text, inner.shell, inner.at === null ? undefined : words[inner.at], from, run);
    case 'script':
      if (inner.text === null)
        return [
          opaque([`${inner.tool} script ${inner.name}`], `the script ${inner.name} was not read`, from, run),
        ];
      return launchText(inner.text, inner.shell, undefined, from, run);
    case 'unknown':
      return [opaque([inner.what], inner.because, from, run)];
    case 'nothing':
    case 'itself':
      return [certain(programProcess(['…'], from, run, { lifetime: 'short' }))];
  }
}

function launchText(
  text: string,
  shell: string,
  word: Argument | undefined,
  from: LaunchContext,
  run: Run,
): Ways {
  if (shell === 'own') return launchInOwnShell(text, from, run);
  if (shell === 'direct' && isPlain(text)) return run.launch(plainWords(text), from);
  if (shell === 'login') return launchInLoginShell(text, word, from, run);
  const path =
    shell === 'sh' || shell === 'direct' ? '/bin/sh' : shell === 'login of root' ? shellOfRoot(run) : shell;
  return run.launch([literal(path), literal('-c'), word ?? literal(text)], from);
}

/** bun and deno read scripts themselves; a single command is started without more ado, `exec` is known to one only. */
function launchInOwnShell(text: string, from: LaunchContext, run: Run): Ways {
  if (isPlain(text) && !/^\s*exec\b/.test(text)) return run.launch(plainWords(text), from);
  return [opaque([text], 'it is run by a shell of its own, which is not followed', from, run)];
}

function isPlain(text: string): boolean {
  return /^[\w./:@%+, -]+$/.test(text);
}

function plainWords(text: string): readonly Argument[] {
  return text.trim().split(/\s+/).map(literal);
}

/** Distributions with bash give it to root. */
function shellOfRoot({ world }: Run): string {
  return world.shell('bash').implementation === 'none' ? '/bin/sh' : 'bash';
}

/** Which shell a user has is written in the image: where /bin/sh and bash come to the same, it does not matter. */
function launchInLoginShell(text: string, word: Argument | undefined, from: LaunchContext, run: Run): Ways {
  const [first, ...others] = ['/bin/sh', 'bash']
    .filter((name) => name !== 'bash' || run.world.shell(name).implementation !== 'none')
    .map((name) => run.launch([literal(name), literal('-c'), word ?? literal(text)], from));
  if (first && others.every((other) => isSame(first, other))) return first;
  return [opaque([text], 'which login shell the user has is not known', from, run)];
}

function isSame(a: Ways, b: Ways): boolean {
  return a.length === b.length && a.every(({ value }, index) => sameProcess(value, b[index]?.value ?? null));
}

function literal(text: string): Argument {
  return { text, known: true };
}

function opaque(
  argv: readonly string[],
  because: string,
  from: LaunchContext,
  run: Run,
): Alternative<Process> {
  return certain(programProcess(argv, from, run, { reaction: 'opaque', because }));
}
