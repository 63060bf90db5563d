import { type FileKind, fileKinds } from './file-constructs.ts';
import { numbered } from './numbered.ts';
import { type Construct, shellLines, shellNests, shellWords } from './shell-constructs.ts';

/** How a script ends, by name. */
const endings: readonly (readonly [name: string, text: string])[] = [
  ['hands over', 'exec "$@"'],
  ['stays', 'app; x'],
];

/** Where the repeated part of a script stands, by name. */
const places: readonly (readonly [name: string, begin: string, end: string])[] = [
  ['', '', ''],
  ['in a function', 'main() {\n:', '}\nmain "$@"'],
  ['in a branch', 'if [ -n "$MODE" ]; then\n:', 'fi'],
  ['in a loop', 'for mode in a b c; do\n:', 'done'],
  ['in an endless loop', 'while true; do\nstep', 'done'],
  ['in a subshell', '(\n:', ')'],
  ['in the background', '{\n:', '} &'],
  ['under -e', 'set -eu', ''],
  ['with a trap', "trap 'kill $!; wait' TERM\nserver &", 'wait'],
];

const library = 'if [ -n "$LIBRARY" ]; then L=1; else L=2; fi\n';
const other = '#!/bin/sh\nif [ -n "$1" ]; then A=1; fi\n';

function ofScript(text: string): Readonly<Record<string, string>> {
  return {
    Dockerfile:
      'FROM debian:12\nWORKDIR /srv\nCOPY . /srv/\nENTRYPOINT ["/srv/run.sh"]\nCMD ["app", "--flag"]\n',
    'run.sh': `#!/bin/bash\n${text}\n`,
    'lib.sh': library,
    'other.sh': other,
  };
}

function repeated({ before = '', line, after = '' }: Construct, size: number): string {
  const body = Array.from({ length: size }, (_, index) => numbered(line, index + 1, size));
  return [before, ...body, '', numbered(after, size, size)].join('\n');
}

function nested(open: string, close: string, size: number): string {
  const levels = Array.from({ length: size }, (_, index) => index + 1);
  const opens = levels.map((level) => `${numbered(open, level, size)}\n`);
  const closes = levels.toReversed().map((level) => `${numbered(close, level, size)}\n`);
  return `${opens.join('')} app --deep\n${closes.join('')}`;
}

const ofLines = shellLines.flatMap((construct) =>
  endings.map(
    ([ending, end]): FileKind => ({
      name: `script: ${construct.name}, ${ending}`,
      files: (size) => ofScript(`${repeated(construct, size)}\n${end}`),
    }),
  ),
);

const ofNests = shellNests.flatMap(([name, open, close]) =>
  endings.map(
    ([ending, end]): FileKind => ({
      name: `nested: ${name}, ${ending}`,
      files: (size) => ofScript(`${nested(open, close, size)}\n${end}`),
    }),
  ),
);

const ofWords = shellWords.map(
  ([name, begin, word, end]): FileKind => ({
    name: `words: ${name}`,
    files: (size) => ofScript(`${begin}${word.repeat(size)}${end}\nexec "$@"`),
  }),
);

/** Every construct alone. */
export const singleKinds: readonly FileKind[] = [...ofLines, ...ofNests, ...ofWords, ...fileKinds];

/** A kind that puts several constructs together, always the same for the same number. */
export function mixedKind(seed: number): FileKind {
  const random = numbers(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const [place, begin, end] = pick(places);
  const [ending, last] = pick(endings);
  const parts = Array.from({ length: 2 + Math.floor(random() * 3) }, () => pick(shellLines));
  const isWoven = random() < 0.5;
  return {
    name: `mixed ${seed}: ${parts.map(({ name }) => name).join(' + ')}${isWoven ? ', woven' : ''} ${place}, ${ending}`,
    files: (size) => {
      const text = isWoven ? woven(parts, size) : parts.map((part) => repeated(part, size)).join('\n');
      return ofScript([begin, text, end, last].join('\n'));
    },
  };
}

/** The lines of several constructs in turns; those that stand in something open (`case … in`) only one after another. */
function woven(parts: readonly Construct[], size: number): string {
  const [open, closed] = [
    parts.filter(({ after, line }) => after !== undefined || line.endsWith('\\')),
    parts.filter(({ after, line }) => after === undefined && !line.endsWith('\\')),
  ];
  const line = closed.map((part) => part.line).join('\n');
  const before = closed.map((part) => part.before ?? '').join('\n');
  return [...open.map((part) => repeated(part, size)), repeated({ name: '', before, line }, size)].join('\n');
}

/** mulberry32: numbers from 0 to 1 that are always the same for a seed. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
  };
}
