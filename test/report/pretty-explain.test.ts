import { expect, it } from 'vitest';
import { plain } from '../../src/report/paint.ts';
import { prettyExplain } from '../../src/report/pretty-explain.ts';
import { toyReport } from '../support/report.ts';

it('draws every startup of every image', () => {
  const text = 'FROM a AS one\nCMD exec web\nFROM b\nCMD app | $APP\n';
  expect(prettyExplain([toyReport(text)], plain)).toBe(`Dockerfile: stage one, with --target one
  base image   a
  CMD          /bin/sh -c 'exec web'  (shell form, Dockerfile:2)
  starts       /bin/sh -c 'exec web'
  shell        /bin/sh -c: dash 0.5.12
  stop signal  SIGTERM

  PID 1  web  workload

  ✓ graceful: SIGTERM reaches the workload, and PID 1 stays until it is done
  PID 1 does not reap orphans: they stay as zombies

  why
    Dockerfile:2: it starts exec web

Dockerfile: stage 1, the final one
  base image   b
  CMD          /bin/sh -c 'app | $APP'  (shell form, Dockerfile:4)
  starts       /bin/sh -c 'app | $APP'
  shell        /bin/sh -c: dash 0.5.12
  stop signal  SIGTERM

  when way 0
  PID 1  /bin/sh -c app  shell
         └─ app          workload

  ✗ ignored: nothing acts on SIGTERM; the engine kills everything after the grace period
  PID 1 reaps orphans

  why
    Dockerfile:4: it starts app

  when way 1
  PID 1  /bin/sh -c '$APP'  shell
         └─ '$APP'          workload

  ? unknown: what SIGTERM does cannot be told from the files at hand

  why
    Dockerfile:4: it starts $APP
`);
});

it('says that an image starts nothing', () => {
  const shown = prettyExplain([toyReport('FROM a\n')], plain);
  expect(shown).toContain('  starts       nothing: neither ENTRYPOINT nor CMD is set\n');
  expect(shown).toContain(
    '  – no-workload: an interactive shell, or a command that just ends: there is nothing to stop',
  );
});

it('says why an image is skipped', () => {
  expect(prettyExplain([toyReport('FROM windows\nCMD a\n')], plain)).toContain(
    'Windows images are not modelled',
  );
});

it('names the stages that are only built upon', () => {
  const text = 'FROM a AS deps\nFROM b\nRUN make\nCMD unnamed\nFROM c\nCMD exec app\n';
  const shown = prettyExplain([toyReport(text)], plain);
  expect(shown.split('\n').filter((line) => line.startsWith('Dockerfile'))).toEqual([
    'Dockerfile: stage 2, the final one',
    'Dockerfile: not drawn, with --target: deps, 1',
  ]);
});
