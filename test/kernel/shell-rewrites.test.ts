import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { product } from '../../src/cli/product.ts';
import { fixFile } from '../../src/fix/fix-file.ts';
import { lintFile } from '../../src/lint/lint-file.ts';
import { circumstances } from './circumstances.ts';
import { type Observation, observe } from './observe.ts';
import { buildToolbox, removeToolbox, type Toolbox } from './toolbox.ts';

// Rewrites of a shell's text where `exec` before the command is not enough, run before and after: the stop has
// to become graceful, and of what the workload sees only that may differ which the rewrite is known to change.
// No init is allowed, so that nothing but the text can help. /bin/sh and bash are those of Debian 12.

const [model, rules] = await Promise.all([product.loadModel({ buildArgs: new Map() }), product.loadRules()]);

let toolbox: Toolbox;

beforeAll(async () => {
  toolbox = await buildToolbox();
});

afterAll(() => removeToolbox(toolbox));

type Was = 'ignored' | 'unnotified' | 'cut-short';

/** What a rewrite is known to change for the workload. */
type Known =
  /** Nothing. */
  | 'same'
  /** It goes to the background: SIGINT and SIGQUIT are ignored when it is started. */
  | 'to background'
  /** It comes out of the background: they no longer are. */
  | 'from background';

interface Case {
  readonly line: string;
  readonly becomes: string;
  readonly was: Was;
  readonly known: Known;
  /** The exit statuses when the workload ends by itself with 0 and with 7, where they become others. */
  readonly statuses?: readonly [number, number];
}

const TRAP = "trap 'kill $pid; wait $pid' TERM; wait $pid";
const TWO = "trap 'kill $pid1 $pid2; wait $pid1 $pid2' TERM";

function stays(line: string, becomes: string, was: Was = 'ignored'): Case {
  return { line, becomes, was, known: 'to background' };
}

