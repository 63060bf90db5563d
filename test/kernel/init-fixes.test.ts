import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { product } from '../../src/cli/product.ts';
import { fixFile } from '../../src/fix/fix-file.ts';
import { lintFile } from '../../src/lint/lint-file.ts';
import { observe } from './observe.ts';
import { buildToolbox, removeToolbox, type Toolbox } from './toolbox.ts';

// Start commands that `exec` cannot save: what `--fix --unsafe-fixes` makes of them is run with the machine's
// tini, dumb-init or catatonit in the place of the image's. /bin/sh and bash are those of Debian 12.

const [model, rules] = await Promise.all([product.loadModel({ buildArgs: new Map() }), product.loadRules()]);

let toolbox: Toolbox;

beforeAll(async () => {
  toolbox = await buildToolbox();
});

afterAll(() => removeToolbox(toolbox));

/** Each with what is wrong with it as it stands. */
const starts: Readonly<Record<'ignored' | 'unnotified' | 'cut-short', readonly string[]>> = {
  ignored: [
    // Something runs after the workload.
    'CMD app; true',
    'CMD app --port 80; echo over',
    'CMD app || echo failed; true',
    'CMD cd /; app; rm -f pid',
    'CMD umask 027; app; echo $?',
    'CMD if [ -d / ]; then app; fi; true',
    'CMD { app; true; }',
    'CMD ! app',
    'CMD app; exit $?',
    'CMD MODE=live app; true',
    'CMD app >out 2>&1; true',
    'CMD run() { app; }; run; true',
    'CMD command app',
    'CMD ["sh", "-c", "app; true"]',
    'CMD ["bash", "-c", "app; true; true"]',
    'CMD ["/bin/sh", "-c", "cd /; app && true; true"]',
    'CMD ["bash", "-c", "set -o pipefail; app; echo over"]',
    'ENTRYPOINT app; true',
    'ENTRYPOINT ["sh", "-c", "app; true"]',
    'ENTRYPOINT ["bash", "-ec", "app; echo over"]',
    // Pipelines.
    'CMD app | cat',
    'CMD app | tee log',
    'CMD app 2>&1 | tee -a log',
    'CMD app | tee log | cat',
    'CMD cd / && app | cat',
    'CMD app | sed s/x/y/',
    'CMD app | while read line; do echo "$line"; done',
    'CMD app | tee log; true',
    'CMD true | app',
    'CMD ["bash", "-c", "app |& tee log"]',
    'CMD ["sh", "-c", "app | tee log"]',
    'ENTRYPOINT app | tee log',
    'ENTRYPOINT ["bash", "-o", "pipefail", "-c", "app | tee log"]',
    // Loops.
    'CMD while true; do app; done',
    'CMD while :; do app; sleep 1; done',
    'CMD until app; do sleep 1; done',
    'CMD for i in 1 2 3; do app; done',
    'CMD ["bash", "-c", "while true; do app; sleep 5; done"]',
    'ENTRYPOINT while true; do app; done',
    // Several programs.
    'CMD app & pid=$!; app2 & wait $pid; true',
    'CMD app & app2 & wait; true',
    'CMD app & app2 & wait',
    'CMD app & wait',
    'CMD app & wait $!',
    'CMD app & tail -f /dev/null',
    'CMD app & sleep infinity',
    'CMD app & app2; true',
    'CMD app & app2 & tail -f /dev/null',
    'CMD ["bash", "-c", "app & app2 & wait -n"]',
    'CMD ["bash", "-c", "app & app2 & wait"]',
    'CMD ["bash", "-c", "app & wait"]',
    'ENTRYPOINT app & app2 & wait',
    'ENTRYPOINT ["sh", "-c", "app & tail -f /dev/null"]',
    // Subshells.
    'CMD (app; true)',
    'CMD (app; true); true',
    'CMD cd /; (umask 077; app; echo over); true',
    'CMD (app & wait); true',
    'CMD (cd /; (app; true))',
    'CMD ["bash", "-c", "(app; true); true"]',
    'ENTRYPOINT ["sh", "-c", "(umask 077; app; true)"]',
    // No handler.
    'CMD sleep infinity',
    'CMD ["sleep", "infinity"]',
    'CMD tail -f /dev/null',
    'ENTRYPOINT ["tail", "-f", "/dev/null"]',
    'CMD exec sleep infinity',
    'CMD ["node", "-e", "setInterval(() => 0, 1000)"]',
    'CMD ["python3", "-c", "import time; time.sleep(1000)"]',
    'CMD ["perl", "-e", "sleep 1000"]',
    'CMD cd / && sleep infinity',
    // Wrappers.
    'CMD ["flock", "lock", "app", "--port", "80"]',
    'CMD ["xargs", "app"]',
    'CMD ["strace", "-o", "trace", "app"]',
    'ENTRYPOINT ["flock", "lock"]\nCMD ["app", "--port", "80"]',
    'CMD cd / && flock /tmp/pid1-lint-lock app',
    'CMD flock lock app; true',
    'CMD ["sh", "-c", "xargs app x; true"]',
    'CMD ["flock", "lock", "sh", "-c", "cd /; app"]',
  ],
  unnotified: [
    'ENTRYPOINT ["tini", "--"]\nCMD app; true',
    'ENTRYPOINT ["tini", "--"]\nCMD ["sh", "-c", "app | tee log"]',
    'ENTRYPOINT ["tini", "--"]\nCMD while true; do app; sleep 1; done',
    'ENTRYPOINT ["tini", "--"]\nCMD app & app2 & wait',
    'ENTRYPOINT ["tini", "--", "bash", "-c", "app & tail -f /dev/null"]',
    'ENTRYPOINT ["dumb-init", "--single-child", "--", "sh", "-c", "app; true"]',
    'ENTRYPOINT ["catatonit", "--"]\nCMD app; true',
    'ENTRYPOINT ["tini", "--", "sh", "-c", "(app; true)"]',
    'ENTRYPOINT ["tini", "--"]\nCMD (app; true); true',
  ],
  'cut-short': [
    'ENTRYPOINT ["tini", "-g", "--"]\nCMD app; true',
    'ENTRYPOINT ["dumb-init", "--"]\nCMD app | cat',
    'ENTRYPOINT ["dumb-init", "--", "bash", "-c", "app; true; true"]',
  ],
};

