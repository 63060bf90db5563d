import { readExpression } from '../../shell/words.ts';
import { restsOnRun } from '../expand/assumptions.ts';
import { itemsFrom } from '../expand/items.ts';
import { truthStatus } from '../expand/test-command.ts';
import { withExported, withHidden, withoutVariable, withVariable } from '../expand/variables.ts';
import { type Call, done, operands } from './call.ts';
import { calculate } from './run-shell-test.ts';
import { type ShellState, withEntry, withState } from './shell-state.ts';
import type { Task } from './step.ts';

/** `export name=value`, `export -n name`. */
export function exportVariables(call: Call): readonly Task[] {
  const isExported = !operands(call).some(({ text }) => /^-\w*n/.test(text));
  return [done(call, 'likely', assignOperands(call, call.task.state, isExported))];
}

/** `readonly name=value`. */
export function setVariables(call: Call): readonly Task[] {
  return [done(call, 'likely', assignOperands(call, call.task.state, asksForExport(call)))];
}

/** Whether `declare` is told to export (`-x`), or not to any longer (`+x`); null: neither. */
function asksForExport(call: Call): boolean | null {
  const option = operands(call).find(({ text }) => /^[-+]\w*x/.test(text));
  return option ? option.text.startsWith('-') : null;
}

/** The state after the operands that assign; the variables that they name are exported, or no longer, unless that is null. */
function assignOperands(call: Call, before: ShellState, isExported: boolean | null): ShellState {
  const certain = call.certain();
  const given = call.node.words.some((word) => restsOnRun(word, before));
  return operands(call).reduce((state, operand) => {
    const { text, known, begins } = operand;
    const match = /^([A-Za-z_]\w*)(?:(\+?)=([\s\S]*))?$/.exec(known ? text : (begins ?? text));
    const name = match?.[1];
    if (name === undefined || (!known && match?.[3] === undefined)) return state;
    const marked = isExported === null ? state : withExported(state, name, isExported);
    if (match?.[3] === undefined) return marked;
    const start = match[2] ? (marked.variables.get(name) ?? null) : '';
    const value = known && start !== null ? start + match[3] : null;
    const rests = known ? !certain.some((one) => one.known && one.text === text) : given;
    const after = withVariable(marked, name, value, rests);
    // `declare -a words=(…)` stands in one word, whose elements are not followed.
    const isArray = after.arrays.has(name) || text.includes('=(');
    return isArray ? withState(after, { arrays: withEntry(after.arrays, name, null) }) : after;
  }, before);
}

/** `local`, `declare`, `typeset`: inside of a function the names are its own, and hide what they stood for. */
export function setLocal(call: Call): readonly Task[] {
  const { state } = call.task;
  const isExported = asksForExport(call);
  if (state.callDepth === 0 || operands(call).some(({ text }) => /^-\w*g/.test(text)))
    return [done(call, 'likely', assignOperands(call, state, isExported))];
  const inside = operands(call).reduce((current, { text, known, begins }) => {
    const match = /^([A-Za-z_]\w*)(\+?=|$)/.exec(known ? text : (begins ?? text));
    return match?.[1] === undefined ? current : hideOuter(match[1], match[2] === '', call, current);
  }, state);
  return [done(call, 'likely', assignOperands(call, inside, isExported))];
}

/** The state in which a name is the function's own; `bare`: no value is given. */
function hideOuter(name: string, bare: boolean, call: Call, state: ShellState): ShellState {
  const own = withHidden(state, name);
  // dash lets a local variable without a value keep the one outside.
  if (!bare || state.implementation === 'dash' || state.implementation === 'busybox ash') return own;
  if (!isArray(call))
    return withVariable(withState(own, { arrays: withEntry(own.arrays, name, undefined) }), name, '');
  const variables = withEntry(own.variables, name, undefined);
  return withState(own, { variables, arrays: withEntry(own.arrays, name, []) });
}

function isArray(call: Call): boolean {
  return operands(call).some(({ text }) => /^-\w*[aA]/.test(text));
}

/** The state in which the operands, and these, are variables whose values are not known. */
export function forget(call: Call, others: readonly string[] = []): ShellState {
  const names = [...operands(call).map(({ text }) => text), ...others];
  return names
    .filter((name) => /^[A-Za-z_]\w*$/.test(name))
    .reduce((state, name) => {
      const isArray = state.arrays.has(name) || others.includes('MAPFILE');
      const arrays = isArray ? withEntry(state.arrays, name, null) : state.arrays;
      return withVariable(withState(state, { arrays }), name, null);
    }, call.task.state);
}

/** `unset name…`, `unset -f name…`. */
export function unsetVariables(call: Call): readonly Task[] {
  const ofFunctions = operands(call).some(({ text }) => text === '-f');
  const after = operands(call).reduce((state, { text, known }) => {
    if (ofFunctions) return withState(state, { functions: withEntry(state.functions, text, undefined) });
    const element = /^(\w+)\[/.exec(text)?.[1];
    if (element !== undefined) return withState(state, { arrays: withEntry(state.arrays, element, null) });
    return known && /^[A-Za-z_]\w*$/.test(text) ? withoutVariable(state, text) : state;
  }, call.task.state);
  return [done(call, 'ok', after)];
}

/** `shift n`: one that is larger than what there is fails, and ends dash. */
export function shiftPositional(call: Call): readonly Task[] {
  const { state } = call.task;
  const certain = call.certain()[1];
  const count = certain?.known === false ? null : Number(certain?.text ?? '1');
  if (count === null || !Number.isInteger(count) || count < 0)
    return [done(call, 'likely', withState(state, { positional: null }))];
  const positional = itemsFrom(state.positional, count);
  if (positional === undefined) return [done(call, 'fail')];
  return [done(call, positional === null ? 'likely' : 'ok', withState(state, { positional }))];
}

/** `let expression…`: the last one decides. */
export function runLet(call: Call): readonly Task[] {
  let { state } = call.task;
  let truth: boolean | 'error' | null = 'error';
  for (const { text, known } of operands(call)) {
    const { value, after } = calculate(known ? readExpression(text) : null, state);
    state = after;
    truth = value === null ? null : value === 'error' ? 'error' : value !== 0n;
  }
  return [done(call, truthStatus(truth), state)];
}

/** `printf -v name …` sets a variable. */
export function runPrintf(call: Call): readonly Task[] {
  const [option, name] = operands(call);
  if (option?.text !== '-v' || !name) return [done(call, 'ok')];
  return [done(call, 'ok', withVariable(call.task.state, name.text.replace(/\[.*$/s, ''), null))];
}
