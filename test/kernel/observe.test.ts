import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formatTree, mapConcurrently, type ObserveOptions, observe, signalNumber } from './observe.ts';
import { findShells } from './shells.ts';
import { buildToolbox, removeToolbox, type Toolbox } from './toolbox.ts';

let toolbox: Toolbox;

beforeAll(async () => {
  toolbox = await buildToolbox();
});

afterAll(() => removeToolbox(toolbox));

const see = (argv: readonly string[], options: Partial<ObserveOptions> = {}) =>
  observe(argv, { toolbox, graceMs: 1500, attempts: 3, ...options });

/** Rows of the measured facts: command, outcome, exit status, tree. */
const KNOWN: readonly [string[], string, number | null, string][] = [
  [['app'], 'graceful', 0, 'app'],
  [['app', '--default'], 'ignored', null, 'app --default'],
  [['dash', '-c', 'app'], 'ignored', null, 'dash -c app -> [app]'],
  [['dash', '-c', 'cd / && exec app'], 'graceful', 0, 'app'],
  [['bash', '-c', 'app'], 'graceful', 0, 'app'],
  [['bash', '-c', 'app | cat'], 'ignored', null, 'bash -c app | cat -> [app, cat]'],
  [['busybox', 'sh', '-c', '{ app; }'], 'graceful', 0, 'app'],
  [['busybox', 'sh', '-c', 'app\n'], 'ignored', null, 'busybox sh -c app\\n -> [app]'],
  [['tini', '--', 'app'], 'graceful', 0, 'tini -- app -> [app]'],
  [['tini', '--', 'app', '--default'], 'graceful', 143, 'tini -- app --default -> [app --default]'],
  [['tini', '--', 'dash', '-c', 'app'], 'unnotified', 143, 'tini -- dash -c app -> [dash -c app -> [app]]'],
  [
    ['tini', '-g', '--', 'dash', '-c', 'app'],
    'cut-short',
    143,
    'tini -g -- dash -c app -> [dash -c app -> [app]]',
  ],
  [
    ['tini', '-g', '--', 'dash', '-c', 'app --default'],
    'graceful',
    143,
    'tini -g -- dash -c app --default -> [dash -c app --default -> [app --default]]',
  ],
  [
    ['tini', '--', 'dash', '-c', 'app --default'],
    'unnotified',
    143,
    'tini -- dash -c app --default -> [dash -c app --default -> [app --default]]',
  ],
  [['sleep', '1000'], 'ignored', null, 'sleep 1000'],
  [['dash', '-c', 'app & :'], 'no-workload', 0, ''],
];

describe('known rows of the facts', () => {
  test.concurrent.each(KNOWN)('%j: %s', async (argv, stop, exitStatus, tree) => {
    const seen = await see(argv);
    expect({ ...seen, tree: formatTree(seen.tree) }).toMatchObject({
      stop,
      exitStatus,
      tree,
    });
  });
});

describe('what a workload tells', () => {
  test('argv, environment, working directory, user, descriptors', async () => {
    const seen = await see(['dash', '-c', 'cd / && A=1 exec server "a b" 3>/dev/null'], {
      env: { B: 'x=y' },
    });
    expect(seen.workloads).toHaveLength(1);
    expect(seen.workloads[0]).toMatchObject({
      pid: 1,
      argv: ['server', 'a b'],
      env: { A: '1', B: 'x=y' },
      cwd: '/',
      uid: 0,
      blocked: [],
      ignored: [],
      end: { exit: 0 },
    });
    expect(seen.workloads[0]?.fds).toMatchObject([
      { fd: 0, target: '/dev/null' },
      { fd: 1 },
      { fd: 2 },
      { fd: 3, target: '/dev/null' },
    ]);
  });

  test('the signal, and that its clean-up is not shortened by a second one', async () => {
    const script = "trap 'kill -INT $!; wait $!; exit 7' TERM; app & wait";
    const seen = await see(['tini', '-g', '--', 'bash', '-c', script]);
    const [app] = seen.workloads;
    expect(app?.events.map(({ event }) => event)).toEqual(['signal', 'signal', 'finished']);
    expect(app?.events.at(-1)?.at).toBeGreaterThanOrEqual(0.29);
    expect(seen).toMatchObject({ stop: 'graceful', exitStatus: 7 });
  });

  test('signals that it inherits as ignored', async () => {
    const seen = await see(['dash', '-c', "trap '' TERM; exec app"]);
    expect(seen.workloads[0]?.ignored).toEqual([15]);
  });

  test('that PID 1 stays after it', async () => {
    const seen = await see(['bash', '-c', "trap 'kill $!; while :; do sleep 1; done' TERM; app & wait"]);
    expect(seen).toMatchObject({
      stop: 'graceful',
      pid1StayedAfterWorkload: true,
      exitStatus: null,
    });
  });
});

describe('the surroundings of PID 1', () => {
  test('it leads its own session, as in a container', async () => {
    const seen = await see(['app']);
    expect(seen.tree).toMatchObject({ pid: 1, group: 1 });
  });

  test('output, files and other names', async () => {
    const files = {
      'run.sh': '#!/bin/sh\necho out > /dev/stdout\necho err >&2\nexec java\n',
    };
    const seen = await see(['./run.sh'], {
      files,
      names: ['java'],
      signal: 'SIGINT',
    });
    expect(seen).toMatchObject({
      stop: 'graceful',
      stdout: 'out\n',
      stderr: 'err\n',
    });
    expect(seen.workloads[0]?.events[0]).toMatchObject({
      event: 'signal',
      signal: 2,
    });
  });

  test('a command that does not exist ends with 127', async () => {
    const seen = await see(['no-such-command']);
    expect(seen).toMatchObject({
      endedBeforeSignal: true,
      exitStatus: 127,
      stop: 'no-workload',
    });
  });

  test('a busy loop is observed, unsettled', async () => {
    const seen = await see(['dash', '-c', 'while :; do :; done'], {
      startMs: 300,
      graceMs: 300,
    });
    expect(seen).toMatchObject({ settled: false, stop: 'ignored' });
  });

  test('zombies that nobody reaps are counted', async () => {
    const seen = await see(['dash', '-c', '(sleep 0.05 &) ; exec app']);
    expect(seen.zombies).toBe(1);
  });
});

test('many observations at a time agree and leave nothing behind', async () => {
  const rows = Array.from({ length: 4 }, () => KNOWN).flat();
  const seen = await mapConcurrently(rows, 16, ([argv]) => see(argv));
  expect(seen.map(({ stop, tree }) => [stop, formatTree(tree)])).toEqual(
    rows.map(([, stop, , tree]) => [stop, tree]),
  );
  const processes = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' });
  expect(processes).not.toContain(toolbox.directory);
});

test('signals by name and number', () => {
  expect([15, 'SIGTERM', 'SIGRTMIN+3'].map(signalNumber)).toEqual([15, 15, 37]);
  expect(() => signalNumber('TERM')).toThrow('not a signal: TERM');
});

test('every shell of the facts is installed here', async () => {
  const { found, missing } = await findShells();
  expect(missing, 'install these packages to run the kernel tests').toEqual([]);
  expect(found.map((shell) => shell.implementation)).toContain('dash');
});
