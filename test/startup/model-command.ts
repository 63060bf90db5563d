import type { ShellFact } from '../../src/knowledge/types.ts';
import { createRun } from '../../src/startup/explore.ts';
import { launch } from '../../src/startup/launch.ts';
import type { StopOutcome } from '../../src/startup/model.ts';
import { worstOutcome } from '../../src/startup/outcome-rank.ts';
import type { Process } from '../../src/startup/process.ts';
import { simulateStop } from '../../src/startup/stop.ts';
import { createWorld } from '../../src/startup/world.ts';

/** What the model says of a command line run as PID 1 in a world where every shell is the given one. */
export function modelCommand(
  argv: readonly string[],
  shells: (name: string) => ShellFact,
  { signal = 'SIGTERM', files = {} }: { readonly signal?: string; readonly files?: Readonly<Record<string, string>> } = {},
): { readonly stop: StopOutcome; readonly processes: readonly Process[] } {
  const file = (path: string) => {
    const text = files[path.replace(/^\.\//, '')];
    return text === undefined ? null : { name: path, text };
  };
  const world = createWorld({ shell: shells, env: new Map(), execsArguments: () => false, file });
  const run = createRun(world);
  const words = argv.map((text) => ({ text, known: true }));
  const from = { ignored: new Set<string>(), variables: new Map(), adopted: [], origin: null, place: null };
  const ways = launch(words, from, run);
  const stops = ways.map(({ value }) => (value.lifetime === 'short' ? 'no-workload' : simulateStop(value, signal, run).stop));
  return { stop: worstOutcome(stops), processes: ways.map(({ value }) => value) };
}
