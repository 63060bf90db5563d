// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are shell texts
import fc from 'fast-check';

/** Commands that are over at once, whatever they are for. */
const SHORT = fc.constantFrom(
  'true',
  ':',
  'false',
  'cd /usr',
  'echo hi',
  'A=1',
  'export B="2 3"',
  'umask 022',
  'sleep 0.05',
  'ls > /dev/null',
  'set -e',
  'date >> log 2>&1',
  '[ -d /usr ]',
  '! false',
  '(cd /; true)',
  'x=$(echo y)',
  'for i in 1 2; do :; done',
);

/** What decides a branch. */
const CONDITION = fc.constantFrom('true', 'false', '[ 1 -eq 1 ]', '[ -n "" ]', '! false', ':', 'test a = a');

/** The workload, called in all the ways that people call one. */
const APP = fc.constantFrom(
  'app',
  'app a "b c"',
  "app 'd'",
  '"app" x',
  'A=1 app',
  'app "$HOME" $A',
  'exec app',
  'exec app y',
  'app 2>&1',
  'app > out',
  'app >> out 2>&1',
  'app < /dev/null',
  'exec app > out',
  'command app',
  'env C=1 app',
  'nice app',
  'exec env app',
  'eval app',
  'eval "exec app"',
);

/** Actions of traps. */
const ACTION = fc.constantFrom(
  ':',
  'exit 0',
  'kill $!',
  'kill $!; wait',
  'kill $!; wait $!',
  'kill $!; wait; exit 3',
  'kill $(jobs -p); wait',
  'echo stop',
  '',
);
const SIGNAL = fc.constantFrom('TERM', 'INT', 'EXIT', 'TERM INT');
const SEPARATOR = fc.constantFrom('; ', ' && ', '\n');

/** What stands before the workload; what follows `||` is run where the first part is sure to fail. */
const FIRST = fc.oneof(
  { weight: 9, arbitrary: fc.tuple(SHORT, SEPARATOR).map((parts) => parts.join('')) },
  { weight: 1, arbitrary: fc.constantFrom('false || ', '! true || ', '[ -n "" ] || ') },
);

const TRAP = fc.tuple(ACTION, SIGNAL).map(([action, signal]) => `trap '${action}' ${signal}`);

/** Text around the workload's command; `_` stands for that command. */
const AROUND = fc.constantFrom(
  '{ _; }',
  '(_)',
  '(_; true)',
  'if true; then _; fi',
  'case x in x) _;; esac',
  'for i in 1; do _; done',
  'while true; do _; done',
  'f() { _; }; f',
  '_ | cat',
  'true | _',
  '{ _; } 2>&1',
  '_; true',
  '_ && true',
  '_ || exit 1',
  '_\n',
  '_; echo $?',
  '_ & wait',
  '_ & wait $!',
  '_ & wait; wait',
  '{ _; } & wait',
  '(_) & wait $!',
  'sleep 1000 & _',
  'set -- a; _',
);

/** Shells around it; their text must have no single quotes. */
const NESTED = fc.constantFrom("sh -c '_'", "exec sh -c '_'", "sh -ec '_'", "sh -c '_; true'");

const before = (text: fc.Arbitrary<string>) =>
  fc.oneof(
    { weight: 3, arbitrary: text },
    { weight: 3, arbitrary: fc.tuple(FIRST, text).map((parts) => parts.join('')) },
    {
      weight: 2,
      arbitrary: fc.tuple(TRAP, fc.constantFrom('; ', '\n'), text).map((parts) => parts.join('')),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(CONDITION, text)
        .map(([condition, inner]) => `if ${condition}; then ${inner}\nelse echo no\nfi`),
    },
  );

/**
 * A command in its frame; in a pipeline a list becomes a group, so that it is not torn apart, and nothing
 * that writes elsewhere stands before `cat`, which would end at once.
 */
function framed(frame: string, inner: string): string {
  if (frame.includes('cat') && inner.includes('>')) return inner;
  const torn = frame.includes('|') && /[;&|\n]/.test(inner);
  return frame.replace('_', () => (torn ? `{ ${inner}\n}` : inner.trimEnd()));
}

const around = (text: fc.Arbitrary<string>) =>
  fc.oneof(
    { weight: 4, arbitrary: fc.tuple(AROUND, text).map(([frame, inner]) => framed(frame, inner)) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(NESTED, text)
        .map(([frame, inner]) => (inner.includes("'") ? inner : framed(frame, inner))),
    },
    { weight: 1, arbitrary: text },
  );

/** Start commands with one workload in them, put together at random: text for `sh -c`. */
export const randomCommand: fc.Arbitrary<string> = before(around(before(around(APP))));
