import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { Io } from '../../src/cli/io.ts';
import { product } from '../../src/cli/product.ts';
import { ProgramTimeout } from '../../src/engine/run-program.ts';
import { parseTrace } from '../../src/engine/trace.ts';
import { type CliRun, runCli } from '../support/run-cli.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { type FakeEngine, type FakeMachine, fakeMachine, fakeProcess } from './fake-machine.ts';

const shellForm = 'FROM debian:12\nCMD app\n';
const shellArgv = ['/bin/sh', '-c', 'app'];

/** Debian's shell stays above the workload, and nothing is passed on. */
const ignored: FakeEngine = {
  config: { Cmd: shellArgv },
  tree: {
    ...fakeProcess(1, 'sh', 'default', [fakeProcess(2, 'app', 'catches')]),
    argv: shellArgv,
  },
  events: parseTrace('end 1001 9 0\nend 1000 9 0\n'),
  stopTakes: 10_200,
  exitStatus: 137,
};

interface Verified extends CliRun {
  readonly machine: FakeMachine;
}

async function verify(
  engine: FakeEngine | FakeMachine,
  args: readonly string[] = ['Dockerfile'],
  { text = shellForm, ...world }: { text?: string } & Parameters<typeof runCli>[2] = {},
): Promise<Verified> {
  const machine = 'calls' in engine ? engine : fakeMachine(engine);
  const parts = { ...product, loadMachine: async () => machine };
  const run = await runCli(temporaryFolder({ Dockerfile: text }), ['verify', ...args], { parts, ...world });
  return { ...run, machine };
}

