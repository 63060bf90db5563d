import type { ProcessNode, Startup } from '../model.ts';

/** How many programs are named to tell a startup from the others. */
const mostNamed = 3;

/**
 * Startups with conditions by which each can be told from the others. Ways that became one may have no condition in
 * common, and a function that is called twice asks the same twice: then it is said which programs run on it.
 */
export function tellApart(startups: readonly Startup[]): readonly Startup[] {
  if (startups.length < 2) return startups;
  return startups.map((one) => {
    const alike = startups.filter((other) => other !== one && (one.when === null || other.when === one.when));
    if (alike.length === 0) return one;
    const difference = differenceOf(one, alike);
    return difference === null ? one : { ...one, when: [one.when ?? [], difference].flat().join(', ') };
  });
}

/** What runs on a startup and on none of the others, or on all of those and not on this one; null: nothing that tells it. */
function differenceOf(one: Startup, others: readonly Startup[]): string | null {
  if (one.stop === 'no-workload') {
    const endsAlone = others.every(({ stop }) => stop !== 'no-workload');
    return endsAlone ? 'the script ends before anything that lasts' : null;
  }
  const own = programs(one.tree);
  const theirs = others.filter(({ stop }) => stop !== 'no-workload').map(({ tree }) => programs(tree));
  const more = own.filter((name) => theirs.every((names) => !names.includes(name)));
  if (more.length > 0) return `${listed(more)} runs`;
  const missing = (theirs[0] ?? []).filter(
    (name) => theirs.every((names) => names.includes(name)) && !own.includes(name),
  );
  return missing.length > 0 ? `${listed(missing)} does not run` : null;
}

/** The command lines below and at PID 1 that are no shells'. */
function programs(tree: ProcessNode | null): readonly string[] {
  if (tree === null) return [];
  const own = tree.role === 'shell' ? [] : [tree.argv.join(' ')];
  return [...new Set([...own, ...tree.children.flatMap(programs)])];
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, mostNamed).map((name) => `\`${name}\``);
  return names.length > mostNamed ? `${shown.join(', ')} and more` : shown.join(' and ');
}