const cases = Object.entries(starts).flatMap(([before, lines]) => lines.map((line) => ({ before, line })));

/** What the engine would execute before and after all fixes. */
function fixed(line: string): { readonly before: readonly string[]; readonly after: readonly string[] } {
  const lint = (text: string) =>
    lintFile({ source: { path: 'Dockerfile', text, changed: new Map() }, model, rules });
  const first = lint(`FROM debian:12\n${line}\n`);
  const { result } = fixFile(first, ({ text }) => lint(text), ['safe', 'unsafe']);
  const argv = (one: typeof first) => one.model.images.at(-1)?.argv ?? [];
  return { before: argv(first), after: argv(result) };
}

/** The machine's programs stand where the packages would put them. */
function here(argv: readonly string[]): readonly string[] {
  return argv.map((word, index) =>
    index === 0 ? word.replace(/^\/((usr\/)?s?bin\/)?(?=tini|dumb-init|catatonit)/, '') : word,
  );
}

describe('with an init at PID 1 the workload is told of the stop and may finish', () => {
  test('there are enough of them', () => {
    expect(cases.length).toBeGreaterThanOrEqual(85);
    // Without those whose program has no handler, for which it counts that PID 1 ends.
    expect(cases.filter(({ line }) => /\bapp\b/.test(line)).length).toBeGreaterThanOrEqual(75);
    expect(new Set(cases.map(({ line }) => line)).size).toBe(cases.length);
  });

  test.concurrent.each(cases)('$line', async ({ before: was, line }) => {
    const { before, after } = fixed(line);
    expect(after).not.toEqual(before);
    const options = { toolbox, graceMs: 4000, attempts: 3 };
    const [first, then] = await Promise.all([
      observe(here(before), { ...options, graceMs: 1500 }),
      observe(here(after), options),
    ]);
    // A tool without a handler is no workload of the observation: what counts is that PID 1 ends.
    if (first.workloads.length > 0) expect(first.stop).toBe(was);
    else expect(first.exitStatus).toBe(null);
    expect(then.workloads.length > 0 ? then.stop : 'graceful').toBe('graceful');
    expect(then.exitStatus).not.toBe(null);
    expect(then.seconds).toBeLessThan(3);
  });

  // A command that leaves a daemon, and what seems to mend the shell that keeps the container up for it.
  test.concurrent.each([
    [
      'CMD ./start-all; sleep infinity',
      'unnotified',
      ['tini', '--', 'sh', '-c', './start-all; exec sleep infinity'],
    ],
    [
      'CMD ./start-all; while pgrep -x app; do sleep 0.2; done',
      'ignored',
      [
        'tini',
        '-g',
        '--',
        'sh',
        '-c',
        'trap : TERM INT; ./start-all; while pgrep -x app; do sleep 0.2; done',
      ],
    ],
    [
      'CMD ./start-all start; tail -f /dev/null',
      'unnotified',
      ['tini', '--', 'sh', '-c', './start-all start; exec tail -f /dev/null'],
    ],
  ])('%s gets no fix: an init above it would leave the daemon %s', async (line, stop, mended) => {
    const { before, after } = fixed(line);
    expect(after).toEqual(before);
    const script = '#!/bin/sh\nsetsid app >/dev/null 2>&1 &\n';
    const seen = await observe(mended, { toolbox, graceMs: 1500, files: { 'start-all': script } });
    expect(seen.stop).toBe(stop);
  });

  test('what reads the output of the workload gets its last words', async () => {
    const { after } = fixed('CMD ./talk | cat');
    const talk = "#!/bin/sh\ntrap 'sleep 0.2; echo last words; exit 0' TERM\nwhile :; do sleep 0.1; done\n";
    const seen = await observe(here(after), { toolbox, graceMs: 4000, files: { talk } });
    expect(seen.stdout).toBe('last words\n');
    expect(seen.exitStatus).toBe(0);
  });
});
