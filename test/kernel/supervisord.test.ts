import { afterAll, beforeAll, expect, test } from 'vitest';
import { leaveOut } from '../support/left-out.ts';
import { findProgram } from './find-program.ts';
import { imageOf } from './image-run.ts';
import { observe } from './observe.ts';
import { buildToolbox, removeToolbox, type Toolbox } from './toolbox.ts';

// supervisord with its configuration: which programs it starts, and how each of them is ended.

let toolbox: Toolbox;

beforeAll(async () => {
  toolbox = await buildToolbox();
});

afterAll(() => removeToolbox(toolbox));

const head = '[supervisord]\nnodaemon=true\nlogfile=/dev/null\npidfile=/run/s.pid\n';
const program = (name: string, command: string, ...more: string[]) =>
  ['', `[program:${name}]`, `command=${command}`, ...more, ''].join('\n');
/** It cleans up for longer than supervisord takes to end, which is up to a second. */
const shell = 'sh -c "app --cleanup=2500; echo over"';

test.each([
  ['one program', head + program('web', 'app'), {}, 'graceful'],
  ['two programs', head + program('web', 'app') + program('job', 'app x'), {}, 'graceful'],
  ['a shell', head + program('web', shell), {}, 'unnotified'],
  ['a shell beside a program', head + program('web', 'app') + program('job', shell), {}, 'unnotified'],
  ['stopasgroup', head + program('web', shell, 'stopasgroup=true'), {}, 'cut-short'],
  ['killasgroup alone', head + program('web', shell, 'killasgroup=true'), {}, 'unnotified'],
  [
    'a shell that outlives the group',
    head + program('web', 'sh -c "trap : TERM; app --cleanup=2500; echo over"', 'stopasgroup=true'),
    {},
    'graceful',
  ],
  ['stopsignal', head + program('web', 'app', 'stopsignal=QUIT'), {}, 'graceful'],
  ['stopwaitsecs', head + program('web', 'app', 'stopwaitsecs=1'), {}, 'graceful'],
  ['not started', head + program('web', 'app') + program('job', shell, 'autostart=false'), {}, 'graceful'],
  ['[include]', `${head}[include]\nfiles=sv/*.conf\n`, { 'sv/web.conf': program('web', 'app') }, 'graceful'],
  [
    'two files, one with a shell',
    `${head}[include]\nfiles = sv/*.conf /etc/sv1/more.ini\n`,
    { 'sv/web.conf': program('web', 'app'), 'more.ini': program('job', shell) },
    'unnotified',
  ],
  [
    'an included file says more of a program',
    `${head}${program('web', shell)}[include]\nfiles=%(here)s/sv/*.conf\n`,
    { 'sv/web.conf': '[program:web]\nstopasgroup=true\n' },
    'cut-short',
  ],
  ['no nodaemon', head.replace('nodaemon=true', '') + program('web', 'app'), {}, 'no-workload'],
] as const)('%s', async (_, config, files, expected) => {
  if ((await findProgram('supervisord')).length === 0) {
    leaveOut('supervisord: it is not installed');
    return;
  }
  const all = Object.entries({ 's.conf': config, ...files });
  const copies = all.map(([name, text]) => `COPY <<"EOF" /etc/sv1/${name}\n${text}\nEOF`);
  const image = imageOf(
    `FROM debian:12\n${copies.join('\n')}\nENTRYPOINT ["supervisord", "-c", "/etc/sv1/s.conf"]\n`,
  );
  expect(image.stop).toBe(expected);
  const made = all.map(
    ([name, text]) => `mkdir -p "$(dirname /etc/sv1/${name})"; cat > /etc/sv1/${name} <<'EOF'\n${text}\nEOF`,
  );
  const stage = `mount -t tmpfs tmpfs /run; mkdir /run/up /run/work
mount -t overlay overlay -o lowerdir=/etc,upperdir=/run/up,workdir=/run/work /etc
${made.join('\n')}
exec "$@"`;
  const seen = await observe(['sh', '-c', stage, 'sh', ...image.argv], {
    toolbox,
    graceMs: 5000,
    attempts: 3,
    startMs: 15_000,
    idleMs: 2500,
  });
  expect(seen.stop).toBe(expected);
});
