import type { ParameterPart, SimpleCommand, Word, WordPart } from '../../shell/syntax.ts';
import { calculate } from '../evaluate/run-shell-test.ts';
import type { ShellState } from '../evaluate/shell-state.ts';
import { isAssumed } from './assumptions.ts';
import { expandText } from './expand.ts';
import { isUnset, listValue, parameterValue } from './parameter-value.ts';
import { withVariable } from './variables.ts';

/** The state after the words of a command were expanded: `${x:=word}` and `$((n += 1))` assign. */
export function afterExpansions(node: SimpleCommand, state: ShellState): ShellState {
  let after = state;
  for (const part of partsOf(node)) {
    if (part.kind === 'arithmetic') after = calculate(part.expression, after).after;
    if (part.kind !== 'parameter' || !/^:?=$/.test(part.operator ?? '') || !/^[A-Za-z_]\w*$/.test(part.name))
      continue;
    const word: Word = { span: node.span, source: '', parts: [{ ...part, quoted: true }] };
    const value = expandText(word, after);
    if (value !== parameterValue(part.name, after) || isUnset(part.name, after))
      after = withVariable(after, part.name, value, isAssumed(word, after));
  }
  return after;
}

/**
 * Why expanding the words of a command ends the shell, as a sentence; null when it does not. A variable that nobody sets
 * is taken to be given when the container starts: a script that demands it would be of no use without it.
 */
export function expansionFailure(node: SimpleCommand, state: ShellState): string | null {
  for (const part of partsOf(node)) {
    if (part.kind !== 'parameter') continue;
    if (refuses(part, state))
      return `${state.implementation} does not know this expansion of ${part.name}: it ends`;
    if (demands(part, state)) return `\`$${part.name}\` is not set, which the script demands: the shell ends`;
  }
  return null;
}

function partsOf({ words, assignments }: SimpleCommand): readonly WordPart[] {
  return [...words.flatMap(({ parts }) => parts), ...assignments.flatMap(({ value }) => value?.parts ?? [])];
}

/** `${x:?}` of what is empty, and, under `set -u`, anything that is known to be unset. */
function demands(part: ParameterPart, state: ShellState): boolean {
  if (part.prefix !== null || listValue(part.name, state)) return false;
  const value = part.index ? null : parameterValue(part.name, state);
  const operator = part.operator ?? '';
  if (operator === ':?') return value === undefined || value === '';
  if (operator === '?') return value === undefined;
  return state.nounset && value === undefined && !/^:?[-=+]$/.test(operator);
}

/** "Bad substitution" ends the shells that do not know an expansion; measured. */
function refuses({ prefix, operator, index }: ParameterPart, { implementation }: ShellState): boolean {
  if (implementation === 'bash') return false;
  if (operator !== null && /^[\^,@]/.test(operator)) return implementation !== 'unknown';
  if (implementation === 'yash') return prefix === '!' || operator === ':';
  if (implementation === 'zsh') return prefix === '!';
  if (implementation !== 'dash' && implementation !== 'busybox ash') return false;
  if (index !== undefined || prefix === '!') return true;
  return implementation === 'dash' && operator !== null && (operator.startsWith('/') || operator === ':');
}
