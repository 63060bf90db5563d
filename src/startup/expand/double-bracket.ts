import { matchesPattern } from '../../shell/pattern.ts';
import { matchesExtended } from '../../shell/regular-expression.ts';
import { literalWord, type TestExpression, type Word } from '../../shell/syntax.ts';
import type { ShellState } from '../evaluate/shell-state.ts';
import { withEntry, withState } from '../evaluate/shell-state.ts';
import { type Argument, expandArithmetic, expandPattern, expandText } from './expand.ts';
import { isUnset, parameterValue } from './parameter-value.ts';
import { binaryTest, both, either, type Truth, unaryTest } from './test-command.ts';

/** What `[[ … ]]` says, as far as its words decide it. */
export function evaluateDoubleBracket(expression: TestExpression, state: ShellState): Truth {
  switch (expression.kind) {
    case 'not': {
      const truth = evaluateDoubleBracket(expression.operand, state);
      return typeof truth === 'boolean' ? !truth : truth;
    }
    case 'and':
    case 'or': {
      const join = expression.kind === 'and' ? both : either;
      const truths = expression.operands.map((operand) => evaluateDoubleBracket(operand, state));
      return truths.reduce((left, right) => join(left, right));
    }
    case 'unary':
      if (expression.operator === '-v') return isSet(expression.operand, state);
      return unaryTest(expression.operator, argument(expression.operand, state));
    case 'binary':
      return binary(expression.operator, expression.left, expression.right, state);
  }
}

/** The state after `[[ … ]]`: what `=~` found is not followed. */
export function afterDoubleBracket(expression: TestExpression, state: ShellState): ShellState {
  if (!usesRegularExpression(expression)) return state;
  return withState(state, { arrays: withEntry(state.arrays, 'BASH_REMATCH', null) });
}

function usesRegularExpression(expression: TestExpression): boolean {
  switch (expression.kind) {
    case 'unary':
      return false;
    case 'binary':
      return expression.operator === '=~';
    case 'not':
      return usesRegularExpression(expression.operand);
    default:
      return expression.operands.some(usesRegularExpression);
  }
}

function argument(word: Word, state: ShellState): Argument {
  const text = expandText(word, state);
  return text === null ? { text: word.source, known: false } : { text, known: true };
}

function isSet(word: Word, state: ShellState): Truth {
  const name = expandText(word, state);
  if (name === null || !/^\w+$/.test(name)) return null;
  const value = parameterValue(name, state);
  if (value === undefined) return false;
  return value !== null || (state.variables.has(name) && !isUnset(name, state)) ? true : null;
}

function binary(operator: string, left: Word, right: Word, state: ShellState): Truth {
  const value = expandText(left, state);
  switch (operator) {
    case '=':
    case '==':
    case '!=': {
      const pattern = expandPattern(right, state, groupsIn(state));
      const matches = pattern === null || value === null ? null : matchesPattern(pattern, value);
      return operator === '!=' && matches !== null ? !matches : matches;
    }
    case '=~': {
      const expression = literalWord(right);
      const plain =
        expression !== null && right.parts.every((part) => part.kind === 'literal' && !part.quoted);
      return plain && value !== null ? matchesExtended(right.source, value) : null;
    }
    case '<':
    case '>':
      // busybox takes it for a redirection.
      if (state.implementation === 'busybox ash') return null;
      return binaryTest(operator, argument(left, state), argument(right, state));
    default:
      return /^-(nt|ot|ef)$/.test(operator) ? null : numeric(operator, left, right, state);
  }
}

/** In `[[` the sides of `-eq` are arithmetic expressions. */
function numeric(operator: string, left: Word, right: Word, state: ShellState): Truth {
  const sides = [left, right].map((word): Argument => {
    const { value } = expandArithmetic(word, state);
    return typeof value === 'bigint'
      ? { text: String(value), known: true }
      : { text: word.source, known: false };
  });
  return binaryTest(operator, sides[0] as Argument, sides[1] as Argument);
}

/** busybox and zsh know no `@(a|b)` in `[[` unless they are told to. */
function groupsIn({ implementation }: ShellState): boolean {
  return implementation === 'bash' || implementation === 'mksh' || implementation === 'ksh93';
}
