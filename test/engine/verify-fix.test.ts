import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { product } from '../../src/cli/product.ts';
import { parseTrace } from '../../src/engine/trace.ts';
import { runCli } from '../support/run-cli.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { type FakeEngine, type FakeMachine, fakeMachine, fakeProcess } from './fake-machine.ts';

const graceful: FakeEngine = {
  config: { Cmd: ['/bin/sh', '-c', 'exec app'] },
  tree: fakeProcess(1, 'app', 'catches'),
  events: parseTrace('signal 1000 15 0 0\nend 1000 0 0\n'),
};
const deaf: FakeEngine = {
  ...graceful,
  events: parseTrace('end 1000 9 0\n'),
  stopTakes: 10_100,
  exitStatus: 137,
};

async function fix(folder: string, engine: FakeEngine, args: readonly string[]) {
  const machine: FakeMachine = fakeMachine(engine);
  const parts = { ...product, loadMachine: async () => machine };
  return { ...(await runCli(folder, ['-q', ...args], { parts })), machine };
}

describe('--fix --verify', () => {
  it('writes a fix with which a real container stops gracefully', async () => {
    const folder = temporaryFolder({ Dockerfile: 'FROM debian:12\nCMD app\n' });
    const { status, stdout, stderr, machine } = await fix(folder, graceful, ['--fix', '--verify']);
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(readFileSync(join(folder, 'Dockerfile'), 'utf8')).toBe('FROM debian:12\nCMD ["app"]\n');
    expect(machine.lines().slice(-1)).toEqual(['docker rmi localhost/NAME-1']);
  });

  it('builds the fixed script in a copy of the context, and leaves the file when the container is deaf', async () => {
    const script = '#!/bin/sh\nset -e\napp\n';
    const folder = temporaryFolder({
      Dockerfile: 'FROM debian:12\nCOPY --chmod=755 run.sh /run.sh\nCMD ["/run.sh"]\n',
      'run.sh': script,
      'other.txt': 'kept\n',
    });
    const built: string[] = [];
    const build = (args: readonly string[]) => {
      const context = args.at(-1) ?? '';
      built.push(
        readFileSync(join(context, 'run.sh'), 'utf8'),
        readFileSync(join(context, 'other.txt'), 'utf8'),
      );
      return {};
    };
    const { status, stderr } = await fix(folder, { ...deaf, answers: { build } }, ['--fix', '--verify']);
    expect(built).toEqual(['#!/bin/sh\nset -e\nexec app\n', 'kept\n']);
    expect(stderr).toBe(
      "pid1-lint: Dockerfile: not fixed: after the fix the container's stop is ignored: nothing acts on SIGTERM; the engine kills everything after the grace period (`app` got no signal and was ended by SIGKILL; the grace period was over, and the engine killed what was left)\n",
    );
    expect(status).toBe(1);
    expect(readFileSync(join(folder, 'run.sh'), 'utf8')).toBe(script);
  });

  it('writes nothing when there is no engine', async () => {
    const text = 'FROM debian:12\nCMD app\n';
    const folder = temporaryFolder({ Dockerfile: text });
    const { status, stderr } = await fix(folder, { missing: ['docker', 'podman'] }, ['--fix', '--verify']);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr:
        'pid1-lint: there is no container engine to run images on (docker: not installed; podman: not installed)\n',
    });
    expect(readFileSync(join(folder, 'Dockerfile'), 'utf8')).toBe(text);
  });

  it.each([
    [['--verify'], '--verify needs --fix'],
    [['--fix', '--grace=3'], '--grace needs --verify'],
    [['--fix', '--verify', '-'], '--verify needs files: what comes from standard input cannot be built'],
  ])('is refused where it makes no sense: %j', async (args, message) => {
    const { status, stderr } = await fix(temporaryFolder(), graceful, args);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: `pid1-lint: ${message} (see pid1-lint --help)\n`,
    });
  });
});
