/** What an arithmetic expression gives: a number, an error that fails the command, or null: not known. */
export type Arithmetic = bigint | 'error' | null;

/** The variables of an arithmetic expression. */
export interface Variables {
  /** The text of a variable: undefined when it is unset, null when it is not known. */
  get(name: string): string | null | undefined;
  /** What the expression assigns; null: not known. */
  set(name: string, value: string | null): void;
}

/** How the arithmetic of shells differs. */
export interface ArithmeticDialect {
  /** `**`, `++`, `--`, `,` and variables that hold expressions; dash has none of them. */
  readonly rich: boolean;
}

/** How deeply parentheses and variables that hold expressions may nest. */
const deepest = 40;

class Failure extends Error {
  readonly result: 'error' | null;

  constructor(result: 'error' | null) {
    super('arithmetic');
    this.result = result;
  }
}

/**
 * Evaluates an arithmetic expression whose `$` expansions are done, with numbers of 64 bits as shells have them.
 *
 * @param text what stands between `$((` and `))`.
 */
export function evaluateArithmetic(
  text: string,
  variables: Variables,
  dialect: ArithmeticDialect,
  depth = 0,
): Arithmetic {
  try {
    const reader = createReader(text, variables, dialect, depth);
    return reader.whole();
  } catch (failure) {
    if (failure instanceof Failure) return failure.result;
    throw failure;
  }
}

