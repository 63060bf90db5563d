import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ShellFact } from '../../src/knowledge/types.ts';
import { parseShell } from '../../src/shell/parse.ts';
import type { SimpleCommand } from '../../src/shell/syntax.ts';
import type { ShellState } from '../../src/startup/evaluate/shell-state.ts';
import { matchCase } from '../../src/startup/expand/case-match.ts';
import { expandWord } from '../../src/startup/expand/expand.ts';
import { expansionFailure } from '../../src/startup/expand/expansion-effects.ts';
import { evaluateTest } from '../../src/startup/expand/test-command.ts';
import { blankState } from '../startup/blank-state.ts';
import { arithmetic, condition, match, parameters, variables, word } from './random-words.ts';

// What the model expands, matches and calculates has to be what real shells do; where it says that it does not know, there
// is nothing to compare, but it must know most.

const CASES = 1500;

const shells: readonly {
  readonly argv: readonly string[];
  readonly implementation: ShellFact['implementation'];
}[] = [
  { argv: ['dash'], implementation: 'dash' },
  { argv: ['bash'], implementation: 'bash' },
  { argv: ['busybox', 'sh'], implementation: 'busybox ash' },
];

function state(implementation: ShellFact['implementation']): ShellState {
  return blankState({
    implementation,
    variables: new Map(Object.entries(variables)),
    positional: parameters,
  });
}

/** busybox 1.35 was seen to go round for ever in the replacement of an empty match. */
const hangs = /\$\{\w+\/\S*[*]/;

const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** What a shell prints for each of these pieces of code; "failed" where it ends of it. */
function real(argv: readonly string[], pieces: readonly string[]): readonly string[] {
  const set = Object.entries(variables).map(([name, value]) => `${name}=${quote(value)}`);
  const given = parameters.map(quote).join(' ');
  const lines = pieces.map(
    (piece) => `( eval ${quote(piece)} ) 2>/dev/null || printf failed; printf '\\n@\\n'`,
  );
  const script = [...set, `set -- ${given}`, 'set -f', ...lines].join('\n');
  const [program = '', ...rest] = argv;
  const output = execFileSync(program, rest, { input: script, encoding: 'utf8', cwd: '/', timeout: 20_000 });
  return output.split('\n@\n').slice(0, pieces.length);
}

function command(text: string): SimpleCommand | null {
  const program = parseShell(text);
  const node = program.lines[0]?.items[0]?.node;
  return program.errors.length === 0 && node?.kind === 'simple' ? node : null;
}

/** What the model says that is printed; null: not known. */
type Predict = (piece: string, at: ShellState) => string | null;

const predictWord: Predict = (piece, at) => {
  const node = command(piece);
  if (!node) return null;
  if (expansionFailure(node, at) !== null) return 'failed';
  const fields = node.words.slice(2).flatMap((one) => expandWord(one, at));
  if (fields.some(({ known }) => !known)) return null;
  return fields.length === 0 ? '<>' : fields.map(({ text }) => `<${text}>`).join('');
};

const predictTest: Predict = (piece, at) => {
  const node = command(piece.slice(0, piece.indexOf(']') + 1));
  if (!node) return null;
  const status = evaluateTest(node.words.flatMap((one) => expandWord(one, at)));
  return status === 'unknown' ? null : status === 'ok' ? 'yes' : 'no';
};

const predictCase: Predict = (piece, at) => {
  const program = parseShell(piece);
  const node = program.lines[0]?.items[0]?.node;
  if (program.errors.length > 0 || node?.kind !== 'case') return null;
  const ways = matchCase(node, {
    kind: 'task',
    control: { eval: node },
    state: at,
    frame: null,
    conditions: [],
  });
  const [only, ...others] = ways;
  if (!only || others.length > 0 || !('eval' in only.control)) return null;
  return only.control.eval === node.items[0]?.body ? 'yes' : 'no';
};

const kinds: readonly {
  readonly name: string;
  readonly pieces: fc.Arbitrary<string>;
  readonly predict: Predict;
}[] = [
  { name: 'words', pieces: word.map((one) => `printf '<%s>' ${one}`), predict: predictWord },
  {
    name: 'patterns',
    pieces: match.map(
      ([value, pattern]) => `case ${quote(value)} in ${pattern}) printf yes ;; *) printf no ;; esac`,
    ),
    predict: predictCase,
  },
  {
    name: 'arithmetic',
    pieces: arithmetic.map((one) => `printf '<%s>' "$((${one}))"`),
    predict: predictWord,
  },
  {
    name: 'tests',
    pieces: condition.map((one) => `[ ${one} ] && printf yes || printf no`),
    predict: predictTest,
  },
];

describe.each(shells)('$implementation', ({ argv, implementation }) => {
  test.each(kinds)('$name', ({ pieces, predict }) => {
    const all = fc.sample(pieces, { numRuns: CASES, seed: 20240607 });
    const sample = implementation === 'busybox ash' ? all.filter((piece) => !hangs.test(piece)) : all;
    const at = state(implementation);
    const seen = real(argv, sample);
    const predicted = sample.map((piece) => predict(piece, at));
    const wrong = sample.flatMap((piece, index) => {
      const said = predicted[index];
      return said === null || said === seen[index]
        ? []
        : [`${piece}: predicted ${said}, seen ${seen[index]}`];
    });
    const known = predicted.filter((one) => one !== null).length;
    console.log(`${implementation} ${sample.length} cases, ${known} known, ${wrong.length} wrong`);
    if (process.env.SHOW) console.log(wrong.slice(0, 12).join('\n'));
    expect(wrong).toEqual([]);
    expect(known).toBeGreaterThan(CASES * 0.6);
  });
});
