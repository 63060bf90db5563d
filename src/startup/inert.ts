import { endsSoon, programName } from '../knowledge/programs.ts';
import { type CommandList, literalWord, type ShellNode, type SimpleCommand } from '../shell/syntax.ts';
import type { ShellState } from './shell-state.ts';
import { withEntry, withState } from './shell-state.ts';

/** Builtins that change nothing that the model follows. */
const quiet: ReadonlySet<string> = new Set([
  ':',
  'echo',
  'printf',
  'true',
  'pwd',
  'umask',
  'ulimit',
  'type',
  'hash',
]);

/** From how many open conditions on a branch that only sets variables is no longer followed by itself. */
const manyConditions = 6;

/**
 * What a piece of code that may or may not run leaves of a state, where that makes no difference worth
 * following: commands that say something or end soon and, when there are many ways already, variables,
 * which are not known afterwards. Null where it has to be followed.
 */
export function afterInert(
  code: ShellNode | CommandList,
  state: ShellState,
  conditions: readonly string[],
): ShellState | null {
  const names: string[] = [];
  if (!isInert(code, state, names)) return null;
  if (names.length === 0) return state;
  if (conditions.length < manyConditions) return null;
  const variables = names.reduce<ShellState['variables']>(
    (all, name) => withEntry(all, name, null),
    state.variables,
  );
  return withState(state, { variables });
}

function isInert(code: ShellNode | CommandList, state: ShellState, names: string[]): boolean {
  switch (code.kind) {
    case 'list':
      return code.items.every(({ node, background }) => !background && isInert(node, state, names));
    case 'group':
      return isInert(code.body, state, names);
    case 'and-or':
      return [code.first, ...code.rest.map(({ node }) => node)].every((node) => isInert(node, state, names));
    case 'test':
      return true;
    case 'simple':
      return isInertCommand(code, state, names);
    default:
      return false;
  }
}

function isInertCommand({ words, assignments }: SimpleCommand, state: ShellState, names: string[]): boolean {
  const [first, ...rest] = words;
  const all = [...words, ...assignments.flatMap(({ value }) => value ?? [])];
  if (all.some(({ parts }) => parts.some(({ kind }) => kind === 'command' || kind === 'process')))
    return false;
  if (!first) {
    names.push(...assignments.map(({ name }) => name));
    return true;
  }
  const name = literalWord(first);
  if (name === null || state.functions.has(name)) return false;
  if (name === 'export') {
    names.push(...rest.flatMap(({ source }) => /^[A-Za-z_]\w*(?==)/.exec(source)?.[0] ?? []));
    return true;
  }
  return quiet.has(name) || endsSoon(programName(name));
}
