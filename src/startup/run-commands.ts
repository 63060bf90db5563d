import { isPattern } from '../context/match-name.ts';
import { programName } from '../knowledge/programs.ts';
import type { ShellFact } from '../knowledge/types.ts';
import type { MappedText } from '../text/mapped-text.ts';
import { executableMode, type OperationBody, type Piece } from './build-operations.ts';
import { absolutePath, onePath, type PathSet } from './path-set.ts';
import { echoText, type KnownText, printfText, withUnixLines } from './run-text.ts';

/** A word of a command of RUN. */
export interface RunWord {
  /** The value; with wildcards as they are written where `pattern` is set. Null when it is not known. */
  readonly text: string | null;
  readonly pattern: boolean;
  readonly mapped: MappedText;
}

/** A command of a RUN as it is run: what its effect on files is worked out from. */
export interface RunCall {
  /** The words after the command's name. */
  readonly words: readonly RunWord[];
  /** The folder that it runs in; null when it is not known. */
  readonly directory: string | null;
  /** What it reads from a pipe, a here-document or `<`; null: nothing. */
  readonly input: readonly Piece[] | null;
  readonly shell: ShellFact;
  readonly file: string | null;
}

/** What a command does to files, and what it prints. */
export interface RunEffect {
  readonly operations: readonly OperationBody[];
  readonly output: readonly Piece[];
}

type Command = (call: RunCall) => RunEffect;

const silent: Command = () => ({ operations: [], output: [] });

/** Commands that leave the content and the mode of the files alone that they name. */
const harmless: readonly string[] = [
  ...[
    '[',
    'awk',
    'bash',
    'ash',
    'chgrp',
    'chown',
    'cmp',
    'command',
    'cut',
    'dash',
    'diff',
    'du',
    'egrep',
    'file',
    'getent',
  ],
  ...[
    'grep',
    'groupadd',
    'head',
    'id',
    'ldd',
    'ls',
    'md5sum',
    'mkdir',
    'node',
    'python',
    'python3',
    'readlink',
  ],
  ...[
    'realpath',
    'set',
    'setcap',
    'setfacl',
    'sh',
    'sha256sum',
    'shellcheck',
    'sleep',
    'sort',
    'source',
    'stat',
    'tail',
    'test',
  ],
  ...[
    'touch',
    'true',
    'type',
    'uniq',
    'useradd',
    'adduser',
    'usermod',
    'wc',
    'which',
    '.',
    ':',
    'apk',
    'apt-get',
    'apt',
  ],
];

const commands: ReadonlyMap<string, Command> = new Map<string, Command>([
  ...harmless.map((name): [string, Command] => [
    name,
    () => ({ operations: [], output: [unknownOutput(name)] }),
  ]),
  ...['chown', 'chgrp', 'mkdir', 'true', ':', 'set', 'touch', 'test', '[', 'sleep'].map(
    (name): [string, Command] => [name, silent],
  ),
  ['cat', cat],
  ['chmod', chmod],
  ['cp', (call) => transfer(call, { moves: false, executable: null })],
  ['dos2unix', (call) => lineEnds(operands(call.words))(call)],
  ['echo', (call) => print(call, (words) => echoText(words, call.shell))],
  ['install', install],
  ['ln', link],
  ['mv', (call) => transfer(call, { moves: true, executable: null })],
  ['printf', (call) => print(call, printfText)],
  ['rm', remove],
  ['sed', sed],
  ['tee', tee],
  ['tr', tr],
  ['unlink', remove],
]);

/** The effect of a command by its name; one that is not followed names the paths that it may change. */
export function runEffect(name: string, call: RunCall): RunEffect {
  const command = commands.get(name);
  return command ? command(call) : notFollowed(name, call);
}

function notFollowed(name: string, call: RunCall): RunEffect {
  const words = call.words.map((word) => valueOfOption(word));
  const paths = words
    .filter(({ text }) => text !== null && /[/.]/.test(text))
    .flatMap((word) => pathSet(word, call));
  return { operations: [{ kind: 'opaque', command: name, paths }], output: [unknownOutput(name)] };
}

/** `--output=/x` names `/x`, and so does `-o/x`. */
function valueOfOption(word: RunWord): RunWord {
  const value =
    word.text === null ? null : (/^(?:--?[\w-]+=|-[A-Za-z](?=\/))(.*)$/s.exec(word.text)?.[1] ?? word.text);
  return { ...word, text: value };
}

function unknownOutput(name: string): Piece {
  return { kind: 'unknown', reason: `with \`${name}\`, which is not followed` };
}

