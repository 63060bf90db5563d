import programs from './data/commands.json' with { type: 'json' };
import { ownValue } from './own-value.ts';

export { programName } from './program-name.ts';

const shortLived: ReadonlySet<string> = new Set(programs.shortLived);
const tests: ReadonlySet<string> = new Set(programs.tests);
const filters: ReadonlySet<string> = new Set(programs.filters);
const noHandler: ReadonlySet<string> = new Set(programs.noHandler);
const interactive: ReadonlySet<string> = new Set(programs.interactive);

/** Whether a program does one thing and ends, so that it is never the workload. */
export function endsSoon(name: string): boolean {
  return shortLived.has(name);
}

/** Whether a program is run for its exit status, so that both are expected. */
export function isTest(name: string): boolean {
  return tests.has(name);
}

/** Whether a program usually stands in a pipeline to work on another's output. */
export function isFilter(name: string): boolean {
  return filters.has(name);
}

/** Whether a program is known to install no handler for any stop signal (measured). */
export function hasNoHandler(name: string): boolean {
  return noHandler.has(name);
}

/** The runtime of a script, by the end of its name; null where that says nothing. */
export function runtimeOf(name: string): string | null {
  const end = /\.(\w+)$/.exec(name)?.[1] ?? '';
  return ownValue(programs.scripts as Readonly<Record<string, string>>, end) ?? null;
}

/** Whether a program is a prompt for a person. */
export function isPrompt(name: string): boolean {
  return interactive.has(name);
}
