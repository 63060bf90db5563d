import type { CommandList, Loop, ShellNode } from '../../shell/syntax.ts';
import { withGiven, withoutAssumptions } from '../expand/assumptions.ts';
import { defaultTexts, sameArguments } from '../expand/default-words.ts';
import { type Argument, expandWord } from '../expand/expand.ts';
import { several } from '../expand/items.ts';
import { listValue } from '../expand/parameter-value.ts';
import { withVariable } from '../expand/variables.ts';
import { trapsBlock } from './blocking-traps.ts';
import type { Frame, ShellContext, ShellState } from './shell-state.ts';
import { withJob } from './simple-command.ts';
import type { Run, Step, Task } from './step.ts';
import { ended, placeOf, running, stuckAt, withCondition } from './step.ts';
import { withOrphans } from './with-orphans.ts';

/** Starts an item of a list, in the background where it says so. */
export function startItem(
  list: CommandList,
  index: number,
  task: Task,
  context: ShellContext,
  run: Run,
): readonly (Task | Step)[] {
  const { state, frame, conditions } = task;
  const item = list.items[index];
  if (!item) return [ended('ok', state, frame, conditions)];
  const next: Frame | null =
    index + 1 < list.items.length ? { kind: 'list', list, index, next: frame } : frame;
  if (!item.background) return [running(item.node, state, next, conditions)];
  let ways: { readonly state: ShellState; readonly conditions: readonly string[] }[] = [
    { state, conditions },
  ];
  for (const [position, member] of backgroundMembers(item.node, context).entries()) {
    const alternatives = run.fork(member, 'background', context, state, position > 0);
    ways = ways.flatMap((way) =>
      alternatives.map(({ value, conditions: more, left }) => ({
        state: withOrphans(withJob(way.state, value, run), value ? [] : left),
        conditions: [...way.conditions, ...more],
      })),
    );
    if (ways.length > 64) return [stuckAt(task, 'it can go too many ways', placeOf(state, item.node.span))];
  }
  return ways.map((way) => ended('ok', way.state, next, way.conditions));
}

/** A pipeline in the background needs no shell of its own: its members are the job. */
function backgroundMembers(node: ShellNode, context: ShellContext): readonly ShellNode[] {
  const { shell } = context;
  const inner = ungrouped(node, context);
  if (inner) return backgroundMembers(inner, context);
  const negates = shell.implementation !== 'bash' && shell.implementation !== 'zsh';
  if (node.kind !== 'pipeline' || node.timed || (node.negated && negates)) return [node];
  return node.members;
}

/** The one command of a group that is no more than brackets: dash and busybox forget them on reading. */
function ungrouped(node: ShellNode, { shell }: ShellContext): ShellNode | null {
  const forgets = shell.implementation === 'dash' || shell.implementation === 'busybox ash';
  if (!forgets || node.kind !== 'group' || node.redirects.length > 0) return null;
  const [only, ...more] = node.body.items;
  return only && more.length === 0 && !only.background ? only.node : null;
}

/** Runs what stands in parentheses. */
export function subshell(
  node: Extract<ShellNode, { kind: 'subshell' }>,
  task: Task,
  context: ShellContext,
  run: Run,
): readonly (Task | Step)[] {
  const { state, frame, conditions } = task;
  if (context.sites.get(node) === 'maybe')
    return [
      stuckAt(
        task,
        `whether ${context.shell.implementation} needs a process for the subshell is not known`,
        placeOf(state, node.span),
      ),
    ];
  if (context.sites.get(node) === 'replaces' && !trapsBlock(state, context.shell)) {
    return [running(node.body, state, frame, conditions)];
  }
  return run.fork(node, 'subshell', context, state).map(({ value, conditions: more, left }) => {
    const all = [...conditions, ...more];
    if (!value || value.lifetime === 'short') return ended('likely', withOrphans(state, left), frame, all);
    return { kind: 'foreground', processes: [value], span: node.span, state, frame, conditions: all };
  });
}

/** Starts a loop: its condition, or its body. */
export function startLoop(node: Extract<ShellNode, { kind: 'loop' }>, task: Task): readonly Task[] {
  const { state, frame, conditions } = task;
  if (node.condition)
    return [running(node.condition, state, { kind: 'condition', node, next: frame }, conditions)];
  const body: Extract<Frame, { kind: 'body' }> = {
    kind: 'body',
    node,
    endless: node.endless,
    stood: state.stood,
    next: frame,
  };
  if (node.type !== 'for' || !node.variable) return [running(node.body, state, body, conditions)];
  const words = loopWords(node, state);
  const certain = loopWords(node, withoutAssumptions(state));
  if (sameArguments(words, certain)) return roundsOf(body, words, task);
  const [isDefault, isOther] = defaultTexts(words, certain).map((text) => withCondition(conditions, text));
  const given = node.words ? withGiven(state, node.words) : state;
  return [
    ...roundsOf(body, words, { ...task, conditions: isDefault as readonly string[] }),
    ...roundsOf(body, certain, { ...task, state: given, conditions: isOther as readonly string[] }),
  ];
}

/** How many rounds of a `for` are followed one by one; of more, one is followed for all. */
const mostRounds = 32;

/** The words that a `for` goes through. */
function loopWords({ words }: Loop, state: ShellState): readonly Argument[] {
  if (words) return words.flatMap((word) => expandWord(word, state));
  return (listValue('@', state)?.values ?? [several]).map((item) =>
    typeof item === 'string' ? { text: item, known: true } : { text: '$@', known: false, many: true },
  );
}

/** Where a value is not known, one round stands for all. */
function roundsOf(
  body: Extract<Frame, { kind: 'body' }>,
  words: readonly Argument[],
  task: Task,
): readonly Task[] {
  const values = words.every(({ known }) => known) && words.length <= mostRounds;
  return [nextRound(body, values ? words.map(({ text }) => text) : [null], task)];
}

/** The next round of a `for`, or what comes after it. */
export function nextRound(
  body: Extract<Frame, { kind: 'body' }>,
  words: readonly (string | null)[],
  { state, conditions }: Task,
): Task {
  const [first, ...rest] = words;
  const { node, next } = body;
  if (first === undefined || !node.variable) return ended('ok', state, next, conditions);
  return running(node.body, withVariable(state, node.variable, first), { ...body, words: rest }, conditions);
}
