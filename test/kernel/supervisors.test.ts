import { afterAll, beforeAll, expect, test } from 'vitest';
import { leaveOut } from '../support/left-out.ts';
import { compare } from './compare.ts';
import { findProgram } from './find-program.ts';
import { imageOf } from './image-run.ts';
import { observe } from './observe.ts';
import { buildToolbox, removeToolbox, type Toolbox } from './toolbox.ts';

// Supervisors with the folders of their services: whom they tell, and what becomes of a service behind a shell.

let toolbox: Toolbox;

beforeAll(async () => {
  toolbox = await buildToolbox();
});

afterAll(() => removeToolbox(toolbox));

const execs = '#!/bin/sh\nexec app';
const stays = '#!/bin/sh\napp\necho over';
const traps = '#!/bin/bash\napp & trap "kill $!; wait $!" TERM\nwait $!';

test.each([
  ['runsvdir', ['runsvdir', '/etc/sv1'], { web: execs }, 'SIGTERM', 'unnotified'],
  ['runsvdir', ['runsvdir', '-P', '/etc/sv1'], { web: stays }, 'SIGHUP', 'unnotified'],
  ['runsvdir', ['tini', '--', 'runsvdir', '/etc/sv1'], { web: execs }, 'SIGTERM', 'unnotified'],
  ['runsv', ['runsv', '/etc/sv1/web'], { web: execs }, 'SIGTERM', 'graceful'],
  ['runsv', ['runsv', '/etc/sv1/web'], { web: stays }, 'SIGTERM', 'unnotified'],
  ['runsv', ['runsv', '/etc/sv1/web'], { web: traps }, 'SIGTERM', 'graceful'],
  ['s6-svscan', ['s6-svscan', '/etc/sv1'], { web: execs, other: execs }, 'SIGTERM', 'graceful'],
  ['s6-svscan', ['s6-svscan', '/etc/sv1'], { web: execs }, 'SIGINT', 'graceful'],
  ['s6-svscan', ['s6-svscan', '/etc/sv1'], { web: execs }, 'SIGHUP', 'ignored'],
  ['s6-svscan', ['s6-svscan', '/etc/sv1'], { web: stays }, 'SIGTERM', 'unnotified'],
  ['s6-svscan', ['tini', '--', 's6-svscan', '/etc/sv1'], { web: execs }, 'SIGTERM', 'graceful'],
  ['s6-supervise', ['s6-supervise', '/etc/sv1/web'], { web: execs }, 'SIGTERM', 'graceful'],
  ['s6-supervise', ['s6-supervise', '/etc/sv1/web'], { web: stays }, 'SIGTERM', 'unnotified'],
] as const)('%s: %j with %j on %s: %s', async (program, argv, services, signal, expected) => {
  if ((await findProgram(program)).length === 0) {
    leaveOut(`supervisors: ${program} is not installed`);
    return;
  }
  const files = Object.entries(services);
  const copies = files.map(
    ([name, text]) => `COPY --chmod=755 <<EOF /etc/sv1/${name}/run\n${text.replaceAll('$', '\\$')}\nEOF`,
  );
  const start = `STOPSIGNAL ${signal}\nENTRYPOINT ${JSON.stringify(argv)}`;
  const image = imageOf(`FROM debian:12\nRUN apt-get install -y tini\n${copies.join('\n')}\n${start}\n`);
  expect(image.stop).toBe(expected);
  const made = files.map(
    ([name, text]) =>
      `mkdir -p /etc/sv1/${name}; printf '%s\\n' '${text}' > /etc/sv1/${name}/run; chmod 755 /etc/sv1/${name}/run`,
  );
  const stage = `mount -t tmpfs tmpfs /run; mkdir /run/up /run/work
mount -t overlay overlay -o lowerdir=/etc,upperdir=/run/up,workdir=/run/work /etc
${made.join('\n')}
exec "$@"`;
  const seen = await observe(['sh', '-c', stage, 'sh', ...image.argv], {
    toolbox,
    signal,
    graceMs: 2000,
    attempts: 3,
    startMs: 10_000,
    idleMs: 1500,
  });
  expect(compare(image, seen)).toEqual({ kind: 'agrees' });
});
