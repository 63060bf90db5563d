import fc from 'fast-check';
import { BASH, EXEC_FORM, WRAPPERS } from '../kernel/cases/exec-form.ts';
import { SHELL_FORM } from '../kernel/cases/shell-form.ts';
import { TRAPS } from '../kernel/cases/traps.ts';
import { randomCommand } from '../kernel/random-commands.ts';

const WRITTEN: readonly string[] = [...SHELL_FORM, ...TRAPS, ...EXEC_FORM, ...WRAPPERS, ...BASH];

const base = fc.constantFrom(
  'FROM debian:12',
  'FROM alpine:3.20 AS build\nFROM build',
  'FROM fedora:40',
  'FROM nginx:1.27',
  'FROM node:20-alpine\nWORKDIR /app\nCOPY . .',
  'FROM scratch',
  'FROM example.org/unknown/image@sha256:abc',
  'ARG TAG=3.20\nFROM alpine:$TAG\nSHELL ["/bin/ash", "-o", "pipefail", "-c"]',
);

/** Dockerfiles as people write them. */
const written: fc.Arbitrary<string> = fc
  .tuple(base, fc.constantFrom(...WRITTEN), fc.constantFrom('\n', '', '\n\n# the end\n'))
  .map(([from, lines, end]) => `${from}\n${lines}${end}`);

/** Random start commands in every form that a Dockerfile has for them. */
const started: fc.Arbitrary<string> = fc
  .tuple(base, fc.constantFrom('CMD', 'ENTRYPOINT', 'cmd'), randomCommand, fc.nat(3))
  .map(([from, keyword, text, form]) => {
    const oneLine = text.replace(/\n/g, '; ');
    const forms = [
      `${keyword} ${oneLine}`,
      `${keyword} ${JSON.stringify(['/bin/sh', '-c', text])}`,
      `ENTRYPOINT ["tini", "--"]\n${keyword} ${oneLine.replace(/; /g, '; \\\n  ')}`,
      `SHELL ["/bin/bash", "-c"]\n${keyword} ${oneLine}\nSTOPSIGNAL SIGINT`,
    ];
    return `${from}\n${forms[form]}\n`;
  });

/** One slip of the keyboard, the merge tool or the encoding. */
type Slip = (text: string, at: number, length: number, insert: string) => string;
const SLIPS: readonly Slip[] = [
  (text, at, length) => text.slice(0, at) + text.slice(at + length),
  (text, at, _length, insert) => text.slice(0, at) + insert + text.slice(at),
  (text, at, length) => text.slice(0, at + length) + text.slice(at),
  (text, at, length, insert) => text.slice(0, at) + insert + text.slice(at + length),
  (text) => text.replace(/\n/g, '\r\n'),
  (text, at, length) => text.slice(at, at + length) + text.slice(0, at) + text.slice(at + length),
];

const piece = fc.oneof(
  fc.constantFrom('"', "'", '\\', '`', '$', '${', '$(', '(', ')', '{', '}', '|', '&', ';', '<', '<<E', '\n'),
  fc.constantFrom(
    '[',
    ']',
    ',',
    '#',
    '\t',
    '\0',
    '\uFEFF',
    '\u2028',
    '\uD800',
    'fi',
    'done',
    'exec ',
    'ONBUILD ',
  ),
  fc.string({ unit: 'binary', maxLength: 5 }),
);

const slip = fc.tuple(fc.constantFrom(...SLIPS), fc.nat(400), fc.nat(40), piece).map(
  ([change, at, length, insert]) =>
    (text: string) =>
      change(text, at % (text.length + 1), length, insert),
);

/** Dockerfiles that were right once. */
const damaged: fc.Arbitrary<string> = fc
  .tuple(fc.oneof(written, started), fc.array(slip, { minLength: 1, maxLength: 4 }))
  .map(([text, slips]) => slips.reduce((current, change) => change(current), text));

/** Dockerfiles: most as people write them, some damaged. */
export const dockerfile: fc.Arbitrary<string> = fc.oneof(written, started, damaged, damaged);
