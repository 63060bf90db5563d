import type { CommandList, Pipeline, ShellNode } from '../../shell/syntax.ts';
import type { Process } from '../process.ts';
import { isExec } from './is-exec.ts';
import type { Frame, ShellContext } from './shell-state.ts';
import type { Run, Step, Task } from './step.ts';
import { ended, placeOf, running, stuckAt } from './step.ts';

/** How many members a pipeline may have. */
const mostMembers = 200;

/** Runs a pipeline: each member in a shell of its own. */
export function runPipeline(
  node: Pipeline,
  task: Task,
  context: ShellContext,
  run: Run,
): readonly (Task | Step)[] {
  const { state, conditions } = task;
  if (context.shell.implementation === 'zsh' && !forksLast(node.members)) {
    return [stuckAt(task, 'zsh runs the last command of a pipeline itself', placeOf(task.state, node.span))];
  }
  const coprocess = coprocessList(node, context);
  if (coprocess) return [running(coprocess, state, task.frame, conditions)];
  if (node.members.length > mostMembers)
    return [stuckAt(task, 'the pipeline has too many members', placeOf(state, node.span))];
  const frame: Frame | null = node.negated ? { kind: 'negate', next: task.frame } : task.frame;
  let ways: { processes: readonly Process[]; conditions: readonly string[] }[] = [
    { processes: [], conditions },
  ];
  for (const [index, member] of node.members.entries()) {
    const before = node.members[index - 1];
    const reads = before ? !sendsOutputAway(before) : context.reads;
    const alternatives = run.fork(member, 'pipeline-member', context, state, reads);
    ways = ways.flatMap((way) =>
      alternatives.map(({ value, conditions: more }) => ({
        processes: value ? [...way.processes, value] : way.processes,
        conditions: [...way.conditions, ...more],
      })),
    );
    if (ways.length > 64)
      return [stuckAt(task, 'the pipeline can go too many ways', placeOf(task.state, node.span))];
  }
  return ways.map(({ processes, conditions: all }) => {
    const lasting = processes.filter(({ lifetime }) => lifetime !== 'short');
    // Filters live as long as somebody writes to them: without a writer that lasts they just end.
    const onlyFilters = lasting.every(
      ({ body }) => body.kind === 'program' && body.accessory && body.because === 'filter',
    );
    if (onlyFilters) return ended('unknown', state, frame, all);
    return { kind: 'foreground', processes: lasting, span: node.span, state, frame, conditions: all };
  });
}

/** `app > file | cat`: nothing is left for the next member to read. */
function sendsOutputAway(member: ShellNode): boolean {
  if (!('redirects' in member)) return false;
  return member.redirects.some(
    ({ operator, descriptor }) => /^(>>?|>\|)$/.test(operator) && (descriptor === null || descriptor === 1),
  );
}

/** In ksh93 and mksh `a |& b` is no pipeline: a goes to the background, and b reads nothing of it. */
function coprocessList(
  { members, span, joinsErrors }: Pipeline,
  { shell }: ShellContext,
): CommandList | null {
  if (!joinsErrors || (shell.implementation !== 'ksh93' && shell.implementation !== 'mksh')) return null;
  const items = members.map((node, index) => ({ node, background: index < members.length - 1 }));
  return { kind: 'list', items, span };
}

/** Whether zsh, which runs the last command of a pipeline itself, needs a process for it. */
function forksLast(members: readonly ShellNode[]): boolean {
  const last = members.at(-1);
  return last?.kind === 'simple' && !isExec(last);
}