/** The words that are no options. */
function operands(words: readonly RunWord[], takesValue: RegExp | null = null): readonly RunWord[] {
  const found: RunWord[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] as RunWord;
    if (word.text === '--') return [...found, ...words.slice(index + 1)];
    if (word.text?.startsWith('-') && word.text !== '-') {
      if (takesValue?.test(word.text)) index += 1;
    } else found.push(word);
  }
  return found;
}

function pathSet({ text, pattern }: RunWord, { directory }: RunCall, recursive = false): readonly PathSet[] {
  const path = text === null ? null : absolutePath(text, directory);
  return path === null ? [] : [{ path, pattern: pattern && isPattern(path), recursive, name: null }];
}

function paths(words: readonly RunWord[], { directory }: RunCall): readonly (string | null)[] {
  return words.map(({ text, pattern }) => (text === null || pattern ? null : absolutePath(text, directory)));
}

function hasOption(words: readonly RunWord[], letter: RegExp, long: string): boolean {
  return words.some(
    ({ text }) => text !== null && (text === long || (/^-[A-Za-z]+$/.test(text) && letter.test(text))),
  );
}

function cat({ words, directory, input }: RunCall): RunEffect {
  const named = operands(words);
  if (named.length === 0 && input) return { operations: [], output: input };
  const output = named.flatMap((word): readonly Piece[] => {
    if (word.text === '-') return input ?? [];
    const path = word.text === null || word.pattern ? null : absolutePath(word.text, directory);
    if (path === null) return [{ kind: 'unknown', reason: 'with `cat` from a file that is not known' }];
    return [{ kind: 'file', path, unix: false }];
  });
  return { operations: [], output };
}

function chmod(call: RunCall): RunEffect {
  const words = call.words.filter(({ text }) => text === null || !/^(-[RcfvHLP]+|--.*)$/.test(text));
  const recursive = hasOption(call.words, /R/, '--recursive');
  const mode = words[0]?.text ?? null;
  const executable = mode === null ? null : executableMode(mode);
  const known = mode !== null && (executable !== null || /^[ugoa]*[-+=][rwstX,ugoa+=-]*$/.test(mode));
  if (known && executable === null) return silent(call);
  const sets = words.slice(1).flatMap((word) => pathSet(word, call, recursive));
  return { operations: sets.map((set) => ({ kind: 'mode', paths: set, executable })), output: [] };
}

function print({ words, file }: RunCall, write: (words: readonly MappedText[]) => KnownText): RunEffect {
  if (words.some(({ text, pattern }) => text === null || pattern)) {
    const written = words.find(({ text, pattern }) => text === null || pattern)?.mapped.text ?? '';
    return {
      operations: [],
      output: [{ kind: 'unknown', reason: `from ${written}, whose value is not known` }],
    };
  }
  const result = write(words.map(({ mapped }) => mapped));
  const piece: Piece =
    'text' in result
      ? { kind: 'text', file, text: result.text }
      : { kind: 'unknown', reason: `with ${result.unknown}` };
  return { operations: [], output: [piece] };
}

function remove(call: RunCall): RunEffect {
  const recursive = hasOption(call.words, /[rR]/, '--recursive');
  const sets = operands(call.words).flatMap((word) => pathSet(word, call, recursive));
  return { operations: sets.map((set) => ({ kind: 'remove', paths: set })), output: [] };
}

/** `cp`, `mv`: the last operand is the target, unless `-t` names it. */
function transfer(
  call: RunCall,
  how: { readonly moves: boolean; readonly executable: boolean | null },
  takesValue: RegExp | null = /^-[St]$|^--(suffix|target-directory)$/,
): RunEffect {
  const folder = call.words.findIndex(({ text }) => text === '-t' || text === '--target-directory');
  const given = operands(call.words, takesValue);
  const target = folder === -1 ? given.at(-1) : call.words[folder + 1];
  const sources = folder === -1 ? given.slice(0, -1) : given;
  const to = target?.text == null ? null : absolutePath(target.text, call.directory);
  if (to === null) return notFollowed('cp', call);
  const into = folder !== -1 || sources.length > 1 || /(^|\/)\.?$/.test(target?.text ?? '') ? true : null;
  const operations = sources.flatMap((word): readonly OperationBody[] => {
    const from = word.text === null ? null : absolutePath(word.text, call.directory);
    if (from === null || word.pattern) {
      const command = how.moves ? 'mv' : 'cp';
      return [{ kind: 'opaque', command, paths: [{ ...onePath(to), recursive: true }] }];
    }
    // `cp -r folder/. target`: what is in the folder.
    const content = /\/\.$/.test(word.text ?? '');
    return [{ kind: 'transfer', from, to, into: content ? false : into, ...how }];
  });
  return { operations, output: [] };
}

