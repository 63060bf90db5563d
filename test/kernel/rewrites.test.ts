import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { product } from '../../src/cli/product.ts';
import { fixFile } from '../../src/fix/fix-file.ts';
import { lintFile } from '../../src/lint/lint-file.ts';
import { type Observation, observe } from './observe.ts';
import { buildToolbox, removeToolbox, type Toolbox } from './toolbox.ts';

// What a fix makes of a start command is run beside what stood there before: the workload must be told of
// the stop, and must have been started just as before. /bin/sh and bash are those of Debian 12.

const [model, rules] = await Promise.all([product.loadModel({ buildArgs: new Map() }), product.loadRules()]);

let toolbox: Toolbox;

beforeAll(async () => {
  toolbox = await buildToolbox();
});

afterAll(() => removeToolbox(toolbox));

/** Start commands that are ignored as they stand, with what they become. */
const starts: readonly (readonly [string, string])[] = [
  ['CMD app --port 80', 'CMD ["app", "--port", "80"]'],
  ['CMD app "a b" \'c\' d\\ e ""', 'CMD ["app", "a b", "c", "d e", ""]'],
  ['CMD app "say \\"hi\\""', 'CMD ["app", "say \\"hi\\""]'],
  ["CMD app $'a\\nb'", "CMD exec app $'a\\nb'"],
  ['CMD app $HOME "$UNSET" *', 'CMD exec app $HOME "$UNSET" *'],
  ['CMD app # note', 'CMD exec app # note'],
  ['CMD MODE=live app', 'CMD ["/bin/sh", "-c", "MODE=live exec app"]'],
  ['CMD app >out 2>&1', 'CMD ["/bin/sh", "-c", "exec app >out 2>&1"]'],
  ['CMD cd / && app', 'CMD cd / && exec app'],
  ['CMD umask 027; ulimit -n 64; app', 'CMD umask 027; ulimit -n 64; exec app'],
  ['CMD export A=1; app', 'CMD export A=1; exec app'],
  ['CMD trap "" INT; app', 'CMD trap "" INT; exec app'],
  ['CMD { cd /; app; }', 'CMD { cd /; exec app; }'],
  ['CMD if [ -d / ]; then app; else app2; fi', 'CMD if [ -d / ]; then exec app; else exec app2; fi'],
  ['CMD sleep 1000 & app', 'CMD sleep 1000 & exec app'],
  ['CMD $HOME/run', 'CMD ["/bin/sh", "-c", "exec $HOME/run"]'],
  ['CMD ./run', 'CMD ["/bin/sh", "-c", "exec ./run"]'],
  ["CMD sh -c 'cd /; app x'", "CMD exec sh -c 'cd /; exec app x'"],
  ["CMD bash -c 'app x'", 'CMD ["app", "x"]'],
  ['CMD cd /; bash -c app', "CMD cd /; exec bash -c 'exec app'"],
  ['CMD ["env", "A=1", "sh", "-c", "cd /; app"]', 'CMD ["env", "A=1", "sh", "-c", "cd /; exec app"]'],
  ['CMD ["bash", "-c", "app >out"]', 'CMD ["bash", "-c", "exec app >out"]'],
  [
    'CMD ["sh", "-c", "sh -c \'cd /; sh -c \\"app y\\"\'"]',
    'CMD ["sh", "-c", "exec sh -c \'cd /; exec sh -c \\"exec app y\\"\'"]',
  ],
];

/** What the engine would execute, and the text that the safe fixes leave. */
function fixed(line: string): {
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly line: string;
} {
  const lint = (text: string) =>
    lintFile({ source: { path: 'Dockerfile', text, changed: new Map() }, model, rules });
  const first = lint(`FROM debian:12\n${line}\n`);
  const { result } = fixFile(first, ({ text }) => lint(text), ['safe']);
  const argv = (one: typeof first) => one.model.images.at(-1)?.argv ?? [];
  return { before: argv(first), after: argv(result), line: result.source.text.split('\n')[1] ?? '' };
}

/** Variables that shells set for themselves and hand on. */
const ownVariables = new Set(['PWD', 'OLDPWD', 'SHLVL', '_']);

/** How the workload was started, without what differs from run to run. */
function circumstances({ workloads }: Observation) {
  const one = workloads.find(({ argv }) => !argv[0]?.endsWith('app2'));
  if (one === undefined) throw new Error('the workload was not started');
  const general = (text: string) => text.replace(/^.*\/run-\w+/, '~');
  return {
    argv: one.argv.map(general),
    env: Object.entries(one.env)
      .filter(([name]) => !ownVariables.has(name) && !/^(PID1_LINT|PATH$|HOME$)/.test(name))
      .sort(),
    cwd: general(one.cwd),
    uid: one.uid,
    fds: one.fds.map(({ fd, target }) => ({ fd, target: general(target) })),
    ignored: one.ignored,
    blocked: one.blocked,
  };
}

const files = { run: 'exec app from-script\n' };

describe('a safe fix lets the stop through and keeps what the workload sees', () => {
  test.concurrent.each(starts)('%s', async (line, expected) => {
    const { before, after, line: fixedLine } = fixed(line);
    expect(fixedLine).toBe(expected);
    const options = { toolbox, graceMs: 1500, attempts: 3, files, executables: ['run'] };
    const [was, is] = await Promise.all([observe(before, options), observe(after, options)]);
    expect(was.stop).toBe('ignored');
    expect(is.stop).toBe('graceful');
    expect(is.exitStatus).toBe(0);
    expect(circumstances(is)).toEqual(circumstances(was));
  });
});
