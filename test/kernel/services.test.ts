import { afterAll, beforeAll, expect, test } from 'vitest';
import { leaveOut } from '../support/left-out.ts';
import { compare } from './compare.ts';
import { findProgram } from './find-program.ts';
import { imageOf } from './image-run.ts';
import { observe } from './observe.ts';
import { fixedImage, scriptImage } from './script-run.ts';
import { buildToolbox, removeToolbox, type Toolbox } from './toolbox.ts';

// Debian's `service` and an init script as packages have them, with the workload as the daemon: what becomes of it is
// what the model says, also where a trap has it stopped.

let toolbox: Toolbox;

beforeAll(async () => {
  toolbox = await buildToolbox();
});

afterAll(() => removeToolbox(toolbox));

/** An /etc/init.d and a /run of its own; `service` empties the environment, so the script brings that of the test. */
const STAGE = `mount -t tmpfs tmpfs /run; mkdir /run/up /run/work
mount -t overlay overlay -o lowerdir=/etc/init.d,upperdir=/run/up,workdir=/run/work /etc/init.d
cat > /etc/init.d/app <<END
#!/bin/sh
export PID1_LINT_LOG=$PID1_LINT_LOG
case \\$1 in
start) start-stop-daemon --start --background --make-pidfile --pidfile /run/app.pid --exec $PID1_LINT_BIN/app ;;
stop) start-stop-daemon --stop --retry 5 --pidfile /run/app.pid ;;
esac
END
sed 's,app.pid,quick.pid,; s,--exec .*/app ,--exec /bin/sleep -- infinity ,' /etc/init.d/app > /etc/init.d/quick
chmod 755 /etc/init.d/app /etc/init.d/quick
exec "$@"`;

const options = { graceMs: 1500, attempts: 3, startMs: 10_000, idleMs: 1500 };

async function canRun(): Promise<boolean> {
  const needed = await Promise.all(['start-stop-daemon', 'service'].map(findProgram));
  const can = needed.every((found) => found.length > 0);
  if (!can) leaveOut('services: service or start-stop-daemon is not installed');
  return can;
}

const bash = (text: string): string => `CMD ${JSON.stringify(['bash', '-c', text])}`;

test.each([
  ['CMD service app start && tail -f /dev/null', 'ignored'],
  ['CMD /etc/init.d/app start; exec tail -f /dev/null', 'ignored'],
  ['CMD service app start && exec app2', 'graceful'],
  ['ENTRYPOINT ["tini", "--"]\nCMD service app start && exec tail -f /dev/null', 'unnotified'],
  ['ENTRYPOINT ["tini", "-g", "--"]\nCMD service app start; tail -f /dev/null', 'unnotified'],
  ['CMD service quick start; service quick stop; exec app2', 'graceful'],
  ["CMD exec sh -c 'service quick start; service quick stop; exec app2'", 'graceful'],
  [bash('/etc/init.d/quick start && /etc/init.d/quick stop && exec app2'), 'graceful'],
  ['CMD service app start', 'no-workload'],
  [bash("trap 'service app stop; exit 0' TERM; service app start; tail -f /dev/null & wait $!"), 'graceful'],
  [bash("trap '/etc/init.d/app stop' TERM; service app start; sleep infinity & wait"), 'graceful'],
  [bash("trap 'service app stop' TERM; service app start; tail -f /dev/null"), 'ignored'],
  [bash("trap 'pkill app; exit' TERM; service app start; tail -f /dev/null & wait"), 'cut-short'],
  [
    bash("trap 'kill $(cat /run/app.pid); exit' TERM; service app start; tail -f /dev/null & wait"),
    'cut-short',
  ],
  [bash("trap 'exit 0' TERM; service app start; tail -f /dev/null & wait"), 'unnotified'],
])('%s: %s', async (lines, expected) => {
  if (!(await canRun())) return;
  const image = imageOf(`FROM debian:12\nRUN apt-get update && apt-get install -y tini\n${lines}\n`);
  expect(image.stop).toBe(expected);
  const seen = await observe(['sh', '-c', STAGE, 'sh', ...image.argv], { ...options, toolbox });
  expect(compare(image, seen)).toEqual({ kind: 'agrees' });
});

// What the fix makes of start commands that leave a service to be killed.
test.each([
  ['CMD service app start && tail -f /dev/null'],
  ['CMD /etc/init.d/app start; sleep infinity'],
  [bash('cd / && service app start; tail -f /dev/null; true')],
])('fixed: %s', async (line) => {
  if (!(await canRun())) return;
  const before = scriptImage({ name: line, lines: [line], files: {}, programs: {} });
  const { after, titles } = fixedImage(before, ['safe', 'unsafe']);
  expect(titles).toContain('let the shell stop the services and wait');
  const seen = await observe(['sh', '-c', STAGE, 'sh', ...after.image.argv], {
    ...options,
    graceMs: 4000,
    toolbox,
  });
  expect(seen.stop).toBe('graceful');
});
