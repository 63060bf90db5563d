import type { Alternative, Process } from '../process.ts';
import { sameProcess } from './same-process.ts';

/** One alternative for all ways that lead to the same; its conditions are what those have in common, and on which of them it is. */
export function mergeAlternatives(
  all: readonly Alternative<Process | null>[],
): readonly Alternative<Process | null>[] {
  const groups: Alternative<Process | null>[][] = [];
  for (const one of all) {
    const group = groups.find(
      ([first]) => first && sameProcess(first.value, one.value) && sameEnd(first, one),
    );
    if (group) group.push(one);
    else groups.push([one]);
  }
  return groups.map(mergeGroup);
}

/** Whether two ways on which a shell ends stumble over the same mistakes. */
function sameEnd(a: Alternative<Process | null>, b: Alternative<Process | null>): boolean {
  if (a.value !== null || a.notes === b.notes) return true;
  const [one, other] = [a, b].map(({ notes = [] }) =>
    notes.filter(({ mistake }) => mistake).map(({ text }) => text),
  );
  return one?.join() === other?.join();
}

function mergeGroup(group: readonly Alternative<Process | null>[]): Alternative<Process | null> {
  // What was being set up when something failed is not what goes on.
  const [first, ...others] = group.toSorted(
    (a, b) => Number(a.failed ?? false) - Number(b.failed ?? false),
  ) as [Alternative<Process | null>, ...Alternative<Process | null>[]];
  if (others.length === 0) return first;
  const conditions = joinConditions(group.map((one) => one.conditions));
  const notes = first.notes?.filter((note) => others.every((one) => one.notes?.includes(note)));
  // What is left behind on some of the ways alone is not what all of them are for.
  const worked = group.some((one) => one.worked || one.left?.length !== first.left?.length);
  return { ...first, conditions, ...(notes && { notes }), ...(worked && { worked }) };
}

/** Conditions longer than this, in characters, are not said where one of them is enough. */
const longestChoice = 160;

/** What holds on all of these ways and, where that can be said in short, that one of the rests does. */
function joinConditions(all: readonly (readonly string[])[]): readonly string[] {
  const [first = [], ...others] = all;
  const shared = first.filter((text) => others.every((conditions) => conditions.includes(text)));
  const rests = all.map((conditions) => conditions.filter((text) => !shared.includes(text)));
  if (rests.some((rest) => rest.length === 0) || leavesNothingOpen(rests)) return shared;
  const choice = [...new Set(rests.map((rest) => rest.join(' and ')))].join(' or ');
  return choice.length > longestChoice ? shared : [...shared, choice];
}

/** Whether the ways differ in a test that may go either way, so that nothing is said by naming both. */
function leavesNothingOpen(rests: readonly (readonly string[])[]): boolean {
  const texts = new Set(rests.flat());
  return [...texts].some((text) => {
    const word = /^(.*) is none of the cases$/.exec(text)?.[1];
    if (word !== undefined) return [...texts].some((one) => one !== text && one.startsWith(`${word} is `));
    const other = / succeeds$/.test(text)
      ? text.replace(/succeeds$/, 'fails')
      : text.replace(/ is not (?=\S+$)/, ' is ');
    return other !== text && texts.has(other);
  });
}