describe('verify', () => {
  it('builds, runs, stops, removes, and shows what happened', async () => {
    const { status, stdout, stderr, machine } = await verify(ignored);
    expect({ status, stderr, stdout }).toEqual({
      status: 1,
      stderr: '',
      stdout: `Dockerfile: run and stopped on docker 4.3.1

  PID 1  /bin/sh -c app  shell     no handler
         └─ app          workload  catches SIGTERM

  ✗ ignored: nothing acts on SIGTERM; the engine kills everything after the grace period
  10.2 s to stop, killed after the grace period of 10 s, exit status 137
  \`app\` got no signal and was ended by SIGKILL
  the grace period was over, and the engine killed what was left

  as predicted
`,
    });
    expect(machine.lines().filter((line) => !line.startsWith('docker container inspect'))).toEqual([
      'docker version --format {{.Server.Version}}',
      expect.stringMatching(
        /^docker build --tag=localhost\/NAME-1 --label=pid1-lint\.verify=NAME --file=\S+\/Dockerfile \S+$/,
      ),
      'docker image inspect localhost/NAME-1',
      'docker run --detach --name=NAME-2 --label=pid1-lint.verify=NAME localhost/NAME-1',
      'docker stop --time=10 NAME-2',
      'docker rm --force --volumes NAME-2',
      'docker rmi localhost/NAME-1',
    ]);
  });

  it('exits with 0 when the stop is graceful', async () => {
    const engine: FakeEngine = {
      config: { Cmd: ['app'] },
      tree: fakeProcess(1, 'app', 'catches'),
      events: parseTrace('signal 1000 15 0 0\nend 1000 0 0\n'),
    };
    const { status, stdout } = await verify(engine, [], { text: 'FROM debian:12\nCMD ["app"]\n' });
    expect(status).toBe(0);
    expect(stdout).toContain('  `app` got SIGTERM and exited with 0\n');
  });

  it('shows prediction and observation side by side when they differ', async () => {
    const tree = { ...fakeProcess(1, 'app', 'catches') };
    const engine = {
      ...ignored,
      tree,
      events: parseTrace('signal 1000 15 0 0\nend 1000 0 0\n'),
      stopTakes: 100,
      exitStatus: 0,
    };
    const { status, stdout } = await verify(engine);
    expect(status).toBe(0);
    expect(stdout).toContain(
      `  not as predicted: this is a defect of the model, please report it

  predicted                        │ observed
  ignored                          │ graceful
  PID 1  /bin/sh -c app  shell     │ PID 1  app  workload
         └─ app          workload  │
`,
    );
  });

  it('prints JSON as its schema says', async () => {
    const { stdout } = await verify(ignored, ['--format=json', 'Dockerfile']);
    const report = JSON.parse(stdout);
    const schema = JSON.parse(readFileSync('schema/verify.schema.json', 'utf8'));
    const validate = new Ajv2020({ strict: true, strictTypes: false }).compile(schema);
    validate(report);
    expect(validate.errors ?? null).toBe(null);
    expect(report.prediction.stop).toBe('ignored');
    expect(report.agreement).toEqual({ start: true, stop: true, tree: true });
    expect(report.observation).toEqual({
      argv: shellArgv,
      stop: 'ignored',
      why: [
        '`app` got no signal and was ended by SIGKILL',
        'the grace period was over, and the engine killed what was left',
      ],
      tree: {
        pid: 1,
        argv: shellArgv,
        disposition: 'default',
        zombie: false,
        role: 'shell',
        children: [
          { pid: 2, argv: ['app'], disposition: 'catches', zombie: false, role: 'workload', children: [] },
        ],
      },
      stopSignal: 'SIGTERM',
      seconds: 10.2,
      grace: 10,
      killed: true,
      exitStatus: 137,
      zombies: { before: 0, after: 0 },
    });
  });

  it('passes on what the command line says', async () => {
    const args = [
      '--engine=podman',
      '--platform=linux/arm64',
      '--build-arg=A=1',
      '--run-arg=--env=PORT=80',
      '--grace=3',
      '.',
      '--',
      'app',
      '-x',
    ];
    const { machine } = await verify({ ...ignored, stopTakes: 3_100 }, args);
    const lines = machine.lines();
    expect(lines.find((line) => line.startsWith('podman build'))).toMatch(
      / --format=docker --layers=false --platform=linux\/arm64 --build-arg=A=1 \S+$/,
    );
    expect(lines.find((line) => line.startsWith('podman run'))).toBe(
      'podman run --detach --name=NAME-2 --label=pid1-lint.verify=NAME --platform=linux/arm64 --env=PORT=80 localhost/NAME-1 app -x',
    );
    expect(lines).toContain('podman stop --time=3 NAME-2');
  });

  it('predicts for the command that takes the place of CMD', async () => {
    const engine = { ...ignored, config: { Cmd: ['app'] } };
    const { stdout } = await verify(engine, ['--format=json', '.', '--', ...shellArgv], {
      text: 'FROM debian:12\nCMD ["app"]\n',
    });
    const { prediction, agreement } = JSON.parse(stdout);
    expect({ stop: prediction.stop, argv: prediction.argv, agreement }).toEqual({
      stop: 'ignored',
      argv: shellArgv,
      agreement: { start: true, stop: true, tree: true },
    });
  });

  it('agrees with what was seen below a wrapper of which it is not known what it starts', async () => {
    const tree = {
      ...fakeProcess(1, '/bin/sh /usr/sbin/apachectl -D FOREGROUND', 'default', [
        fakeProcess(16, '/usr/sbin/apache2 -D FOREGROUND', 'catches', [
          fakeProcess(17, '/usr/sbin/apache2', 'blocks'),
        ]),
      ]),
    };
    const config = { Cmd: ['apachectl', '-D', 'FOREGROUND'], StopSignal: 'SIGWINCH' };
    const { stdout } = await verify({ ...ignored, config, tree }, ['--format=json', 'Dockerfile'], {
      text: 'FROM debian:12\nSTOPSIGNAL SIGWINCH\nCMD ["apachectl", "-D", "FOREGROUND"]\n',
    });
    expect(JSON.parse(stdout).agreement).toEqual({ start: true, stop: true, tree: true });
  });

  it('says when the builder made something else of the Dockerfile', async () => {
    const { stdout } = await verify(ignored, ['--format=json', '.'], {
      text: 'FROM debian:12\nSHELL ["/bin/bash", "-c"]\nCMD app\n',
    });
    expect(JSON.parse(stdout).agreement).toEqual({ start: false, stop: true, tree: true });
  });

  it('waits for a text in the output', async () => {
    let asked = 0;
    const logs = () => {
      asked += 1;
      return { stdout: asked > 2 ? 'ready\n' : '' };
    };
    const { status } = await verify({ ...ignored, answers: { logs } }, ['--ready-log=ready', '.']);
    expect({ status, asked }).toEqual({ status: 1, asked: 3 });
  });

  it('sees less where the processes are not on this machine', async () => {
    const { status, stdout } = await verify({
      ...ignored,
      tree: null,
      top: 'PID COMMAND\n1 /bin/sh -c app\n7 app\n',
    });
    expect(status).toBe(1);
    expect(stdout).toContain(
      '  what happened below PID 1 could not be seen: its processes are not on this machine, or /proc may not be read\n',
    );
  });
});

describe("a layer that podman's storage lost to an image removed meanwhile", () => {
  const lost = { status: 125, stderr: 'Error: committing the finished image: layer not known\n' };

  const unreadable = {
    status: 125,
    stderr: 'Error: image "a1" (consider removing the image to resolve the issue): file does not exist\n',
  };
  const unknown = {
    status: 125,
    stderr: 'Error: locating image with ID "a1": image not known\n',
  };

  it('lets everything be done again: the build, the look at the image, the run', async () => {
    const failures = new Map([
      ['build', lost],
      ['image', unknown],
      ['run', unreadable],
    ]);
    const engine = fakeMachine(ignored);
    const run: FakeMachine['run'] = async (argv, options) => {
      const result = await engine.run(argv, options);
      const [, word = ''] = argv;
      const failure = failures.get(word);
      failures.delete(word);
      return { ...result, ...failure };
    };
    const { status, stderr, machine } = await verify({ ...engine, run });
    const words = new Set(['build', 'image', 'run', 'rmi']);
    const made = machine.calls.map(([, word = '']) => word).filter((word) => words.has(word));
    expect({ status, stderr, made }).toEqual({
      status: 1,
      stderr: '',
      made: [
        'build',
        'rmi',
        'build',
        'image',
        'rmi',
        'build',
        'image',
        'run',
        'rmi',
        'build',
        'image',
        'run',
        'rmi',
      ],
    });
  });

  it('is told when one is lost each time', async () => {
    const { status, stderr } = await verify({ ...ignored, answers: { build: () => lost } });
    const said =
      'pid1-lint: docker lost a layer of the image\n  Error: committing the finished image: layer not known\n';
    expect({ status, stderr }).toEqual({ status: 2, stderr: said });
  });
});

