// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are variables of a Dockerfile
import { describe, expect, test } from 'vitest';
import type { CommandForm } from '../../src/dockerfile/instruction.ts';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { sourceSpan } from '../../src/text/mapped-text.ts';
import { encodings, marked } from './marked.ts';

function formOf(text: string): CommandForm | null | undefined {
  return parseDockerfile(text).instructions.at(-1)?.form;
}

function argvOf(text: string): readonly string[] | null {
  const form = formOf(text);
  return form?.kind === 'exec' ? form.elements.map(({ value }) => value.text) : null;
}

const valid = [
  { name: 'words', source: '["a", "b c"]', argv: ['a', 'b c'] },
  { name: 'empty', source: '[]', argv: [] },
  { name: 'empty with white space', source: '[ \t ]', argv: [] },
  { name: 'empty string', source: '[""]', argv: [''] },
  { name: 'white space everywhere', source: '  [ "a"\t, "b" ]  ', argv: ['a', 'b'] },
  { name: 'spaces inside stay', source: '["  a  b  "]', argv: ['  a  b  '] },
  { name: 'simple escapes', source: '["\\"\\\\\\/\\b\\f\\n\\r\\t"]', argv: ['"\\/\b\f\n\r\t'] },
  { name: 'unicode escapes', source: '["\\u0041\\u00e9\\u0000"]', argv: ['Aé\0'] },
  { name: 'a surrogate pair', source: '["\\ud83d\\ude00"]', argv: ['😀'] },
  { name: 'a high surrogate alone', source: '["\\ud83dx"]', argv: ['\ufffdx'] },
  { name: 'a low surrogate alone', source: '["\\ude00"]', argv: ['\ufffd'] },
  { name: 'two high surrogates', source: '["\\ud83d\\ud83d"]', argv: ['\ufffd\ufffd'] },
  { name: 'a high surrogate and another character', source: '["\\ud83d\\u0041"]', argv: ['\ufffdA'] },
  { name: 'DEL and a line separator are allowed', source: '["\x7f\u2028"]', argv: ['\x7f\u2028'] },
  { name: 'a variable is text', source: '["$A", "${B}"]', argv: ['$A', '${B}'] },
  { name: 'over several lines', source: '[ "a", \\\n  # note\n  "b" \\\n]', argv: ['a', 'b'] },
  { name: 'a string over two lines', source: '["a b\\\n  c"]', argv: ['a b  c'] },
];

describe.each(encodings)('exec form, $name', ({ encode }) => {
  test.each(valid)('$name', ({ source, argv }) => {
    expect(argvOf(encode(`FROM x\nCMD ${source}\n`))).toEqual(argv);
  });
});

const shell = [
  { name: 'single quotes', source: "['a']" },
  { name: 'a control character', source: '["a\tb"]' },
  { name: 'an unknown escape', source: '["\\d"]' },
  { name: 'a short unicode escape', source: '["\\u00e"]' },
  { name: 'a trailing comma', source: '["a",]' },
  { name: 'text after it', source: '["a"] x' },
  { name: 'a comment after it', source: '["a"] # x' },
  { name: 'no closing bracket', source: '["a"' },
  { name: 'a no-break space before the comma', source: '["a"\u00a0, "b"]' },
  { name: 'a JSON string', source: '"a"' },
  { name: 'a JSON object', source: '{"a": "b"}' },
];

test.each(shell)('shell form: $name', ({ source }) => {
  const form = formOf(`FROM x\nCMD ${source}\n`);
  expect(form?.kind === 'shell' && form.text.text).toBe(source);
});

test.each(['["a", 1]', '["a", null]', '[["a"]]', '[true]', '[{"a": "b"}]'])('refused: %s', (source) => {
  const { text, spans } = marked(`FROM x\nCMD «${source}»\n`);
  const message = 'when using JSON array syntax, arrays must be comprised of strings only';
  expect(parseDockerfile(text).problems).toEqual([{ message, span: spans[0] }]);
});

describe('places', () => {
  test.each(encodings)('the array and its strings, $name', ({ encode }) => {
    const { text, spans } = marked(encode('FROM x\nCMD «[ «"a"», \\\n # note\n «"b\\u0041c"» ]»\n'));
    const form = formOf(text);
    expect(form?.kind === 'exec' && [form.span, ...form.elements.map(({ span }) => span)]).toEqual(spans);
  });

  test('every decoded character knows its source, over continuations too', () => {
    const { text, spans } = marked('FROM x\nCMD ["«a»«\\n»«\\u00e9»«\\ud83d»«\\ude00»«b»\\\n«c»«»"]\n');
    const form = formOf(text);
    const value = form?.kind === 'exec' ? form.elements[0]?.value : undefined;
    if (value === undefined) throw new Error('no exec form');
    expect(value.text).toBe('a\né😀bc');
    const places = Array.from({ length: 8 }, (_, start) => sourceSpan(value, { start, end: start + 1 }));
    expect(places).toEqual(spans);
    expect(sourceSpan(value, { start: 5, end: 7 })).toEqual({ start: spans[5]?.start, end: spans[6]?.end });
  });
});

describe('which instructions have a form', () => {
  test.each([
    ['CMD ["a"]', 'exec'],
    ['entrypoint a', 'shell'],
    ['RUN ["a"]', 'exec'],
    ['RUN --mount=type=cache,target=/x ["a"]', 'exec'],
    ['SHELL ["a"]', 'exec'],
    ['HEALTHCHECK CMD a', 'shell'],
    ['HEALTHCHECK --interval=5s --retries=3 CMD ["a"]', 'exec'],
    ['HEALTHCHECK NONE', undefined],
    ['COPY ["a", "b"]', undefined],
    ['ENV a=b', undefined],
    ['ONBUILD CMD a', undefined],
  ])('%s', (line, kind) => {
    expect(formOf(`FROM x\n${line}\n`)?.kind).toBe(kind);
  });

  test('the command of a HEALTHCHECK starts after CMD', () => {
    const { text, spans } = marked('FROM x\nHEALTHCHECK --interval=5s cmd  «curl \\\n localhost»\n');
    const form = formOf(text);
    expect(form?.span).toEqual(spans[0]);
    expect(form?.kind === 'shell' && form.text.text).toBe('curl  localhost');
  });

  test('an ONBUILD holds its instruction', () => {
    const { text, spans } = marked('FROM x\nONBUILD ««cmd» ["a"]»\n');
    const onbuild = parseDockerfile(text).instructions[1]?.onbuild;
    expect([onbuild?.span, onbuild?.keywordSpan]).toEqual(spans);
    expect([onbuild?.keyword, onbuild?.form?.kind]).toEqual(['CMD', 'exec']);
  });
});
