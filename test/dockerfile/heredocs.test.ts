// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are variables of a Dockerfile
import { describe, expect, test } from 'vitest';
import { findHeredocOperators } from '../../src/dockerfile/heredocs.ts';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { encodings, marked } from './marked.ts';

const plain = { name: 'EOF', expand: true, dropTabs: false };

test.each([
  ['RUN <<EOF', [plain]],
  ['RUN <<-EOF', [{ ...plain, dropTabs: true }]],
  ['RUN <<"EOF"', [{ ...plain, expand: false }]],
  ["RUN <<'EOF'", [{ ...plain, expand: false }]],
  ["RUN <<E'O'F", [{ ...plain, expand: false }]],
  ['RUN << EOF', [plain]],
  ['RUN 3<<EOF cat', [plain]],
  [
    'RUN cat <<A <<B',
    [
      { ...plain, name: 'A' },
      { ...plain, name: 'B' },
    ],
  ],
  ['RUN <<"E F"', [{ ...plain, name: 'E F', expand: false }]],
  ['COPY <<EOF /x', [plain]],
  ['RUN echo "<<EOF"', []],
  ["RUN echo '<<EOF'", []],
  ['RUN a<<EOF', []],
  ['RUN <<<EOF', []],
  ['RUN <<', []],
  ["RUN it's <<EOF", []],
  ['RUN ${x@} <<EOF', []],
])('operators in %s', (line, operators) => {
  expect(findHeredocOperators(line)).toEqual(operators);
});

describe.each(encodings)('bodies, $name', ({ encode }) => {
  test('one', () => {
    const { text, spans } = marked(encode('FROM x\n«RUN <<EOF\n«a\n\tb\n»EOF»\nCMD y\n'));
    const { instructions, problems } = parseDockerfile(text);
    const [whole, body] = spans;
    expect(instructions.map(({ keyword }) => keyword)).toEqual(['FROM', 'RUN', 'CMD']);
    expect(instructions[1]?.span).toEqual(whole);
    expect(instructions[1]?.heredocs).toEqual([
      { name: 'EOF', expand: true, content: encode('a\n\tb\n').replace('\ufeff', ''), span: body },
    ]);
    expect(problems).toEqual([]);
  });

  test('two, with tabs dropped in the second', () => {
    const { text, spans } = marked(
      encode('FROM x\nRUN cat <<A 3<<-B\n«\ta\n»A\n«\t\tb\n\t c\n»\tB\nCMD y\n'),
    );
    const heredocs = parseDockerfile(text).instructions[1]?.heredocs;
    expect(heredocs?.map(({ span }) => span)).toEqual(spans);
    expect(heredocs?.map(({ content }) => content.replaceAll('\r', ''))).toEqual(['\ta\n', 'b\n c\n']);
  });

  test('an empty one, and instructions or comments inside', () => {
    const text = encode('FROM x\nRUN <<A <<B\nA\n# no comment\nCMD no \\\nB\nCMD y');
    const { instructions, comments } = parseDockerfile(text);
    expect(instructions.map(({ keyword }) => keyword)).toEqual(['FROM', 'RUN', 'CMD']);
    expect(instructions[1]?.heredocs.map(({ content }) => content.length > 0)).toEqual([false, true]);
    expect(comments).toEqual([]);
  });
});

test.each(['CMD cat <<EOF', 'ENTRYPOINT cat <<EOF', 'ENV a <<EOF', 'RUN ["cat", "<<EOF"]'])(
  'none in %s',
  (line) => {
    const { instructions, problems } = parseDockerfile(`FROM x\n${line}\nCMD y\n`);
    expect(instructions).toHaveLength(3);
    expect(instructions[1]?.heredocs).toEqual([]);
    expect(problems).toEqual([]);
  },
);

test('an ONBUILD has those of its instruction', () => {
  const { instructions } = parseDockerfile('FROM x\nONBUILD RUN <<EOF\na\nEOF\nCMD y\n');
  expect(instructions[1]?.heredocs).toHaveLength(1);
  expect(instructions[1]?.onbuild?.heredocs).toEqual(instructions[1]?.heredocs);
});

test.each([
  'FROM x\nRUN cat «<<EOF»\na\n EOF\nCMD y\n',
  'FROM x\nRUN cat << A «<<-"EOF»"\na\nA\nEOF x\n',
  'FROM x\nCOPY «<<EOF» /a \\\n\n',
])('unterminated: %j', (source) => {
  const { text, spans } = marked(source);
  const { instructions, problems } = parseDockerfile(text);
  expect(problems).toEqual([{ message: 'unterminated heredoc: no line consists of EOF', span: spans[0] }]);
  expect(instructions[1]?.span.end).toBe(text.length);
});
