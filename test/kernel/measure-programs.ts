/**
 * Measures what inits and wrappers do with a workload, and prints every outcome to a file. Run it as root from the
 * project's folder, bundled as `npm run measure` bundles its script:
 * `node measure-programs.mjs [--only REGEX] [--jobs N] [--output FILE] [--quick]`.
 *
 * The programs are those of the machine and those that PID1_LINT_PROGRAMS lists as `NAME|VERSION|PATH`, one per
 * line. What is worth keeping of the output is in `data/wrappers.json`.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { findProgram } from './find-program.ts';
import { measureWrapper, type Probe } from './measure-wrapper.ts';
import { mapConcurrently } from './observe.ts';
import { buildToolbox, removeToolbox } from './toolbox.ts';
import { EXECS, INITS, NODE_WRAPPERS, WAITS, type WrapperCase } from './wrapper-cases.ts';

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    jobs: { type: 'string', default: '6' },
    output: { type: 'string', default: 'wrappers.json' },
    quick: { type: 'boolean', default: false },
  },
});

const orphan = ['sh', '-c', '(sleep 0.1 & ); sleep 0.4; exec app'];
const words: readonly (readonly [string, Probe])[] = [
  ...['SIGTERM', 'SIGINT', 'SIGQUIT', 'SIGHUP', 'SIGUSR1'].map((signal): [string, Probe] => [
    `alone ${signal}`,
    { inner: ['app'], under: 'alone', signal },
  ]),
  ...['SIGTERM', 'SIGINT', 'SIGHUP'].map((signal): [string, Probe] => [
    `tini ${signal}`,
    { inner: ['app'], under: 'tini', signal },
  ]),
  ['tini -g SIGTERM', { inner: ['app'], under: 'tini -g', signal: 'SIGTERM' }],
  ['long SIGTERM', { inner: ['app', '--cleanup=12000'], under: 'alone', signal: 'SIGTERM', graceMs: 14_000 }],
  ['orphan SIGTERM', { inner: orphan, under: 'alone', signal: 'SIGTERM' }],
  ['default SIGTERM', { inner: ['app', '--default'], under: 'alone', signal: 'SIGTERM' }],
];
const shell = (key: string, text: string): readonly [string, Probe] => [
  key,
  { inner: ['dash', '-c', text], under: 'alone', signal: 'SIGTERM' },
];

function probes(one: WrapperCase): readonly (readonly [string, Probe])[] {
  const more = [
    shell('shell app; true', 'app; true'),
    shell('shell exec app', 'exec app'),
    shell('shell true && app', 'true && app'),
  ];
  const all = [...words, ...more];
  if (one.startMs) return all.filter(([key]) => !/USR1|tini SIGINT|tini SIGHUP|default/.test(key));
  return options.quick ? all.filter(([key]) => /^(alone|tini|long) SIGTERM/.test(key)) : all;
}

const cases = [...INITS, ...EXECS, ...WAITS, ...NODE_WRAPPERS].filter((one) =>
  new RegExp(options.only).test(one.argv.join(' ')),
);
const file: Record<string, Record<string, Record<string, unknown>>> = JSON.parse(
  await readFile(options.output, 'utf8').catch(() => '{}'),
);
const toolbox = await buildToolbox('test/kernel');
try {
  const tasks = [];
  for (const one of cases) {
    const found = await findProgram(one.program);
    if (found.length === 0) console.log(`not installed: ${one.program}`);
    for (const installed of found)
      for (const [key, probe] of probes(one)) tasks.push({ one, installed, key, probe });
  }
  console.log(`${tasks.length} observations`);
  let done = 0;
  await mapConcurrently(tasks, Number(options.jobs), async ({ one, installed, key, probe }) => {
    const seen = await measureWrapper(one, installed, probe, toolbox);
    const id = `${
      one.env
        ? Object.entries(one.env)
            .filter(([k]) => /TINI|DUMB/.test(k))
            .map(([k, v]) => `${k}=${v} `)
            .join('')
        : ''
    }${one.argv.join(' ')}`;
    file[id] ??= {};
    file[id][installed.version] ??= {};
    const { tree, ...rest } = seen;
    (file[id][installed.version] as Record<string, unknown>)[key] =
      key === 'alone SIGTERM' || /^shell|orphan/.test(key) ? seen : rest;
    done += 1;
    if (done % 100 === 0) {
      console.log(`${done}/${tasks.length}`);
      await writeFile(options.output, JSON.stringify(file, null, 1));
    }
  });
  await writeFile(options.output, JSON.stringify(file, null, 1));
} finally {
  await removeToolbox(toolbox);
}
