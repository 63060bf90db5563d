// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are variables of a Dockerfile
import { describe, expect, test } from 'vitest';
import type { NotExecForm } from '../../src/dockerfile/instruction.ts';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { encodings, marked } from './marked.ts';

function diagnose(text: string): NotExecForm | null {
  const form = parseDockerfile(text).instructions.at(-1)?.form;
  if (form?.kind !== 'shell') throw new Error('not a shell form');
  return form.notExec;
}

/** The mark is the culprit. */
const cases: readonly { source: string; reason: NotExecForm['reason']; meant: readonly string[] | null }[] = [
  { source: "[«'a'», 'b c']", reason: 'single-quotes', meant: ['a', 'b c'] },
  { source: "[ «'a'» ]", reason: 'single-quotes', meant: ['a'] },
  { source: '["sh", "-c", «\'echo "$A"\'»]', reason: 'single-quotes', meant: ['sh', '-c', 'echo "$A"'] },
  { source: "[«'a\\tb'»]", reason: 'single-quotes', meant: null },
  { source: '["a", "b"«,»]', reason: 'trailing-comma', meant: ['a', 'b'] },
  { source: '["a", "b" «,» ]', reason: 'trailing-comma', meant: ['a', 'b'] },
  { source: '["a"] «# note»', reason: 'text-after', meant: ['a'] },
  { source: '["a", "b"]  «&& c»', reason: 'text-after', meant: null },
  { source: '["a"]«.»', reason: 'text-after', meant: null },
  { source: '["a"« »"b"]', reason: 'missing-comma', meant: ['a', 'b'] },
  { source: '[ "a"« »"b" ]', reason: 'missing-comma', meant: ['a', 'b'] },
  { source: '["a"«»"b"]', reason: 'missing-comma', meant: null },
  { source: '["/tini", "--", «${BIN}»]', reason: 'unquoted-word', meant: ['/tini', '--', '${BIN}'] },
  { source: '["app", «${bin}»]', reason: 'unquoted-word', meant: null },
  { source: '[«npm», start]', reason: 'unquoted-word', meant: ['npm', 'start'] },
  { source: '["a", «-x»]', reason: 'unquoted-word', meant: ['a', '-x'] },
  { source: '[«npm» start]', reason: 'unquoted-word', meant: null },
  { source: '["sh", "-c", "echo "«hi»""]', reason: 'unquoted-word', meant: null },
  { source: '[«“npm”», “start”]', reason: 'typographic-quotes', meant: ['npm', 'start'] },
  { source: '[«‘npm’», ‘start’]', reason: 'typographic-quotes', meant: ['npm', 'start'] },
  { source: '«[»"a", "b"', reason: 'not-closed', meant: ['a', 'b'] },
  { source: '["a", «"b]»', reason: 'not-closed', meant: null },
  { source: '«[»', reason: 'not-closed', meant: null },
  { source: '["sleep", «10»]', reason: 'not-strings', meant: ['sleep', '10'] },
  { source: '["a", «null»]', reason: 'not-strings', meant: null },
  { source: '["C:«\\a»pp"]', reason: 'bad-escape', meant: null },
  { source: '["a«\t»b"]', reason: 'bad-escape', meant: ['a\tb'] },
  { source: '["a",«,» "b"]', reason: 'other', meant: null },
  { source: "[«'a'», “b”, c,]", reason: 'single-quotes', meant: ['a', 'b', 'c'] },
];

describe.each(encodings)('why it is no exec form, $name', ({ encode }) => {
  test.each(cases)('$source', ({ source, reason, meant }) => {
    const { text, spans } = marked(encode(`FROM x\nCMD ${source}\n`));
    expect(diagnose(text)).toEqual({ reason, span: spans[0], meant });
  });

  test('the place behind a continuation', () => {
    const { text, spans } = marked(encode('FROM x\nCMD ["a", \\\n  # note\n  «\'b\'»]\n'));
    expect(diagnose(text)).toEqual({ reason: 'single-quotes', span: spans[0], meant: ['a', 'b'] });
  });
});

test('a nested array', () => {
  const { text, spans } = marked('FROM x\nCMD [«[»"a"]]\n');
  expect(diagnose(text)).toEqual({ reason: 'not-strings', span: spans[0], meant: null });
});

test.each([
  'app',
  '[ -f x ] && app',
  '[ ! -f x ] && app',
  '[[ -f x ]] && app',
  '[ "$A" ] || app',
  '[ "$A" = b ] && app',
  '[ "$A" -eq 1 ] && app',
  '[ $A ]',
  '{"a"}',
  'exec ["a",]',
])('not meant as one: %s', (source) => {
  expect(diagnose(`FROM x\nCMD ${source}\n`)).toBeNull();
});
