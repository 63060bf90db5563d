import { describe, expect, test } from 'vitest';
import { readDirectives } from '../../src/dockerfile/directives.ts';
import { encodings, marked } from './marked.ts';

const cases = [
  { name: 'none', text: 'FROM a\n', escape: '\\', syntax: null },
  { name: 'escape', text: '# escape=`\nFROM a\n', escape: '`', syntax: null },
  { name: 'spaces and case', text: '  #\tESCAPE =  `  \nFROM a\n', escape: '`', syntax: null },
  {
    name: 'syntax first',
    text: '# syntax=docker/dockerfile:1\n# escape=`\n',
    escape: '`',
    syntax: 'docker/dockerfile:1',
  },
  { name: 'after a comment', text: '# hello\n# escape=`\n', escape: '\\', syntax: null },
  { name: 'after an unknown name', text: '# foo=bar\n# escape=`\n', escape: '\\', syntax: null },
  { name: 'after a blank line', text: '\n# escape=`\n', escape: '\\', syntax: null },
  { name: 'after an instruction', text: 'FROM a\n# escape=`\n', escape: '\\', syntax: null },
  { name: 'without a value', text: '# escape=\nFROM a\n', escape: '\\', syntax: null },
  { name: 'check is known', text: '# check=skip=all\n# escape=`\n', escape: '`', syntax: null },
] as const;

describe.each(encodings)('directives, $name', ({ encode }) => {
  test.each(cases)('$name', ({ text, escape: escapeCharacter, syntax }) => {
    const directives = readDirectives(encode(text));
    expect({ ...directives, end: 0 }).toEqual({ escape: escapeCharacter, syntax, end: 0, problems: [] });
  });
});

test.each([
  { source: '«# escape=x»\nFROM a\n', message: "invalid escape token 'x' does not match ` or \\" },
  { source: '# escape=`\n  «# escape=\\»\n', message: 'only one escape parser directive can be used' },
])('refuses $source', ({ source, message }) => {
  const { text, spans } = marked(source);
  expect(readDirectives(text).problems).toEqual([{ message, span: spans[0] }]);
});

test('the end is where the first other line starts', () => {
  const text = '\ufeff# syntax=a\n# escape=`\nFROM a\n';
  expect(readDirectives(text).end).toBe(text.indexOf('FROM'));
});
