import type { ShellFact } from '../../knowledge/types.ts';
import { atLeast } from '../../shell/implicit-exec.ts';
import { parameters, withAssumed } from '../expand/assumptions.ts';
import { itemOf } from '../expand/expand.ts';
import { type Call, done, operands, withNote } from './call.ts';
import { leave } from './proceed.ts';
import { knowsOption } from './shell-options.ts';
import { withState } from './shell-state.ts';
import { restsOnDefault } from './simple-command.ts';
import type { Step, Task } from './step.ts';

/** `set`: options that matter here (`-e`, `-m`), positional parameters, and options that end the shell. */
export function setOptions(call: Call): readonly (Task | Step)[] {
  const { shell } = call.context;
  let { monitor, errexit, nounset, allexport } = call.task.state;
  const words = operands(call);
  for (let index = 0; index < words.length; index += 1) {
    const text = words[index]?.text ?? '';
    if (text === '--' || !/^[-+][A-Za-z]/.test(text)) {
      const rest = words.slice(text === '--' ? index + 1 : index);
      const positional = rest.map(itemOf);
      const state = withState(call.task.state, { monitor, errexit, nounset, allexport, positional });
      return [done(call, 'ok', withAssumed(state, parameters, restsOnDefault(call)))];
    }
    const on = text.startsWith('-');
    const named = text.endsWith('o') ? (words[index + 1]?.text ?? null) : null;
    if (named !== null) index += 1;
    const refused = refusedOption(text, named, shell);
    if (refused !== null) {
      return leave(
        'fail',
        withNote(call, `${shell.implementation} does not know the option ${refused}: it ends`),
        call.task.conditions,
      );
    }
    if (text.includes('m') || named === 'monitor') monitor = on && hasJobControl(shell);
    if (text.includes('e') || named === 'errexit') errexit = on;
    if (text.includes('u') || named === 'nounset') nounset = on;
    if (text.includes('a') || named === 'allexport') allexport = on;
  }
  return [done(call, 'ok', withState(call.task.state, { monitor, errexit, nounset, allexport }))];
}

function refusedOption(letters: string, named: string | null, shell: ShellFact): string | null {
  if (named !== null && !knowsOption(named, shell)) return named;
  const refused = refusedLetters(shell);
  const letter = [...letters.slice(1)].find((one) => refused.includes(one));
  return letter === undefined ? null : `-${letter}`;
}

/** Letters that make `set` fail, and with it the shell; measured. */
function refusedLetters({ implementation, version }: ShellFact): string {
  switch (implementation) {
    case 'dash':
      return 'T';
    case 'mksh':
      return 'ET';
    case 'zsh':
      return 'm';
    case 'busybox ash':
      return atLeast(version, 1, 35) === true ? 'T' : 'ET';
    default:
      return '';
  }
}

/** Without a terminal `set -m` has an effect in these shells only. */
export function hasJobControl({ implementation }: ShellFact): boolean {
  return implementation === 'bash' || implementation === 'mksh' || implementation === 'ksh93';
}
