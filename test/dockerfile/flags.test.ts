import { expect, test } from 'vitest';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { marked } from './marked.ts';

/** The marks are the flags and the arguments. */
test.each([
  {
    line: 'COPY «--from=a» «--link» «b c»',
    flags: [
      ['from', 'a'],
      ['link', null],
    ],
  },
  { line: 'COPY «--from="a b"» «b c»', flags: [['from', 'a b']] },
  { line: 'COPY «--chown=\'a\':"b"» «b c»', flags: [['chown', 'a:b']] },
  { line: 'COPY «--from=a\\ b» «b c»', flags: [['from', 'a b']] },
  { line: 'COPY «--from=» «b c»', flags: [['from', '']] },
  { line: 'COPY -- «--from b»', flags: [] },
  { line: 'COPY «--link» -- «--from b»', flags: [['link', null]] },
  { line: 'COPY «-from=a b»', flags: [] },
  {
    line: 'RUN «--mount=type=cache,target=/a» \\\n  # note\n  «--network=none» «a --b»',
    flags: [
      ['mount', 'type=cache,target=/a'],
      ['network', 'none'],
    ],
  },
  { line: 'HEALTHCHECK «--interval=5s» «CMD a --b»', flags: [['interval', '5s']] },
  { line: 'CMD «a --b»', flags: [] },
])('$line', ({ line, flags }) => {
  const { text, spans } = marked(`FROM x\n${line}\n`);
  const instruction = parseDockerfile(text).instructions[1];
  expect(instruction?.flags.map(({ name, value }) => [name, value])).toEqual(flags);
  expect([...(instruction?.flags.map(({ span }) => span) ?? []), instruction?.argumentsSpan]).toEqual(spans);
});
