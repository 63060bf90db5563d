import type { Inner, Started } from '../../knowledge/started.ts';
import { unseenName } from '../../knowledge/unseen.ts';
import { sameProcess } from '../evaluate/same-process.ts';
import type { LaunchContext, Run } from '../evaluate/step.ts';
import type { Argument } from '../expand/expand.ts';
import { userNumber } from '../expand/parameter-value.ts';
import { absolutePath } from '../image/path-set.ts';
import type { Alternative, ForwardingSpec, Process } from '../process.ts';
import { onlyInShells } from './only-in-shells.ts';
import { certain, programProcess } from './program-process.ts';

type Ways = readonly Alternative<Process>[];

/** What an init or wrapper becomes, with what it starts: replaced by it, above it, or gone and the other left behind. */
export function launchStarted(
  started: Started,
  words: readonly Argument[],
  from: LaunchContext,
  run: Run,
): Ways {
  const argv = words.map(({ text }) => text);
  if (started.inner.length === 1 && started.inner[0]?.kind === 'nothing') {
    return [certain(programProcess(argv, from, run, { reaction: 'default', lifetime: 'short' }))];
  }
  const [first, ...more] = started.inner;
  const below = (context: LaunchContext): LaunchContext =>
    started.switchesUser ? asOtherUser(context) : context;
  const start = (context: LaunchContext): Ways =>
    first && more.length === 0
      ? launchInner(first, words, below(context), run)
      : [opaque([unseenName(started.name)], `${started.name} starts several programs`, context, run)];
  switch (becoming(started, from)) {
    case 'program':
      return started.becomes === 'program' ? start(from) : start(from).map(inOwnSession);
    case 'leaves':
      return leaves(started, argv, start({ ...from, adopted: [], first: false }), from, run);
    case 'stays': {
      const context = below({ ...from, adopted: [], first: false });
      const each = started.inner.map((one) => launchInner(one, words, context, run));
      const all = each.length === 0 ? [start(context)] : each;
      return together(all).map(({ conditions, value }) => ({
        conditions,
        value: above(started, argv, value, from, run),
      }));
    }
  }
}

/** How many ways a starter of several programs may have. */
const mostWays = 16;

/** All ways in which several programs can unfold together. */
function together(each: readonly Ways[]): readonly Alternative<readonly Process[]>[] {
  return each.reduce<readonly Alternative<readonly Process[]>[]>(
    (sofar, ways) =>
      sofar
        .flatMap(({ conditions, value }) =>
          ways.map((way) => ({
            conditions: [...conditions, ...way.conditions],
            value: [...value, way.value],
          })),
        )
        .slice(0, mostWays),
    [{ conditions: [], value: [] }],
  );
}

/** What is started no longer runs as root. */
function asOtherUser(from: LaunchContext): LaunchContext {
  return { ...from, variables: new Map([...from.variables, [userNumber, '1000']]) };
}

/** PID 1 and the child of an init lead their process group, what a shell starts does not. */
function becoming({ becomes, inner }: Started, { origin }: LaunchContext): 'program' | 'leaves' | 'stays' {
  if (inner.some((one) => one.kind === 'script' && one.background)) return 'leaves';
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
  children: readonly Process[],
  from: LaunchContext,
  run: Run,
): Process {
  const role = started.kind === 'wrapper' ? 'wrapper' : 'init';
  const spec: ForwardingSpec = { name: started.name, role, because: started.because, ...started.forwarding };
  const own =
    started.becomes === 'stays' ? children : children.map((one) => ({ ...one, detached: true as const }));
  const lasting = own.filter(({ lifetime }) => lifetime !== 'short');
  // What ends by itself is not there when the stop comes.
  const [child, ...others] = lasting.length > 0 ? lasting : own;
  const stops = started.inner.flatMap((one, index) => {
    const pid = own[index]?.pid;
    return one.kind === 'script' && one.stop && pid !== undefined ? [[pid, one.stop] as const] : [];
  });
  return {
    pid: run.world.nextPid(),
    argv,
    lifetime: child?.lifetime ?? 'short',
    ignored: from.ignored,
    adopted: from.adopted,
    replaced: [],
    origin: from.origin,
    place: from.place,
    body: {
      kind: 'forwarder',
      spec,
      child: child as Process,
      ...(others.length > 0 && { others }),
      ...(stops.length > 0 && { stops: new Map(stops) }),
    },
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
      return launchTexts(inner, inFolder(inner.directory, from), run);
    case 'unknown':
      return [opaque([inner.what], inner.because, from, run)];
    case 'nothing':
    case 'itself':
      return [certain(programProcess(['…'], from, run, { lifetime: 'short' }))];
  }
}

