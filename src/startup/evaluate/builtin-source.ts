import { readProgram } from '../../shell/mistake.ts';
import type { ShellProgram, Word } from '../../shell/syntax.ts';
import { assign } from '../expand/assign.ts';
import { itemOf } from '../expand/expand.ts';
import { withVariable } from '../expand/variables.ts';
import { fileSource, type ImageFile, isText, type NoText } from '../launch/world.ts';
import { type Call, done, operands, stuck, withNote } from './call.ts';
import { beginProgram } from './proceed.ts';
import type { Frame, ShellState } from './shell-state.ts';
import { looseSource, withState } from './shell-state.ts';
import { runWords } from './simple-command.ts';
import type { Step, Task } from './step.ts';

/** `X=1 eval …`: in bash and zsh the variable is later what it was before, which is not followed. */
function withOwnVariables(call: Call): Call {
  const { node, task } = call;
  if (node.assignments.length === 0) return call;
  const assigned = assign(node, task.state);
  const stays = !['bash', 'zsh'].includes(call.context.shell.implementation);
  const forgotten = (): ShellState =>
    node.assignments.reduce((state, { name }) => withVariable(state, name, null), assigned);
  return { ...call, task: { ...task, state: stays ? assigned : forgotten() } };
}

/** `. file`, `source file`. */
export function sourceFile(outer: Call): readonly (Task | Step)[] {
  const call = withOwnVariables(outer);
  const { frame, conditions } = call.task;
  const named = operands(call)[0];
  const file = named?.known ? sourcedFile(named.text, call) : null;
  if (file && isText(file)) {
    if (sourcesAbove(frame) > deepestSource) return [stuck(call, `${file.name} reads itself without end`)];
    const program = readProgram(call.run.parse(file.text), call.context.shell, 'file');
    return [runInside(call, program, sourcedState(call, file))];
  }
  const why = file ? `: ${file.reason}` : '';
  const reason = `what ${operands(call)[0]?.text ?? 'the file'} does was not read${why}`;
  const assumed = withNote(call, `${reason}; it is taken to only set things up`);
  return [{ kind: 'unread', reason, span: call.node.span, state: assumed, frame, conditions }];
}

/** A sourced file's own parameters, where it is given some: dash leaves them as they are. */
function sourcedState(call: Call, file: ImageFile): Partial<ShellState> {
  const [named, ...given] = operands(call);
  const { state } = call.task;
  const source = { ...fileSource(file), ...(named && { path: named.text }) };
  const callers = ['source', ...state.callers];
  if (given.length === 0 || call.context.shell.implementation === 'dash') return { source, callers };
  return { source, callers, positional: given.map(itemOf) };
}

/** A name without a slash is looked for along PATH; not every shell then looks in the current folder. */
function sourcedFile(name: string, { task, context, run }: Call): ImageFile | NoText {
  const { directory, variables } = task.state;
  if (name.includes('/')) return run.world.file(name, directory);
  const found = run.world.command(name, directory, variables.get('PATH') ?? null);
  if (isText(found) || found.brought || context.shell.implementation === 'dash') return found;
  const here = run.world.file(name, directory);
  return isText(here) || here.brought ? here : found;
}

/** How many files may read each other, or `eval` itself, before the model gives up. */
const deepestSource = 20;

function sourcesAbove(from: Frame | null): number {
  let count = 0;
  for (let frame = from; frame; frame = frame.next) if (frame.kind === 'source') count += 1;
  return count;
}

/** `eval text`. */
export function runEval(outer: Call): readonly (Task | Step)[] {
  const call = withOwnVariables(outer);
  const words = operands(call);
  if (words.some(({ known }) => !known)) {
    const onlySubstitutions = call.node.words
      .slice(1)
      .every((word) => word.parts.every(({ kind }) => kind === 'command' || kind === 'literal'));
    // `eval "$(ssh-agent)"` sets variables; `eval $COMMAND` may be the workload itself.
    if (onlySubstitutions) return [done(call, 'likely')];
    const name = nameInText(call.node.words[1]);
    // What a variable adds to `eval 'app '"$OPTIONS"` is taken to be arguments.
    if (name !== null) {
      const rest = { text: words.map(({ text }) => text).join(' '), known: false };
      const guessed = [{ text: name, known: true }, rest];
      return runWords({ ...call, words: guessed, certain: () => guessed });
    }
    return [stuck(call, `what ${words.map(({ text }) => text).join(' ')} evaluates to is not known`)];
  }
  if (sourcesAbove(call.task.frame) >= deepestSource) return [stuck(call, '`eval` runs itself too deeply')];
  const parsed = call.run.parse(words.map(({ text }) => text).join(' '));
  const program = readProgram(parsed, call.context.shell, 'eval');
  return [runInside(call, program, { source: looseSource(program.text) })];
}

/** The name of the command that a text begins with, where more of it follows as it is written. */
function nameInText(word: Word | undefined): string | null {
  const [first, ...more] = word?.parts ?? [];
  if (first?.kind !== 'literal') return null;
  return /^\s*([\w./-]+)\s+\S/.exec(first.value + (more.length > 0 ? '…' : ''))?.[1] ?? null;
}

/** Runs another program in the same shell, and comes back. */
function runInside(call: Call, program: ShellProgram, inside: Partial<ShellState>): Task {
  const { state, frame, conditions } = call.task;
  const { source, callers, positional } = state;
  const back: Frame = {
    kind: 'source',
    source,
    callers,
    ...(inside.positional && { positional }),
    next: frame,
  };
  return beginProgram(program, withState(state, inside), back, conditions);
}