const cases: readonly Case[] = [
  // The shell gives way instead of waiting. `wait` alone forgets the status.
  {
    line: 'CMD app & wait',
    becomes: 'CMD exec app',
    was: 'ignored',
    known: 'from background',
    statuses: [0, 7],
  },
  {
    line: 'CMD app --x 1 & wait $!',
    becomes: 'CMD exec app --x 1',
    was: 'ignored',
    known: 'from background',
  },
  { line: 'CMD app & pid=$!; wait $pid', becomes: 'CMD exec app', was: 'ignored', known: 'from background' },
  {
    line: 'CMD app & pid=$!; wait "$pid"; exit $?',
    becomes: 'CMD exec app; exit $?',
    was: 'ignored',
    known: 'from background',
  },
  {
    line: 'CMD cd /; MODE=live app >out & wait $!',
    becomes: 'CMD cd /; MODE=live exec app >out',
    was: 'ignored',
    known: 'from background',
  },
  {
    line: 'CMD ["bash", "-c", "umask 027; app \\"a b\\" & wait"]',
    becomes: 'CMD ["bash", "-c", "umask 027; exec app \\"a b\\""]',
    was: 'ignored',
    known: 'from background',
    statuses: [0, 7],
  },
  {
    line: 'ENTRYPOINT ["tini", "--", "sh", "-c", "app & wait $!"]',
    becomes: 'ENTRYPOINT ["tini", "--", "sh", "-c", "exec app"]',
    was: 'unnotified',
    known: 'from background',
  },
  // The shell gives way above a pipe. A pipeline ends with the status of its last member.
  ...(
    [
      ['app | tee log', 'exec > >(tee log); exec app'],
      ['app 2>&1 | tee log', 'exec > >(tee log) 2>&1; exec app'],
      ['app |& tee log', 'exec > >(tee log) 2>&1; exec app'],
      ['app 2>err | cat | tee log', 'exec > >(cat | tee log); exec app 2>err'],
      ['cd /; MODE=live app a | cat', 'cd /; exec > >(cat); MODE=live exec app a'],
      ['true && app | cat', 'true && { exec > >(cat); exec app; }'],
      ['if [ -d / ]; then app | cat; fi', 'if [ -d / ]; then exec > >(cat); exec app; fi'],
    ] as const
  ).map(([text, after]): Case => {
    const [line, becomes] = [text, after].map((one) => `CMD ["bash", "-c", "${one}"]`) as [string, string];
    return { line, becomes, was: 'ignored', known: 'same', statuses: [0, 7] };
  }),
  {
    line: 'ENTRYPOINT ["tini", "--", "bash", "-c", "app | tee log"]',
    becomes: 'ENTRYPOINT ["tini", "--", "bash", "-c", "exec > >(tee log); exec app"]',
    was: 'unnotified',
    known: 'same',
    statuses: [0, 7],
  },
  // The shell stays: something follows.
  stays('CMD app; true', `CMD app & pid=$!; ${TRAP}; true`),
  stays('CMD cd / && app a "b c"; true', `CMD cd / && { app a "b c" & pid=$!; ${TRAP}; }; true`),
  stays('CMD MODE=live app >out 2>&1; true', `CMD MODE=live app >out 2>&1 & pid=$!; ${TRAP}; true`),
  stays('CMD app || echo failed', `CMD { app & pid=$!; ${TRAP}; } || echo failed`),
  stays('CMD ! app', `CMD ! { app & pid=$!; ${TRAP}; }`),
  stays(
    'CMD if app; then echo ok; else exit 3; fi',
    `CMD if app & pid=$!; ${TRAP}; then echo ok; else exit 3; fi`,
  ),
  stays('CMD run() { app; }; run; true', `CMD run() { app & pid=$!; ${TRAP}; }; run; true`),
  stays('CMD trap "rm -f lock" EXIT; app', `CMD trap "rm -f lock" EXIT; app & pid=$!; ${TRAP}`),
  stays(
    'CMD pid=1; app; echo $pid',
    `CMD pid=1; app & child=$!; ${TRAP.replaceAll('$pid', '$child')}; echo $pid`,
  ),
  stays('CMD ["bash", "-ec", "app; true"]', `CMD ["bash", "-ec", "app & pid=$!; ${TRAP}; true"]`),
  stays(
    'ENTRYPOINT ["tini", "--", "sh", "-c", "app; true"]',
    `ENTRYPOINT ["tini", "--", "sh", "-c", "app & pid=$!; ${TRAP}; true"]`,
    'unnotified',
  ),
  // Several programs.
  { ...stays('CMD app & app2 & wait', `CMD app & pid1=$!; app2 & pid2=$!; ${TWO}; wait`), known: 'same' },
  {
    ...stays(
      'CMD app & a=$!; app2 & b=$!; wait $a $b',
      "CMD app & a=$!; app2 & trap 'kill $a $b; wait $a $b' TERM; b=$!; wait $a $b",
    ),
    known: 'same',
  },
  {
    ...stays(
      'CMD app & tail -f /dev/null',
      `CMD app & pid1=$!; tail -f /dev/null & pid2=$!; ${TWO}; wait $pid2`,
    ),
    known: 'same',
  },
  {
    ...stays(
      'CMD ["bash", "-c", "app & app2 & wait -n"]',
      `CMD ["bash", "-c", "app & pid1=$!; app2 & pid2=$!; ${TWO}; wait -n"]`,
    ),
    known: 'same',
  },
  // Loops: the shell has to end, or it would start the workload again.
  stays(
    'CMD while true; do app; done',
    `CMD while true; do app & pid=$!; ${TRAP.replace("' TERM", "; exit 143' TERM")}; done`,
  ),
  stays(
    'CMD until app; do sleep 1; done',
    `CMD until app & pid=$!; ${TRAP.replace("' TERM", "; exit 143' TERM")}; do sleep 1; done`,
  ),
  // Traps that cannot work.
  stays(
    'CMD trap "echo bye" TERM; app',
    `CMD trap "echo bye" TERM; app & pid=$!; ${TRAP.replace("' TERM", "; echo bye' TERM")}`,
  ),
  stays(
    "CMD trap 'kill $CHILD; touch done; exit 0' TERM; app; true",
    `CMD trap 'kill $CHILD; touch done; exit 0' TERM; app & pid=$!; ${TRAP.replace("' TERM", "; touch done; exit 0' TERM")}; true`,
  ),
  {
    line: "CMD trap 'touch gone' TERM; exec app a",
    becomes: `CMD trap 'touch gone' TERM; app a & pid=$!; ${TRAP.replace("' TERM", "; touch gone' TERM")}`,
    // Nothing was wrong with the workload's own stop, but the trap never ran.
    was: 'graceful' as Was,
    known: 'to background',
  },
  {
    line: "CMD trap 'kill $pid' TERM; app & pid=$!; wait $pid",
    becomes: "CMD trap 'kill $pid; wait' TERM; app & pid=$!; wait $pid",
    was: 'cut-short',
    known: 'same',
  },
  {
    line: "CMD trap 'kill $pid; exit 0' TERM; app & pid=$!; wait $pid",
    becomes: "CMD trap 'kill $pid; wait; exit 0' TERM; app & pid=$!; wait $pid",
    was: 'cut-short',
    known: 'same',
  },
];

