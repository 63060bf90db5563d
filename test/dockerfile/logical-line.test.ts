import { describe, expect, test } from 'vitest';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { sourceSpan } from '../../src/text/mapped-text.ts';
import { encodings, marked } from './marked.ts';

/** What the shell gets to see, as measured with BuildKit's own parser. */
const cases = [
  { name: 'one line', lines: 'CMD app  --x  ', text: 'app  --x' },
  { name: 'lower case', lines: 'cmd app', text: 'app' },
  { name: 'indented', lines: ' \t CMD\t app', text: 'app' },
  { name: 'leading white space of the next line stays', lines: 'CMD a \\\n    b', text: 'a     b' },
  { name: 'nothing is put in for the newline', lines: 'CMD a\\\nb', text: 'ab' },
  { name: 'white space after the escape character', lines: 'CMD a \\ \t\n b', text: 'a  b' },
  { name: 'comment between', lines: 'CMD a \\\n  # note \\\n b', text: 'a  b' },
  { name: 'blank line between', lines: 'CMD a \\\n\n \t\n b', text: 'a  b' },
  { name: 'a comment does not end it', lines: 'CMD a \\\n# note\n b \\\n# note\n c', text: 'a  b  c' },
  { name: 'a comment at the end is text', lines: 'CMD app # note', text: 'app # note' },
  { name: 'a comment after the continuation is text', lines: 'CMD a \\\n b # note', text: 'a  b # note' },
  { name: 'two escape characters are no continuation', lines: 'CMD a \\\\\n# b', text: 'a \\\\' },
  { name: 'three are none either', lines: 'CMD a \\\\\\\n# b', text: 'a \\\\\\' },
  { name: 'escape character at the end of the file', lines: 'CMD a \\', text: 'a' },
  { name: 'only comments follow', lines: 'CMD a \\\n# b\n\n', text: 'a' },
  { name: 'keyword on a line of its own', lines: 'CMD \\\n  a', text: 'a' },
  { name: 'escape character alone on a line', lines: '\\\nCMD \\\n\\\n a', text: 'a' },
  { name: 'here-document operator', lines: 'CMD cat <<EOF', text: 'cat <<EOF' },
  { name: 'no arguments', lines: 'CMD', text: '' },
  { name: 'no-break space around', lines: 'CMD \u00a0a\u00a0', text: 'a' },
  { name: 'carriage return inside', lines: 'CMD a\rb', text: 'a\rb' },
  { name: 'vertical tab after the keyword', lines: 'CMD\va', text: 'a' },
];

describe.each(encodings)('the text of a shell form, $name', ({ encode }) => {
  test.each(cases)('$name', ({ lines, text }) => {
    const source = encode(`FROM x\n${lines}`);
    const form = parseDockerfile(source).instructions[1]?.form;
    expect(form?.kind === 'shell' && form.text.text).toBe(text);
  });

  test.each(cases)('$name: every character maps to itself', ({ lines }) => {
    const source = encode(`FROM x\n${lines}`);
    for (const { arguments: mapped } of parseDockerfile(source).instructions) {
      for (const [index, character] of [...mapped.text].entries()) {
        const span = sourceSpan(mapped, { start: index, end: index + 1 });
        expect(source.slice(span.start, span.end)).toBe(character);
      }
    }
  });
});

test('with a backtick as the escape character, the backslash is text', () => {
  const { instructions } = parseDockerfile('# escape=`\nFROM x\nCMD a\\\nCMD b `\n c\n');
  expect(instructions.map(({ arguments: { text } }) => text)).toEqual(['x', 'a\\', 'b  c']);
});

/** Marks in turn: the instruction, its keyword, its arguments. */
const placed = [
  '««CMD» «app»»\n',
  '  ««CMD»\t«app --x»»\n',
  '««CMD» \\\n  «app \\\n  # note\n --x»»\n',
  '««CMD»«»»\n',
  '««CMD»   «app»  »\n',
];

describe('places', () => {
  test.each(placed)('%j', (source) => {
    const { text, spans } = marked(source);
    const [instruction] = parseDockerfile(text).instructions;
    expect([instruction?.span, instruction?.keywordSpan, instruction?.argumentsSpan]).toEqual(spans);
  });

  test('a keyword broken by a continuation spans it', () => {
    const { text, spans } = marked('«EN\\\nTRYPOINT» x\n');
    const [instruction] = parseDockerfile(text).instructions;
    expect(instruction?.keyword).toBe('ENTRYPOINT');
    expect(instruction?.keywordSpan).toEqual(spans[0]);
  });

  test('comments, without directives and here-documents', () => {
    const { text, spans } = marked(
      '# escape=\\\n«# one»\nFROM x\nRUN a \\\n  «# two»\n b\nRUN <<EOF\n# no\nEOF\nCMD x # no\n  «# three»',
    );
    expect(parseDockerfile(text).comments).toEqual(spans);
  });
});
