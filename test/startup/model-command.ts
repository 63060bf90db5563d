import type { ShellFact } from '../../src/knowledge/types.ts';
import { createRun } from '../../src/startup/evaluate/explore.ts';
import { launch } from '../../src/startup/launch/launch.ts';
import { createWorld } from '../../src/startup/launch/world.ts';
import type { StopOutcome } from '../../src/startup/model.ts';
import type { Process } from '../../src/startup/process.ts';
import { worstOutcome } from '../../src/startup/stop/outcome-rank.ts';
import { childrenOf } from '../../src/startup/stop/process-tree.ts';
import { simulateStop } from '../../src/startup/stop/stop.ts';

/** What the model says of a command line run as PID 1 in a world where every shell is the given one. */
export function modelCommand(
  argv: readonly string[],
  shells: (name: string) => ShellFact,
  {
    signal = 'SIGTERM',
    files = {},
    version,
    env = {},
  }: {
    readonly signal?: string;
    readonly files?: Readonly<Record<string, string>>;
    readonly env?: Readonly<Record<string, string>>;
    /** The version of an init or wrapper. */
    readonly version?: (tool: string) => string | null;
  } = {},
): {
  readonly stop: StopOutcome;
  readonly tree: string;
  readonly processes: readonly Process[];
  /** Each way with its conditions: "`[ -n "$X" ]` fails: graceful app". */
  readonly ways: readonly string[];
} {
  const file = (path: string) => {
    const text = files[path.replace(/^\.\//, '')];
    return text === undefined ? null : { name: path, text };
  };
  const world = createWorld({
    shell: shells,
    env: new Map(Object.entries(env)),
    execsArguments: () => false,
    file,
    look: (path) => file(path) ?? { reason: 'it is not at hand', binary: false, brought: false },
    ...(version && { version }),
  });
  const run = createRun(world);
  const words = argv.map((text) => ({ text, known: true }));
  const from = {
    ignored: new Set<string>(),
    variables: new Map(Object.entries(env)),
    adopted: [],
    origin: null,
    place: null,
    reads: false,
    directory: '/',
  };
  const ways = launch(words, from, run);
  const stops = ways.map(({ value }) =>
    value.lifetime === 'short' ? 'no-workload' : simulateStop(value, signal, run).stop,
  );
  const first = ways[0]?.value;
  return {
    stop: worstOutcome(stops),
    tree: first ? treeText(first) : '',
    processes: ways.map(({ value }) => value),
    ways: ways.map(({ conditions, value }, index) =>
      [
        ...(conditions.length > 0 ? [`${conditions.join(', ')}:`] : []),
        stops[index],
        ...(value.lifetime === 'short' ? [] : [treeText(value)]),
      ].join(' '),
    ),
  };
}

/** A process tree by the names of its programs: shells as `sh`. */
function treeText(process: Process): string {
  const name = process.body.kind === 'shell' ? 'sh' : (process.argv[0] ?? '');
  const children = childrenOf(process).map(treeText);
  return children.length > 0 ? `${name} -> [${children.join(', ')}]` : name;
}