/** What the engine would execute before and after all fixes but those that bring an init. */
function fixed(line: string) {
  const lint = (text: string) =>
    lintFile({ source: { path: 'Dockerfile', text, changed: new Map() }, model, rules, init: 'none' });
  const first = lint(`FROM debian:12\n${line}\n`);
  const { result } = fixFile(first, ({ text }) => lint(text), ['safe', 'unsafe']);
  const argv = (one: typeof first) => one.model.images.at(-1)?.argv ?? [];
  return { before: argv(first), after: argv(result), line: result.source.text.split('\n')[1] ?? '' };
}

const [SIGINT, SIGQUIT] = [2, 3];

/** How the workloads were started, but for the signals that background jobs ignore. */
function started(seen: Observation) {
  return circumstances(seen).map((one) => ({
    ...one,
    ignored: one.ignored.filter((signal) => signal !== SIGINT && signal !== SIGQUIT),
  }));
}

/** Which of the two signals every workload ignores. */
function inBackground(seen: Observation): boolean {
  return circumstances(seen).every(({ ignored }) => ignored.includes(SIGINT) && ignored.includes(SIGQUIT));
}

function run(argv: readonly string[], status?: string): Promise<Observation> {
  const env = status === undefined ? {} : { PID1_LINT_ENDS: status };
  return observe(argv, { toolbox, graceMs: 2000, attempts: 3, env });
}

/** The exit status when the workload ends by itself; `stays` when the container does not end with it. */
async function endings(argv: readonly string[]) {
  const seen = await Promise.all(['0', '7'].map((status) => run(argv, status)));
  return seen.map((one) => (one.endedBeforeSignal ? one.exitStatus : 'stays'));
}

const background: Readonly<Record<Known, readonly [boolean, boolean] | null>> = {
  same: null,
  'to background': [false, true],
  'from background': [true, false],
};

describe('a shell that is told to pass the signal on, or to give way', () => {
  test.concurrent.each(cases)('$line', async ({ line, becomes, was, known, statuses }) => {
    const { before, after, line: now } = fixed(line);
    expect(now).toBe(becomes);
    const [first, then] = await Promise.all([run(before), run(after)]);
    expect(first.stop).toBe(was);
    expect(then.stop).toBe('graceful');
    expect(then.exitStatus).not.toBe(null);
    expect(started(then)).toEqual(started(first));
    const change = background[known];
    if (change) expect([inBackground(first), inBackground(then)]).toEqual(change);
    else expect(inBackground(then)).toBe(inBackground(first));
    expect(await endings(after)).toEqual(statuses ?? (await endings(before)));
  });
});
