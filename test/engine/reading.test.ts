import { describe, expect, it } from 'vitest';
import { EngineError } from '../../src/engine/engine.ts';
import { findEngine } from '../../src/engine/find-engine.ts';
import { dispositionOf } from '../../src/engine/host-processes.ts';
import { namesOf } from '../../src/engine/process-names.ts';
import { readContainer, readImage, readTop } from '../../src/engine/read-inspect.ts';
import { goBetween, realWorkloads } from '../../src/engine/real-workloads.ts';
import { overriddenStart, overridingLines, readRunOverrides } from '../../src/engine/run-overrides.ts';
import { parseTrace } from '../../src/engine/trace.ts';
import { fakeMachine, fakeProcess } from './fake-machine.ts';

describe('what an engine prints', () => {
  it('is read as the configuration of an image', () => {
    const Config = {
      Entrypoint: ['/e'],
      Cmd: null,
      Env: ['A=1=2', 'EMPTY'],
      User: '',
      WorkingDir: '/srv',
      StopSignal: 'SIGQUIT',
      Healthcheck: { Test: ['CMD', 'true'] },
    };
    expect(readImage(JSON.stringify([{ Os: 'linux', Config }]))).toEqual({
      entrypoint: ['/e'],
      cmd: null,
      shell: null,
      env: new Map([
        ['A', '1=2'],
        ['EMPTY', ''],
      ]),
      user: null,
      workdir: '/srv',
      stopSignal: 'SIGQUIT',
      hasHealthcheck: true,
      os: 'linux',
    });
    const podmans = JSON.stringify([{ Config: {}, Healthcheck: { Test: ['CMD-SHELL', 'true'] } }]);
    expect(readImage(podmans).hasHealthcheck).toBe(true);
    expect(() => readImage('<html>')).toThrow(EngineError);
    expect(() => readImage('[]')).toThrow(EngineError);
  });

  it('is read as the state of a container', () => {
    const State = { Running: true, Pid: 7, ExitCode: 0, Error: '', Health: { Status: 'starting' } };
    expect(readContainer(JSON.stringify([{ State }]))).toEqual({
      running: true,
      pid: 7,
      exitStatus: 0,
      error: '',
      health: 'starting',
    });
  });

  it('is read as processes', () => {
    expect(readTop('PID  COMMAND\n 8   app --x\n 7   /bin/sh -c app\n')).toEqual([
      ['/bin/sh', '-c', 'app'],
      ['app', '--x'],
    ]);
  });
});

it('reads what the tracer prints, and leaves out a line that was cut off', () => {
  expect(
    parseTrace(
      'ready\nsignal 5 15 0 1\nsignal 5 17 1 6\npending 5 0000000000004100\nend 5 9 0\nend 6 0 3\nend 7',
    ),
  ).toEqual([
    { kind: 'signal', thread: 5, signal: 15, sent: true, sender: 1 },
    { kind: 'signal', thread: 5, signal: 17, sent: false, sender: 6 },
    { kind: 'pending', thread: 5, signals: [9, 15] },
    { kind: 'end', thread: 5, signal: 9, status: 0 },
    { kind: 'end', thread: 6, signal: null, status: 3 },
  ]);
});

it('reads what a process does with a signal', () => {
  const status = (field: string) => `Name:\tapp\n${field}:\t0000000000004000\n`;
  expect(['SigCgt', 'SigBlk', 'SigIgn', 'SigPnd'].map((field) => dispositionOf(status(field), 15))).toEqual([
    'catches',
    'blocks',
    'ignores',
    'default',
  ]);
  expect(dispositionOf(status('SigCgt'), 2)).toBe('default');
});