function install(call: RunCall): RunEffect {
  if (hasOption(call.words, /d/, '--directory')) return silent(call);
  const at = call.words.findIndex(({ text }) => text !== null && /^(-[A-Za-z]*m|--mode)$/.test(text));
  const joined = call.words
    .find(({ text }) => /^(--mode=|-m\d)/.test(text ?? ''))
    ?.text?.replace(/^(--mode=|-m)/, '');
  const mode = at === -1 ? joined : call.words[at + 1]?.text;
  const executable = mode == null ? at === -1 : executableMode(mode);
  return transfer(
    call,
    { moves: false, executable },
    /^-[A-Za-z]*[mogtS]$|^--(mode|owner|group|target-directory)$/,
  );
}

function link(call: RunCall): RunEffect {
  const [target, ...rest] = operands(call.words);
  const path = rest.at(-1)?.text ?? (target?.text ? (target.text.split('/').at(-1) ?? null) : null);
  const place = path === null ? null : absolutePath(path, call.directory);
  if (target?.text == null || target.pattern || place === null || rest.length > 1)
    return notFollowed('ln', call);
  const symbolic = hasOption(call.words, /s/, '--symbolic');
  const into =
    path?.endsWith('/') || path === '.'
      ? true
      : hasOption(call.words, /[nT]/, '--no-target-directory')
        ? false
        : null;
  if (symbolic) return { operations: [{ kind: 'link', target: target.text, path: place, into }], output: [] };
  const from = absolutePath(target.text, call.directory);
  if (from === null) return notFollowed('ln', call);
  return {
    operations: [{ kind: 'transfer', from, to: place, into, moves: false, executable: null }],
    output: [],
  };
}

function lineEnds(words: readonly RunWord[]): Command {
  return (call) => ({
    operations: words
      .flatMap((word) => pathSet(word, call))
      .map((set) => ({ kind: 'line-ends', paths: set })),
    output: [],
  });
}

/** An expression that takes out the carriage return at the end of each line, and does nothing else. */
const dropsReturns = /^s([/|,#@!])(?:\\r|\r|\\x0[dD]|\\o?015|\^M)(?:\\?\+|\*)?\$?\1\1g?$/;

function sed(call: RunCall): RunEffect {
  const inPlace = call.words.some(({ text }) => /^(-[nErsz]*i.*|--in-place.*)$/.test(text ?? ''));
  const scripts: (string | null)[] = [];
  const rest: RunWord[] = [];
  for (let index = 0; index < call.words.length; index += 1) {
    const word = call.words[index] as RunWord;
    const text = word.text ?? '';
    if (/^(-[nErsz]*e|--expression)$/.test(text)) {
      index += 1;
      scripts.push(call.words[index]?.text ?? null);
    } else if (/^--expression=/.test(text)) scripts.push(text.slice('--expression='.length));
    else if (!/^-./.test(text) && text !== '') rest.push(word);
  }
  if (scripts.length === 0) scripts.push(rest.shift()?.text ?? null);
  const onlyReturns = scripts.every((script) => script !== null && dropsReturns.test(script));
  if (inPlace && onlyReturns) return lineEnds(rest)(call);
  if (inPlace) return notFollowed('sed', { ...call, words: rest });
  const input = rest.length > 0 ? cat({ ...call, words: rest }).output : (call.input ?? []);
  return { operations: [], output: onlyReturns ? withoutReturns(input) : [unknownOutput('sed')] };
}

function tr({ words, input }: RunCall): RunEffect {
  const drops =
    words.length === 2 && words[0]?.text === '-d' && /^(\\r|\r|\\015)$/.test(words[1]?.text ?? '');
  return { operations: [], output: drops && input ? withoutReturns(input) : [unknownOutput('tr')] };
}

function withoutReturns(pieces: readonly Piece[]): readonly Piece[] {
  return pieces.map((piece) => {
    if (piece.kind === 'unknown') return piece;
    return piece.kind === 'file' ? { ...piece, unix: true } : { ...piece, text: withUnixLines(piece.text) };
  });
}

function tee(call: RunCall): RunEffect {
  const append = hasOption(call.words, /a/, '--append');
  const content = call.input ?? [];
  const operations = paths(operands(call.words), call).flatMap((path): readonly OperationBody[] =>
    path === null ? [] : [{ kind: 'write', path, pieces: content, append }],
  );
  return { operations, output: content };
}

/** Words in front of a command that change nothing about what it does to files; how many of them there are. */
export function prefixLength(words: readonly RunWord[]): number {
  const name = programName(words[0]?.text ?? '');
  if (name === 'busybox' || name === 'exec' || name === 'builtin' || name === 'time') return 1;
  if (name !== 'sudo' && name !== 'env' && name !== 'command' && name !== 'eatmydata') return 0;
  let index = 1;
  while (/^(-[A-Za-z]+|--|\w+=.*)$/.test(words[index]?.text ?? '')) index += 1;
  return index;
}