const token =
  /\s*(<<=|>>=|\*\*|<<|>>|<=|>=|==|!=|&&|\|\||\+\+|--|[-+*/%&|^]=|[-+*/%<>=!~&|^?:(),]|0[xX][0-9a-fA-F]+|\d+#[\w@]+|\d+|[A-Za-z_]\w*)/y;

function tokens(text: string): readonly string[] {
  const found: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < text.trimEnd().length) {
    const match = token.exec(text);
    if (!match) throw new Failure(/[[\]$`"'\\]/.test(text) ? null : 'error');
    found.push(match[1] as string);
  }
  return found;
}

/** From the weakest to the strongest; those of one row bind alike. */
const levels: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['|'],
  ['^'],
  ['&'],
  ['==', '!='],
  ['<', '<=', '>', '>='],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%'],
];

const truth = (holds: boolean): bigint => (holds ? 1n : 0n);

const operations: Readonly<Record<string, (a: bigint, b: bigint) => bigint>> = {
  '|': (a, b) => a | b,
  '^': (a, b) => a ^ b,
  '&': (a, b) => a & b,
  '==': (a, b) => truth(a === b),
  '!=': (a, b) => truth(a !== b),
  '<': (a, b) => truth(a < b),
  '<=': (a, b) => truth(a <= b),
  '>': (a, b) => truth(a > b),
  '>=': (a, b) => truth(a >= b),
  '<<': (a, b) => a << (b & 63n),
  '>>': (a, b) => a >> (b & 63n),
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => divide(a, b, 'quotient'),
  '%': (a, b) => divide(a, b, 'rest'),
};

function divide(a: bigint, b: bigint, wanted: 'quotient' | 'rest'): bigint {
  if (b === 0n) throw new Failure('error');
  return wanted === 'quotient' ? a / b : a % b;
}

/** `operations` on values of which some may not be known. */
function apply(operator: string, a: bigint | null, b: bigint | null): bigint | null {
  if (b === 0n && (operator === '/' || operator === '%')) throw new Failure('error');
  if (a === null || b === null) return null;
  return BigInt.asIntN(64, (operations[operator] as (a: bigint, b: bigint) => bigint)(a, b));
}

function createReader(text: string, variables: Variables, dialect: ArithmeticDialect, depth: number) {
  const all = tokens(text);
  let at = 0;
  let nesting = depth;
  /** Above zero in a part that `&&`, `||` or `?:` skips: nothing is assigned there. */
  let skipping = 0;
  const take = (...wanted: readonly string[]): string | null => {
    const next = all[at];
    if (next === undefined || !wanted.includes(next)) return null;
    at += 1;
    return next;
  };
  const need = (wanted: string): void => {
    if (take(wanted) === null) throw new Failure('error');
  };
  const skipped = <T>(skips: boolean, read: () => T): T => {
    if (skips) skipping += 1;
    const value = read();
    if (skips) skipping -= 1;
    return value;
  };

  const whole = (): bigint | null => {
    if (all.length === 0) return 0n;
    const value = comma();
    if (at < all.length) throw new Failure('error');
    return value;
  };

  const comma = (): bigint | null => {
    let value = assignment();
    while (dialect.rich && take(',') !== null) value = assignment();
    return value;
  };

  const store = (name: string, value: bigint | null): bigint | null => {
    if (skipping === 0) variables.set(name, value === null ? null : String(value));
    return value;
  };

  const assignment = (): bigint | null => {
    const name = all[at];
    const operator = all[at + 1];
    if (name === undefined || operator === undefined || !/^[A-Za-z_]/.test(name)) return ternary();
    if (!/^([-+*/%&|^]|<<|>>)?=$/.test(operator)) return ternary();
    at += 2;
    const right = assignment();
    return store(name, operator === '=' ? right : apply(operator.slice(0, -1), variable(name), right));
  };

  const ternary = (): bigint | null => {
    const test = binary(0);
    if (take('?') === null) return test;
    const yes = skipped(test === 0n, comma);
    need(':');
    const no = skipped(test !== null && test !== 0n, ternaryOrAssignment);
    if (test === null) return yes === no ? yes : null;
    return test === 0n ? no : yes;
  };

  const ternaryOrAssignment = (): bigint | null => (dialect.rich ? ternary() : assignment());

  const binary = (level: number): bigint | null => {
    const operators = levels[level];
    if (!operators) return power();
    let value = binary(level + 1);
    for (let operator = take(...operators); operator !== null; operator = take(...operators)) {
      const left = value;
      if (operator === '&&') {
        const right = skipped(left === 0n, () => binary(level + 1));
        value = left === 0n || right === 0n ? 0n : left === null || right === null ? null : 1n;
      } else if (operator === '||') {
        const decided = left !== null && left !== 0n;
        const right = skipped(decided, () => binary(level + 1));
        value =
          decided || (right !== null && right !== 0n) ? 1n : left === null || right === null ? null : 0n;
      } else {
        const right = binary(level + 1);
        // busybox fails of it in a part that counts for nothing, too.
        if (skipping > 0 && right === 0n && /[/%]/.test(operator)) throw new Failure(null);
        value = skipping > 0 ? 0n : apply(operator, left, right);
      }
    }
    return value;
  };

  const power = (): bigint | null => {
    const base = unary();
    if (!dialect.rich || take('**') === null) return base;
    const exponent = power();
    if (exponent !== null && exponent < 0n) throw new Failure('error');
    if (base === null || exponent === null || exponent > 1000n) return null;
    return BigInt.asIntN(64, base ** exponent);
  };

  const unary = (): bigint | null => {
    const step = dialect.rich ? take('++', '--') : null;
    if (step !== null) return stepped(step, all[at], () => at++);
    const operator = take('+', '-', '!', '~');
    if (operator === null) return primary();
    const value = unary();
    if (value === null) return null;
    if (operator === '!') return truth(value === 0n);
    if (operator === '~') return BigInt.asIntN(64, ~value);
    return operator === '-' ? BigInt.asIntN(64, -value) : value;
  };

  /** `++n`; before a number it is two signs. */
  const stepped = (step: string, name: string | undefined, next: () => void): bigint | null => {
    if (name === undefined || !/^[A-Za-z_]/.test(name)) return unary();
    next();
    return store(name, apply(step === '++' ? '+' : '-', variable(name), 1n));
  };

  const primary = (): bigint | null => {
    if (take('(') !== null) {
      nesting += 1;
      if (nesting > deepest) throw new Failure(null);
      const value = comma();
      need(')');
      nesting -= 1;
      return value;
    }
    const next = all[at];
    at += 1;
    if (next === undefined) throw new Failure('error');
    if (/^\d/.test(next)) return number(next, dialect);
    if (!/^[A-Za-z_]/.test(next)) throw new Failure('error');
    const value = variable(next);
    const step = dialect.rich ? take('++', '--') : null;
    if (step !== null) store(next, apply(step === '++' ? '+' : '-', value, 1n));
    return value;
  };

  const variable = (name: string): bigint | null => {
    const value = variables.get(name);
    if (value === undefined || value === '') return 0n;
    if (value === null) return null;
    if (/^\s*[-+]?\d+\s*$/.test(value)) {
      const sign = value.includes('-') ? -1n : 1n;
      return sign * number(value.replace(/[\s+-]/g, ''), dialect);
    }
    if (skipping > 0) return 0n;
    if (!dialect.rich) throw new Failure(/^\s*0[xX]/.test(value) ? null : 'error');
    if (nesting >= deepest) throw new Failure('error');
    const inner = evaluateArithmetic(value, variables, dialect, nesting + 1);
    if (inner === 'error') throw new Failure('error');
    return inner;
  };

  return { whole };
}

function number(text: string, { rich }: ArithmeticDialect): bigint {
  if (text.includes('#')) throw new Failure(rich ? null : 'error');
  // Beyond 64 bits some wrap around and some do not.
  if (text.length > 18) throw new Failure(null);
  if (/^0[xX]/.test(text)) return BigInt.asIntN(64, BigInt(text));
  if (/^0\d/.test(text)) {
    if (/[89]/.test(text)) throw new Failure('error');
    return BigInt.asIntN(64, BigInt(`0o${text.slice(1)}`));
  }
  return BigInt.asIntN(64, BigInt(text));
}
