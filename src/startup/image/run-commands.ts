import type { MappedText } from '../../text/mapped-text.ts';
import { executableMode, type OperationBody, type Piece } from './build-operations.ts';
import { absolutePath } from './path-set.ts';
import {
  hasOption,
  notFollowed,
  operands,
  pathSet,
  paths,
  type RunCall,
  type RunEffect,
  type RunWord,
  unknownOutput,
} from './run-call.ts';
import { echoText, type KnownText, printfText, withUnixLines } from './run-text.ts';
import { install, link, transfer } from './run-transfers.ts';

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
  const known = mode !== null && (executable !== null || /^[ugoa]*[-+=][rwxstX,ugoa+=-]*$/.test(mode));
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
