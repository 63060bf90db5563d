// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are shell texts
import fc from 'fast-check';

/** What the variables and parameters of every random case are. */
export const variables = {
  A: 'alpha',
  B: 'a b  c',
  C: '',
  D: '/usr/local/bin/app.sh',
  E: '*x?',
  F: 'a,b,,c',
  N: '7',
  M: '-3',
} as const;

/** The positional parameters. */
export const parameters = ['one', 'two words', '-x', ''];

const name = fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F', 'N', 'M', '1', '2', '4', '9');
const character = fc.constantFrom(...'abx/*?.-[]!'.split(''));

const glob = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom('a', 'b', 'x', '/', 'l', 'p', '.', '-', 'c') },
      { weight: 3, arbitrary: fc.constantFrom('*', '?') },
      { weight: 2, arbitrary: fc.constantFrom('[a-c]', '[!a-c]', '[[:alpha:]]', '[]x]', '[x-]', '[/.]') },
      { weight: 1, arbitrary: fc.constantFrom("'*'", '"?"', '\\*', '$A', '"$E"') },
    ),
    { minLength: 1, maxLength: 5 },
  )
  .map((parts) => parts.join(''));

const plain = fc
  .array(fc.constantFrom('a', 'b', 'Z', '-', '.', '_'), { maxLength: 3 })
  .map((all) => all.join(''));

const parameter = fc.oneof(
  name.map((one) => `$${one}`),
  fc
    .tuple(name, fc.constantFrom(':-', '-', ':+', '+'), plain)
    .map(([one, operator, word]) => `\${${one}${operator}${word}}`),
  fc
    .tuple(name, fc.constantFrom('#', '##', '%', '%%'), glob)
    .map(([one, operator, word]) => `\${${one}${operator}${word}}`),
  name.map((one) => `\${#${one}}`),
  fc.constantFrom('$#', '$@', '$*', '${@:2}', '${@:2:1}', '${#@}'),
  fc
    .tuple(name, fc.integer({ min: -4, max: 6 }), fc.option(fc.integer({ min: -2, max: 4 })))
    .map(([one, offset, length]) => `\${${one}: ${offset}${length === null ? '' : `:${length}`}}`),
  fc
    .tuple(name, fc.constantFrom('/', '//', '/#', '/%'), glob, plain)
    .map(([one, operator, pattern, word]) => `\${${one}${operator}${pattern.replaceAll('/', 'a')}/${word}}`),
  fc.tuple(name, fc.constantFrom('^^', ',,', '^', ',')).map(([one, operator]) => `\${${one}${operator}}`),
);

/** A random word: literals, quotes and expansions next to each other. */
export const word = fc
  .array(
    fc.oneof(
      { weight: 2, arbitrary: plain },
      { weight: 5, arbitrary: parameter },
      { weight: 4, arbitrary: parameter.map((text) => `"${text}"`) },
      { weight: 1, arbitrary: fc.constantFrom("''", '""', "'a b'", '"$A-$N"', '$((N + 1))') },
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map((parts) => parts.join(''));

/** A random value and a random pattern to hold it against. */
export const match = fc.tuple(
  fc.oneof(
    fc.array(character, { maxLength: 5 }).map((all) => all.join('')),
    fc.constantFrom(...Object.values(variables)),
  ),
  glob,
);

const operand = fc.oneof(
  fc.integer({ min: 0, max: 40 }).map(String),
  fc.constantFrom('N', 'M', '$N', '010', '0x1f', '(N)', '-N', '!N', '~M', '(2 + N)'),
);

/** A random arithmetic expression. */
export const arithmetic = fc
  .tuple(
    operand,
    fc.array(
      fc.tuple(
        fc.constantFrom(
          '+',
          '-',
          '*',
          '/',
          '%',
          '<',
          '<=',
          '==',
          '!=',
          '&&',
          '||',
          '&',
          '|',
          '^',
          '<<',
          '>>',
          '?',
        ),
        operand,
        operand,
      ),
      { maxLength: 4 },
    ),
  )
  .map(([first, rest]) =>
    rest.reduce(
      (text, [operator, right, other]) =>
        operator === '?' ? `${text} ? ${right} : ${other}` : `${text} ${operator} ${right}`,
      first,
    ),
  );

/** A random test: `test` and `[` with strings and numbers. */
export const condition = fc
  .array(
    fc.oneof(
      fc
        .tuple(
          fc.constantFrom('"$A"', '"$N"', '"$C"', 'alpha', '7', '"$1"'),
          fc.constantFrom('=', '!=', '-eq', '-lt', '-ge'),
          fc.constantFrom('alpha', '7', '""', '-3', '"$M"'),
        )
        .map((all) => all.join(' ')),
      fc
        .tuple(fc.constantFrom('-n', '-z', '!'), fc.constantFrom('"$C"', '"$A"', '""', 'x'))
        .map((all) => all.join(' ')),
      fc.constantFrom('x', '""', '! -n x'),
    ),
    { minLength: 1, maxLength: 3 },
  )
  .chain((parts) => fc.constantFrom('-a', '-o').map((joint) => parts.join(` ${joint} `)));