function inFolder(folder: string | null, from: LaunchContext): LaunchContext {
  return folder === null ? from : { ...from, directory: absolutePath(folder, from.directory ?? null) };
}

/** Texts that run one after the other: the last one that lasts is what is there when the stop comes. */
function launchTexts(
  { texts, sources = [], shell }: Extract<Inner, { kind: 'script' }>,
  from: LaunchContext,
  run: Run,
): Ways {
  let last: Ways = [certain(programProcess(['…'], from, run, { lifetime: 'short' }))];
  for (const [index, text] of texts.entries()) {
    const source = sources[index];
    const word = source ? { text, known: true, source } : undefined;
    const ways = launchText(text, shell, word, from, run);
    if (ways.some(({ value }) => value.lifetime !== 'short')) last = ways;
  }
  return last;
}

function launchText(
  text: string,
  shell: string,
  word: Argument | undefined,
  from: LaunchContext,
  run: Run,
): Ways {
  if (shell === 'none') return run.launch(quotedWords(text), from);
  if (shell === 'own') return launchInOwnShell(text, from, run);
  if (shell === 'direct' && isPlain(text) && !beginsWithBuiltin(text))
    return run.launch(plainWords(text), from);
  if (shell.startsWith('login of ')) return launchInLoginShell(shell.slice(9), text, word, from, run);
  const path = shell === 'sh' || shell === 'direct' ? '/bin/sh' : shell;
  return run.launch([literal(path), literal('-c'), word ?? literal(text)], from);
}

/** bun and deno read scripts themselves; a single command is started without more ado, `exec` is known to one only. */
function launchInOwnShell(text: string, from: LaunchContext, run: Run): Ways {
  if (isPlain(text) && !/^\s*exec\b/.test(text)) return run.launch(plainWords(text), from);
  return [opaque([text], 'it is run by a shell of its own, which is not followed', from, run)];
}

/** make and ruby know that there is no program of such a name. */
function beginsWithBuiltin(text: string): boolean {
  return onlyInShells.has(text.trim().split(/\s/)[0] ?? '');
}

function isPlain(text: string): boolean {
  return /^[\w./:@%+, -]+$/.test(text);
}

function plainWords(text: string): readonly Argument[] {
  return text.trim().split(/\s+/).map(literal);
}

/** The words of a text that no shell reads: quotes hold together, `%(NAME)s` is filled in by the starter. */
function quotedWords(text: string): readonly Argument[] {
  const words = text.match(/(?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|[^\s"'\\])+/g) ?? [];
  return words.map((word) => ({
    text: word.replace(/"((?:\\.|[^"\\])*)"|'([^']*)'|\\(.)/g, (_, double, single, escaped) =>
      double === undefined ? (single ?? escaped) : double.replace(/\\(["\\])/g, '$1'),
    ),
    known: !/%\(\w+\)s/.test(word),
  }));
}

/** Distributions with bash give it to root. */
function shellOfRoot({ world }: Run): string {
  return world.shell('bash').implementation === 'none' ? '/bin/sh' : 'bash';
}

/** Where it is not known which shell a user has, and /bin/sh and bash come to the same, it does not matter. */
function launchInLoginShell(
  user: string,
  text: string,
  word: Argument | undefined,
  from: LaunchContext,
  run: Run,
): Ways {
  const inShell = (path: string): Ways =>
    run.launch([literal(path), literal('-c'), word ?? literal(text)], from);
  const own = user === 'root' ? shellOfRoot(run) : run.world.loginShell(user);
  if (own !== null) return inShell(own);
  const [first, ...others] = ['/bin/sh', 'bash']
    .filter((name) => name !== 'bash' || run.world.shell(name).implementation !== 'none')
    .map(inShell);
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
