// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are variables of a Dockerfile
import { describe, expect, test } from 'vitest';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { encodings, marked } from './marked.ts';

/** The messages are BuildKit's own where it has one; the mark is the place. */
const refused: readonly (readonly [string, string])[] = [
  ['«FOO» a', 'unknown instruction: FOO'],
  ['«CMD["a"]»', 'unknown instruction: CMD["A"]'],
  ['«&&» b', 'unknown instruction: &&'],
  ['«FROM»', 'FROM requires either one or three arguments'],
  ['FROM «a b»', 'FROM requires either one or three arguments'],
  ['FROM «a # b»', `FROM requires either one or three arguments`],
  ['FROM «a b c d»', 'FROM requires either one or three arguments'],
  ['FROM «a AS 1b»', `invalid name for build stage: "1b", name can't start with a number or contain symbols`],
  ['FROM «--plat=b» a', 'unknown flag: --plat'],
  [
    '«COPY»',
    'COPY requires at least two arguments, but only one was provided. Destination could not be determined',
  ],
  [
    'ADD «a»',
    'ADD requires at least two arguments, but only one was provided. Destination could not be determined',
  ],
  ['COPY «a <<EOF»\nEOF', 'COPY cannot accept a heredoc as a destination'],
  ['COPY «--form=a» b c', 'unknown flag: --form'],
  ['COPY --from=a «--from=b» c d', 'duplicate flag specified: --from'],
  ['COPY «--from» b c', 'missing a value on flag: --from'],
  ['COPY «--link=x» b c', 'expecting boolean value for flag --link, not: x'],
  ['COPY «["a", 1]»', 'when using JSON array syntax, arrays must be comprised of strings only'],
  ['«ENV»', 'ENV requires at least one argument'],
  ['ENV «a»', 'ENV must have two arguments'],
  ['ENV «a=b c»', `Syntax error - can't find = in "c". Must be of the form: name=value`],
  ['ENV «=b»', 'ENV names can not be blank'],
  ['«ARG»', 'ARG requires at least one argument'],
  ['ARG «=a»', 'ARG names can not be blank'],
  ['LABEL «a»', 'LABEL must have two arguments'],
  ['«EXPOSE»', 'EXPOSE requires at least one argument'],
  ['«WORKDIR»', 'WORKDIR requires exactly one argument'],
  ['«USER»', 'USER requires exactly one argument'],
  ['«STOPSIGNAL»', 'STOPSIGNAL requires exactly one argument'],
  ['«MAINTAINER»', 'MAINTAINER requires exactly one argument'],
  ['VOLUME «[]»', 'VOLUME requires at least one argument'],
  ['VOLUME «[""]»', 'VOLUME specified can not be an empty string'],
  ['SHELL «bash»', 'SHELL requires the arguments to be in JSON form'],
  ['SHELL «[]»', 'SHELL requires at least one argument'],
  ['«SHELL»', 'SHELL requires at least one argument'],
  ['«ONBUILD»', 'ONBUILD requires at least one argument'],
  ['ONBUILD «ONBUILD CMD a»', "Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed"],
  ['ONBUILD «FROM a»', "FROM isn't allowed as an ONBUILD trigger"],
  ['ONBUILD CMD «[1]»', 'when using JSON array syntax, arrays must be comprised of strings only'],
  ['«HEALTHCHECK»', 'HEALTHCHECK requires at least one argument'],
  ['HEALTHCHECK «curl»', 'Unknown type "CURL" in HEALTHCHECK (try CMD)'],
  ['HEALTHCHECK «NONE a»', 'HEALTHCHECK NONE takes no arguments'],
  ['HEALTHCHECK «CMD»', 'Missing command after HEALTHCHECK CMD'],
  ['HEALTHCHECK «CMD []»', 'Missing command after HEALTHCHECK CMD'],
  ['HEALTHCHECK --interval=5 «CMD a»', 'invalid duration "5"'],
  ['HEALTHCHECK --timeout=1us «CMD a»', 'Interval "timeout" cannot be less than 1ms'],
  ['HEALTHCHECK --retries=-1 «CMD a»', '--retries cannot be negative (-1)'],
  ['HEALTHCHECK «--foo=1» CMD a', 'unknown flag: --foo'],
  ['CMD «--foo» a', 'unknown flag: --foo'],
  ['RUN --network=x «a»', 'invalid network mode "x"'],
];

describe.each(encodings)('refused, $name', ({ encode }) => {
  test.each(refused)('%s', (line, message) => {
    const { text, spans } = marked(encode(`FROM x\n${line}\nCMD z\n`));
    const { problems, instructions } = parseDockerfile(text);
    expect(problems).toEqual([{ message, span: spans[0] }]);
    expect(instructions.at(-1)?.arguments.text).toBe('z');
  });
});

test.each([
  'CMD',
  'ENTRYPOINT',
  'CMD []',
  'RUN',
  'ONBUILD FOO',
  'ARG --foo a',
  'STOPSIGNAL --foo a',
  'HEALTHCHECK --foo NONE',
  'HEALTHCHECK --interval=1m30s --timeout=0 --retries=3 CMD a',
  'COPY --link --parents=false a b',
  'RUN --mount=type=cache,target=/a --mount=type=secret,id=b a',
  'ENV a b=c d',
  'ENV a="b c" d=\'e f\' g=h\\ i',
  'from a as B',
  'FROM --platform=$BUILDPLATFORM a AS b.c-d_e',
  'ENV a=${b',
  'MAINTAINER a b <c>',
  'EXPOSE 80 443/tcp',
])('taken: %s', (line) => {
  expect(parseDockerfile(`FROM x\n${line}\n`).problems).toEqual([]);
});

describe('the file as a whole', () => {
  test.each([
    ['«»', 'the Dockerfile cannot be empty'],
    ['«\n \n»', 'file with no instructions'],
    ['«# note\n»', 'file with no instructions'],
    ['«ARG a=b»\n', 'dockerfile contains no stages to build'],
    [
      'ARG a\n«RUN» a\nFROM b\nCMD c\n',
      'no build stage in current context: RUN stands before the first FROM',
    ],
    ['«CMD» a\n', 'no build stage in current context: CMD stands before the first FROM'],
  ])('%j', (source, message) => {
    const { text, spans } = marked(source);
    expect(parseDockerfile(text).problems).toEqual([{ message, span: spans[0] }]);
  });

  test('a line may have 65,535 bytes', () => {
    const message = 'dockerfile line greater than max allowed size of 65535';
    const line = (length: number) => `CMD ${'a'.repeat(length - 4)}`;
    expect(parseDockerfile(`FROM x\n${line(65_535)}\n`).problems).toEqual([]);
    expect(parseDockerfile(`FROM x\n${line(65_536)}\n`).problems).toEqual([
      { message, span: { start: 7, end: 7 + 65_536 } },
    ]);
    expect(parseDockerfile(`FROM x\nCMD ${'é'.repeat(32_766)}`).problems).toHaveLength(1);
  });

  test('problems come in the order of their places', () => {
    const { problems } = parseDockerfile('# escape=x\nFOO\nRUN <<E\n');
    expect(problems.map(({ message }) => message.split(':')[0])).toEqual([
      "invalid escape token 'x' does not match ` or \\",
      'unknown instruction',
      'no build stage in current context',
      'unterminated heredoc',
    ]);
  });
});
