import { describe, expect, it } from 'vitest';
import { deriveOutcome, type StopEvidence } from '../../src/engine/derive-outcome.ts';
import type { HostProcess } from '../../src/engine/host-processes.ts';
import { parseTrace } from '../../src/engine/trace.ts';
import { fakeProcess } from './fake-machine.ts';

const app = fakeProcess(2, 'app', 'catches');
const plain = fakeProcess(2, 'app');
const above = (child: HostProcess): HostProcess => fakeProcess(1, 'sh -c app', 'default', [child]);

/** A container with PID 1 as host process 1000 and the workload as 1001. */
function derive(workload: HostProcess, trace: string | null, more: Partial<StopEvidence> = {}) {
  return deriveOutcome({
    signal: { name: 'SIGTERM', number: 15 },
    pid1: workload.pid === 1 ? workload : above(workload),
    workloads: [workload],
    events: trace === null ? null : parseTrace(trace),
    blind: trace === null ? 'nobody may look' : null,
    goneBefore: new Set(),
    killed: false,
    ...more,
  });
}

describe('with a trace of the kernel', () => {
  it('is graceful when the workload ends by itself', () => {
    expect(derive(app, 'signal 1001 15 0 1\nend 1001 0 0\nend 1000 0 0\n')).toEqual({
      stop: 'graceful',
      why: ['`app` got SIGTERM and exited with 0', 'PID 1 exited with 0'],
    });
    expect(derive(plain, 'signal 1001 15 0 1\nend 1001 15 0\nend 1000 0 143\n')).toEqual({
      stop: 'graceful',
      why: ['`app` got SIGTERM and was ended by SIGTERM', 'PID 1 exited with 143'],
    });
  });

  it('is cut short when it got the signal and was killed', () => {
    const trace = 'signal 1001 15 0 1\nend 1001 9 0\nend 1000 0 143\n';
    expect(derive(app, trace).stop).toBe('cut-short');
    expect(derive(app, trace, { killed: true }).stop).toBe('cut-short');
  });

  it('is cut short when the signal was on its way', () => {
    expect(derive(app, 'pending 1001 0000000000004000\nend 1001 9 0\nend 1000 0 0\n')).toEqual({
      stop: 'cut-short',
      why: [
        '`app` was sent SIGTERM, had no time to act on it, and was ended by SIGKILL',
        'PID 1 exited with 0',
      ],
    });
  });

  it('is unnotified when nobody told it, and ignored when the engine had to kill', () => {
    const trace = 'end 1001 9 0\nend 1000 0 143\n';
    expect(derive(app, trace)).toEqual({
      stop: 'unnotified',
      why: ['`app` got no signal and was ended by SIGKILL', 'PID 1 exited with 143'],
    });
    expect(derive(app, 'end 1001 9 0\nend 1000 9 0\n', { killed: true })).toEqual({
      stop: 'ignored',
      why: [
        '`app` got no signal and was ended by SIGKILL',
        'the grace period was over, and the engine killed what was left',
      ],
    });
  });

  it('does not count signals that do nothing, or that the kernel and the process itself send', () => {
    const ignoring = fakeProcess(2, 'app', 'ignores');
    expect(derive(ignoring, 'signal 1001 15 0 1\nend 1001 9 0\nend 1000 0 0\n').why[0]).toBe(
      '`app` got SIGTERM, which does nothing to it, and was ended by SIGKILL',
    );
    expect(derive(app, 'signal 1001 17 1 5\nsignal 1001 15 -6 2\nend 1001 9 0\nend 1000 0 0\n').stop).toBe(
      'unnotified',
    );
    expect(derive(plain, 'signal 1001 28 0 1\nend 1001 9 0\nend 1000 0 0\n').stop).toBe('unnotified');
  });

  it('knows that the kernel drops what PID 1 raises again', () => {
    const node = fakeProcess(1, 'node server.js', 'catches');
    const trace = 'signal 1000 15 0 0\nsignal 1000 15 -6 1\nend 1000 9 0\n';
    expect(derive(node, trace, { killed: true }).stop).toBe('ignored');
  });

  it('says unknown of a program that fetches its signals and was killed', () => {
    expect(derive(fakeProcess(2, 'app', 'blocks'), 'end 1001 9 0\nend 1000 0 0\n').stop).toBe('unknown');
  });

  it('is the outcome of the workload that fared worst', () => {
    const other = fakeProcess(3, 'other', 'catches');
    const trace = 'signal 1001 15 0 1\nend 1001 0 0\nend 1002 9 0\nend 1000 0 0\n';
    expect(derive(app, trace, { workloads: [app, other] }).stop).toBe('unnotified');
  });
});

describe('without a trace', () => {
  it('knows what becomes of a PID 1 without anything below it', () => {
    expect(derive(fakeProcess(1, 'app', 'catches'), null).stop).toBe('graceful');
    expect(derive(fakeProcess(1, 'app', 'catches'), null, { killed: true }).stop).toBe('cut-short');
    expect(derive(fakeProcess(1, 'app'), null, { killed: true }).stop).toBe('ignored');
  });

  it('knows that a workload which was gone before PID 1 was told', () => {
    expect(derive(app, null, { goneBefore: new Set([1001]) })).toEqual({
      stop: 'graceful',
      why: ['`app` ended before PID 1 did', 'PID 1 ended by itself'],
    });
  });

  it('knows that a shell without a trap tells nobody', () => {
    expect(derive(app, null, { killed: true }).stop).toBe('ignored');
  });

  it('says unknown of everything else, and why', () => {
    expect(derive(app, null)).toEqual({
      stop: 'unknown',
      why: ['whether `app` ended before PID 1 could not be seen: nobody may look', 'PID 1 ended by itself'],
    });
    const pid1 = fakeProcess(1, 'tini -- app', 'default', [app]);
    expect(derive(app, null, { pid1, killed: true }).stop).toBe('unknown');
  });
});
