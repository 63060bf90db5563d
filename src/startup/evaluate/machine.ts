import type { CommandList, ShellNode, ShellProgram } from '../../shell/syntax.ts';
import { matchCase } from '../expand/case-match.ts';
import { followWays } from './follow-ways.ts';
import { beginProgram, proceed } from './proceed.ts';
import { startItem, startLoop, subshell } from './run-compound.ts';
import { runPipeline } from './run-pipeline.ts';
import { runShellTest } from './run-shell-test.ts';
import type { Frame, ShellContext, ShellState } from './shell-state.ts';
import { withEntry, withState } from './shell-state.ts';
import { runSimple } from './simple-command.ts';
import type { Run, Step, Task } from './step.ts';
import { ended, placeOf, running, stuckAt } from './step.ts';

/**
 * Follows one shell process until something outside it happens, on every way it can go.
 *
 * The machine is a plain interpreter with an explicit continuation (`Frame`), so that it can be
 * stopped at any command that lasts, looked at, and started again when that command is over. It is
 * used twice: to find what the image runs (`explore.ts`), and to see what the shell does once the
 * stop signal has changed something (`stop.ts`).
 */
export function advance(context: ShellContext, start: Task, run: Run): readonly Step[] {
  const steps: Step[] = [];
  const given = followWays([{ task: start, carried: null }], {
    advance: (task) => stepOnce(task, context, run),
    onStep: (step) => {
      steps.push(step);
      return [];
    },
    join: () => null,
    spend: run.world.spend,
  });
  return given ? [...steps, stuckAt(given.task, tooMany, null)] : steps;
}

/** What is said where ways were given up. */
export const tooMany = 'it can go too many ways to follow all of them';

/** One step of the machine: a piece of code is begun, or what it was part of goes on. */
export function stepOnce(task: Task, context: ShellContext, run: Run): readonly (Task | Step)[] {
  return 'eval' in task.control
    ? evaluate(task.control.eval, task, context, run)
    : proceed(task, context, run);
}

/** In most shells `time` is a word of the language. */
function knowsTime({ shell }: ShellContext): boolean {
  return !['dash', 'busybox ash', 'zsh'].includes(shell.implementation);
}

/** The task that starts a whole program. */
export function startProgram(program: ShellProgram, state: ShellState): Task {
  return beginProgram(program, state, null, []);
}

function evaluate(
  node: ShellNode | CommandList,
  task: Task,
  context: ShellContext,
  run: Run,
): readonly (Task | Step)[] {
  const { state, frame, conditions } = task;
  const inside = (code: ShellNode | CommandList, next: Frame | null): Task[] => [
    running(code, state, next, conditions),
  ];
  switch (node.kind) {
    case 'list':
      return startItem(node, 0, task, context, run);
    case 'simple':
      return runSimple(node, task, context, run, 0);
    case 'and-or':
      return inside(node.first, { kind: 'and-or', node, index: 0, next: frame });
    case 'group':
      return inside(node.body, frame);
    case 'if': {
      const first = node.branches[0];
      return first ? inside(first.condition, { kind: 'if', node, branch: 0, conditions, next: frame }) : [];
    }
    case 'subshell':
      return subshell(node, task, context, run);
    case 'pipeline': {
      const only = node.members.length === 1 ? node.members[0] : undefined;
      if (node.timed && !knowsTime(context)) {
        const reason = `\`time\` is a program to ${context.shell.implementation}, and whether the image has it is not known`;
        return [stuckAt(task, reason, placeOf(state, node.span))];
      }
      if (only) return inside(only, node.negated ? { kind: 'negate', next: frame } : frame);
      return runPipeline(node, task, context, run);
    }
    case 'case':
      return matchCase(node, task);
    case 'loop':
      return startLoop(node, task);
    case 'function':
      return [
        ended(
          'ok',
          withState(state, {
            functions: withEntry(state.functions, node.name, { body: node.body, source: state.source }),
          }),
          frame,
          conditions,
        ),
      ];
    case 'test':
      return runShellTest(node, task, context);
    case 'unsupported':
      return [stuckAt(task, `${node.what} is not followed`, placeOf(task.state, node.span))];
  }
}
