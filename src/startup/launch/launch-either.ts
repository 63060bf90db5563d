import { behavesAlike } from '../evaluate/same-process.ts';
import type { LaunchContext } from '../evaluate/step.ts';
import { defaultTexts } from '../expand/default-words.ts';
import type { Argument } from '../expand/expand.ts';
import type { Alternative, Process } from '../process.ts';

type Ways = readonly Alternative<Process>[];

/**
 * What a command line becomes by its defaults and, where that is something else, what it becomes if a run sets these
 * variables.
 */
export function launchEither(
  words: readonly Argument[],
  { certain, ...from }: LaunchContext,
  start: (words: readonly Argument[], from: LaunchContext) => Ways,
): Ways {
  const ways = start(words, from);
  if (!certain) return ways;
  const others = start(certain, from).filter(
    (other) => !ways.some((way) => behavesAlike(way.value, other.value) && leavesAlike(way, other)),
  );
  if (others.length === 0) return ways;
  const [isDefault, isOther] = defaultTexts(words, certain);
  return [...ways.map((way) => under(way, isDefault)), ...others.map((way) => under(way, isOther))];
}

function under(way: Alternative<Process>, condition: string): Alternative<Process> {
  return { ...way, conditions: [condition, ...way.conditions] };
}

function leavesAlike(
  { left: a = [] }: Alternative<Process>,
  { left: b = [] }: Alternative<Process>,
): boolean {
  return a.length === b.length && a.every((one, index) => behavesAlike(one, b[index] as Process));
}