describe('what cannot be verified', () => {
  it.each<[string, FakeEngine, readonly string[], string]>([
    [
      'no engine',
      { missing: ['docker', 'podman'] },
      ['.'],
      'pid1-lint: there is no container engine to run images on (docker: not installed; podman: not installed)\n',
    ],
    [
      'a build that fails',
      { answers: { build: () => ({ status: 1, stderr: 'STEP 2\nError: no such file: server\n' }) } },
      ['.'],
      'pid1-lint: the image cannot be built\n  STEP 2\n  Error: no such file: server\n',
    ],
    [
      'a build that takes too long',
      { answers: { build: () => new ProgramTimeout('docker') } },
      ['--timeout=5', '.'],
      'pid1-lint: docker build took longer than 5 s\n',
    ],
    [
      'an image without the program',
      { answers: { run: () => ({ status: 127, stderr: 'Error: crun: executable file `app` not found\n' }) } },
      ['.'],
      'pid1-lint: the container cannot be started: crun: executable file `app` not found\n',
    ],
    [
      'a shell that does not find the program',
      {
        ...ignored,
        endsAtOnce: true,
        exitStatus: 127,
        answers: { logs: () => ({ stderr: 'sh: app: not found\n' }) },
      },
      ['.'],
      'pid1-lint: the container did not start: exit status 127\n  sh: app: not found\n',
    ],
    [
      'a container that never gets ready',
      ignored,
      ['--ready-log=up', '--timeout=3', '.'],
      'pid1-lint: its output did not show "up" in 3 s (--timeout)\n',
    ],
    [
      'no such path or image',
      {},
      ['./none/Dockerfile'],
      'pid1-lint: ./none/Dockerfile: no such file or folder\n',
    ],
    [
      'standard input',
      {},
      ['-'],
      'pid1-lint: verify needs a file: what comes from standard input cannot be built\n',
    ],
    [
      'two of them',
      {},
      ['a', 'b'],
      'pid1-lint: verify takes one Dockerfile or image; a command to run in it stands after -- (see pid1-lint --help)\n',
    ],
    [
      'a grace period of no time',
      {},
      ['--grace=0', '.'],
      "pid1-lint: --grace must be whole seconds, 1 or more, not '0' (see pid1-lint --help)\n",
    ],
  ])('is said, with exit status 2: %s', async (_, engine, args, message) => {
    const { status, stdout, stderr, machine } = await verify(engine, args);
    expect({ status, stdout, stderr }).toEqual({ status: 2, stdout: '', stderr: message });
    const lines = machine.lines();
    const ran = lines.some((line) => line.startsWith('docker run'));
    expect(lines.includes('docker rm --force --volumes NAME-2')).toBe(ran);
    const built = lines.some((line) => line.startsWith('docker build'));
    expect(lines.includes('docker rmi localhost/NAME-1')).toBe(built);
  });

  it('is a container that ends by itself', async () => {
    const { status, stdout } = await verify({ config: { Cmd: ['true'] }, endsAtOnce: true }, ['.'], {
      text: 'FROM debian:12\nCMD ["true"]\n',
    });
    expect(status).toBe(2);
    expect(stdout).toContain('  the container ended by itself with exit status 0, before it was stopped\n');
  });

  it('is removed when a person ends it', async () => {
    let interrupt: (signal: NodeJS.Signals) => void = () => undefined;
    const holdSignals: Io['holdSignals'] = (onSignal) => {
      interrupt = onSignal ?? interrupt;
      return { came: () => null, release: () => undefined };
    };
    const stop = () => {
      interrupt('SIGINT');
      return {};
    };
    const { status, stderr, machine } = await verify({ ...ignored, answers: { stop } }, ['.'], {
      holdSignals,
    });
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: 'pid1-lint: SIGINT: what was made is removed again\n',
    });
    expect(machine.lines().slice(-2)).toEqual([
      'docker rm --force --volumes NAME-2',
      'docker rmi localhost/NAME-1',
    ]);
  });

  it('shows progress on a terminal alone', async () => {
    const seen: string[] = [];
    const stderr = { isTTY: true, write: (text: string) => void seen.push(text) };
    await verify(ignored, ['.'], { stderr });
    const steps = seen.join('').split('\r\u001B[K').filter(Boolean);
    expect(steps.map((step) => step.replace(/pid1-lint-[0-9a-f]+/, 'NAME'))).toEqual([
      'building …',
      'starting localhost/NAME-1 …',
      'waiting until it is up …',
      'stopping it with SIGTERM, for at most 10 s …',
      'removing the container …',
      'removing the image …',
    ]);
  });
});
