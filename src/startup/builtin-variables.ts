import { readExpression } from '../shell/words.ts';
import { withAssumed } from './assumptions.ts';
import { type Call, certainWords, done, operands } from './call.ts';
import { expandArithmetic } from './expand.ts';
import { withAssigned } from './run-shell-test.ts';
import { type ShellState, withEntry, withState } from './shell-state.ts';
import type { Task } from './step.ts';
import { truthStatus } from './test-command.ts';

/** `export name=value`, `readonly name=value`. */
export function setVariables(call: Call): readonly Task[] {
  return [done(call, 'likely', assignOperands(call, call.task.state))];
}

function assignOperands(call: Call, before: ShellState): ShellState {
  let { variables, arrays } = before;
  let state = before;
  const assumed = assumedOperands(call);
  for (const [index, { text, known }] of operands(call).entries()) {
    const match = /^([A-Za-z_]\w*)(\+?)=([\s\S]*)$/.exec(text);
    if (!match) continue;
    const [, name = '', append, value = ''] = match;
    const start = append ? (variables.get(name) ?? null) : '';
    variables = withEntry(variables, name, known && start !== null ? start + value : null);
    state = withAssumed(state, name, assumed[index] === true);
    // `declare -a words=(…)` stands in one word, whose elements are not followed.
    if (arrays.has(name) || text.includes('=(')) arrays = withEntry(arrays, name, null);
  }
  return withState(state, { variables, arrays });
}

/** Which of the operands are known only because a variable is taken to be unset. */
function assumedOperands(call: Call): readonly boolean[] {
  const certain = certainWords(call);
  return operands(call).map(({ known }, index) => known && certain[index + 1]?.known !== true);
}

/** `local`, `declare`, `typeset`: inside of a function the names are its own, and hide what they stood for. */
export function setLocal(call: Call): readonly Task[] {
  const { state } = call.task;
  if (state.callDepth === 0 || operands(call).some(({ text }) => /^-\w*g/.test(text)))
    return setVariables(call);
  let { hidden, variables, arrays } = state;
  for (const { text } of operands(call)) {
    const match = /^([A-Za-z_]\w*)(\+?=|$)/.exec(text);
    const name = match?.[1];
    if (!match || name === undefined) continue;
    if (!hidden.has(name))
      hidden = withEntry(hidden, name, {
        variable: variables.get(name),
        array: arrays.get(name),
        assumed: state.assumed.has(name),
      });
    // dash lets a local variable without a value keep the one outside.
    if (match[2] === '' && state.implementation !== 'dash' && state.implementation !== 'busybox ash') {
      variables = withEntry(variables, name, isArray(call) ? undefined : '');
      arrays = withEntry(arrays, name, isArray(call) ? [] : undefined);
    }
  }
  const inside = withState(state, { hidden, variables, arrays });
  return [done(call, 'likely', assignOperands(call, inside))];
}

function isArray(call: Call): boolean {
  return operands(call).some(({ text }) => /^-\w*[aA]/.test(text));
}

/** The state in which the operands, and these, are variables whose values are not known. */
export function forget(call: Call, others: readonly string[] = []): ShellState {
  let { variables, arrays } = call.task.state;
  for (const name of [...operands(call).map(({ text }) => text), ...others]) {
    if (!/^[A-Za-z_]\w*$/.test(name)) continue;
    variables = withEntry(variables, name, null);
    if (arrays.has(name) || others.includes('MAPFILE')) arrays = withEntry(arrays, name, null);
  }
  return withState(call.task.state, { variables, arrays });
}

/** `unset name…`, `unset -f name…`. */
export function unsetVariables(call: Call): readonly Task[] {
  let { variables, arrays, functions } = call.task.state;
  const ofFunctions = operands(call).some(({ text }) => text === '-f');
  for (const { text } of operands(call)) {
    if (ofFunctions) functions = withEntry(functions, text, undefined);
    else {
      const element = /^(\w+)\[/.exec(text)?.[1];
      variables = withEntry(variables, text, undefined);
      arrays = element === undefined ? withEntry(arrays, text, undefined) : withEntry(arrays, element, null);
    }
  }
  return [done(call, 'ok', withState(call.task.state, { variables, arrays, functions }))];
}

/** `shift n`: one that is larger than what there is fails, and ends dash. */
export function shiftPositional(call: Call): readonly Task[] {
  const { state } = call.task;
  const count = operands(call)[0]?.known === false ? null : Number(operands(call)[0]?.text ?? '1');
  const { positional } = state;
  if (positional === null || count === null || !Number.isInteger(count) || count < 0)
    return [done(call, 'likely', withState(state, { positional: null }))];
  if (count > positional.length) return [done(call, 'fail')];
  return [done(call, 'ok', withState(state, { positional: positional.slice(count) }))];
}

/** `let expression…`: the last one decides. */
export function runLet(call: Call): readonly Task[] {
  let { state } = call.task;
  let truth: boolean | 'error' | null = 'error';
  for (const { text, known } of operands(call)) {
    const { value, assigned } = expandArithmetic(known ? readExpression(text) : null, state);
    state = withAssigned(state, assigned);
    truth = value === null ? null : value === 'error' ? 'error' : value !== 0n;
  }
  return [done(call, truthStatus(truth), state)];
}

/** `printf -v name …` sets a variable. */
export function runPrintf(call: Call): readonly Task[] {
  const [option, name] = operands(call);
  if (option?.text !== '-v' || !name) return [done(call, 'ok')];
  const variables = withEntry(call.task.state.variables, name.text.replace(/\[.*$/s, ''), null);
  return [done(call, 'ok', withState(call.task.state, { variables }))];
}