describe('the workload', () => {
  const always = () => true;
  const names = (root: Parameters<typeof realWorkloads<ReturnType<typeof fakeProcess>>>[0], lasts = always) =>
    realWorkloads(root, lasts).map(({ argv }) => argv.join(' '));

  it('is what shells, inits and wrappers run', () => {
    const app = fakeProcess(3, 'app', 'default', [fakeProcess(4, 'worker')]);
    expect(names(app)).toEqual(['app']);
    const shell = fakeProcess(2, '/bin/bash -c app;true', 'default', [app]);
    expect(names(fakeProcess(1, '/usr/bin/tini -- bash', 'default', [shell]))).toEqual(['app']);
    expect(
      ['npm start', 'python3 /sbin/my_init -- app', 'busybox sh x', 'nginx: master process'].map((one) =>
        goBetween(one.split(' ')),
      ),
    ).toEqual(['wrapper', 'init', 'shell', null]);
  });

  it('is not what only keeps the container up, unless there is nothing else', () => {
    const tail = fakeProcess(2, 'tail -f log');
    expect(names(fakeProcess(1, 'sh', 'default', [tail, fakeProcess(3, 'cron')]))).toEqual(['cron']);
    expect(names(fakeProcess(1, 'sh', 'default', [tail]))).toEqual(['tail -f log']);
  });

  it('is a shell that starts short commands again and again', () => {
    expect(names(fakeProcess(1, 'sh loop', 'default', [fakeProcess(9, 'sleep 1')]), () => false)).toEqual([
      'sh loop',
    ]);
  });
});

it('knows a process by its program, its title and its script', () => {
  expect(
    [
      ['/usr/lib/postgresql/15/bin/postgres', '-D', '/d'],
      ['nginx: master process nginx'],
      ['php-fpm: master process (/etc)'],
      ['php-fpm8.2', '-F'],
      ['/usr/bin/python3', '/usr/bin/gunicorn', 'x'],
      ['/bin/sh', '/run.sh'],
      ['sh', '-c', 'app'],
    ].map(namesOf),
  ).toEqual([
    ['postgres'],
    ['nginx'],
    ['php-fpm'],
    ['php-fpm'],
    ['python', 'gunicorn'],
    ['sh', 'run.sh'],
    ['sh'],
  ]);
});

describe('options of run', () => {
  it('are read where they change what is started', () => {
    const args = [
      '--env=A=1',
      '-e',
      'B=2',
      '-eC=3',
      '--env',
      'FROM_OUTSIDE',
      '--stop-signal',
      'INT',
      '--init',
      '-v',
      '/a:/b',
    ];
    expect(readRunOverrides(args)).toEqual({
      env: new Map([
        ['A', '1'],
        ['B', '2'],
        ['C', '3'],
      ]),
      entrypoint: null,
      stopSignal: 'INT',
      init: true,
    });
  });

  it('change the start command as the engine does', () => {
    const image = { entrypoint: ['/e'], cmd: ['c'] };
    const start = (args: readonly string[], command: readonly string[] = []) =>
      overriddenStart(image, readRunOverrides(args), command, 'podman');
    expect(start([])).toEqual(image);
    expect(start([], ['x', 'y'])).toEqual({ entrypoint: ['/e'], cmd: ['x', 'y'] });
    expect(start(['--entrypoint=/f'])).toEqual({ entrypoint: ['/f'], cmd: [] });
    expect(start(['--init'])).toEqual({ entrypoint: ['/run/podman-init', '--', '/e'], cmd: ['c'] });
  });

  it('become instructions that mean the same', () => {
    const overrides = readRunOverrides(['--env=A=a "$b\\c`']);
    expect(overridingLines({ entrypoint: ['/e'], cmd: null }, overrides, '\\')).toBe(
      'ENV A="a \\"\\$b\\\\c`"\nENTRYPOINT ["/e"]\nCMD []\n',
    );
  });
});

describe('the engine', () => {
  const signal = new AbortController().signal;

  it('is the first that answers', async () => {
    expect(await findEngine(fakeMachine().run, null, signal)).toEqual({ name: 'docker', version: '4.3.1' });
    const machine = fakeMachine({ missing: ['docker'] });
    expect(await findEngine(machine.run, null, signal)).toEqual({ name: 'podman', version: '4.3.1' });
  });

  it('is named with the reason why it cannot be used', async () => {
    const refused = fakeMachine({
      missing: ['podman'],
      answers: { version: () => ({ status: 1, stderr: 'permission denied while trying to connect\n' }) },
    });
    await expect(findEngine(refused.run, null, signal)).rejects.toThrow(
      'there is no container engine to run images on (docker: permission denied while trying to connect; podman: not installed)',
    );
    await expect(findEngine(refused.run, 'podman', signal)).rejects.toThrow(
      'podman cannot be used (podman: not installed)',
    );
  });
});
