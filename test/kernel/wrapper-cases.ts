/** A wrapper or init above the workload, as it is run to see what it does with a signal. */
export interface WrapperCase {
  /** The program under test; the case is skipped where it is not installed. */
  readonly program: string;
  /**
   * What is run. The word `{app}` stands for the workload's words, `{app}` inside a word for its text.
   * The first word need not be the program: `sh -c` may set the stage and then `exec` it.
   */
  readonly argv: readonly string[];
  /** How the wrapper is given what it starts: as words, or as text for a shell. */
  readonly takes: 'words' | 'text';
  readonly files?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** Other programs that have to be there. */
  readonly needs?: readonly string[];
  /** Milliseconds that it takes to start, where that is more than usual. */
  readonly startMs?: number;
}

const words = (program: string, ...argv: string[]): WrapperCase => ({
  program,
  argv: [program, ...argv],
  takes: 'words',
});
const text = (program: string, ...argv: string[]): WrapperCase => ({
  program,
  argv: [program, ...argv],
  takes: 'text',
});

const packageJson = JSON.stringify({
  name: 'a',
  version: '1.0.0',
  scripts: { start: '{app}', serve: '{app}' },
});
const nodeScript = (program: string, ...argv: string[]): WrapperCase => ({
  ...text(program, ...argv),
  files: { 'package.json': packageJson },
  env: { NO_UPDATE_NOTIFIER: '1', npm_config_update_notifier: 'false', YARN_ENABLE_TELEMETRY: '0' },
  startMs: 15_000,
});
const yarnScript = (rest: string): WrapperCase => ({
  ...nodeScript('yarn'),
  argv: ['sh', '-c', `yarn install >/dev/null 2>&1; exec yarn ${rest}`],
});
const asWords = (one: WrapperCase): WrapperCase => ({ ...one, takes: 'words' });
const slow = (one: WrapperCase): WrapperCase => ({ ...one, startMs: 15_000 });
const withFiles = (one: WrapperCase, files: Readonly<Record<string, string>>): WrapperCase => ({
  ...one,
  files,
});

export const INITS: readonly WrapperCase[] = [
  words('tini', '--', '{app}'),
  words('tini', '-g', '--', '{app}'),
  words('tini', '-vsw', '-e', '143', '-p', 'SIGTERM', '{app}'),
  { ...words('tini', '{app}'), env: { TINI_KILL_PROCESS_GROUP: '' } },
  words('tini-static', '--', '{app}'),
  words('docker-init', '--', '{app}'),
  words('docker-init', '-g', '--', '{app}'),
  words('dumb-init', '{app}'),
  words('dumb-init', '-c', '--', '{app}'),
  words('dumb-init', '--single-child', '{app}'),
  words('dumb-init', '-r', '15:3', '{app}'),
  words('dumb-init', '--rewrite=15:2', '{app}'),
  words('dumb-init', '-r', '15:0', '{app}'),
  { ...words('dumb-init', '{app}'), env: { DUMB_INIT_SETSID: '0' } },
  words('catatonit', '{app}'),
  words('catatonit', '-g', '--', '{app}'),
  words('pid1', '{app}'),
  words('multirun', '{app}'),
  slow(words('my_init', '--skip-startup-files', '--skip-runit', '--', '{app}')),
  {
    ...text('supervisord', '-n', '-c', 'supervisord.conf'),
    files: { 'supervisord.conf': '[supervisord]\nnodaemon=true\n[program:a]\ncommand={app}\n' },
    startMs: 6000,
  },
  {
    ...text('runsvdir', 'sv'),
    files: { 'sv/a/run': '#!/bin/sh\n{app}\n' },
    startMs: 6000,
  },
  {
    ...text('s6-svscan', 'sv'),
    files: { 'sv/a/run': '#!/bin/sh\n{app}\n' },
    startMs: 6000,
  },
];

export const EXECS: readonly WrapperCase[] = [
  words('env', '-u', 'X', 'A=1', '{app}'),
  words('env', '-C', '/', '{app}'),
  text('env', '-S', 'A=1 {app}'),
  words('nice', '-n', '5', '{app}'),
  words('nice', '-5', '{app}'),
  words('ionice', '-c', '3', '{app}'),
  words('stdbuf', '-oL', '{app}'),
  words('nohup', '{app}'),
  words('setsid', '{app}'),
  words('setsid', '-w', '{app}'),
  words('setsid', '-f', '{app}'),
  words('chroot', '/', '{app}'),
  words('chroot', '--userspec=0:0', '/', '{app}'),
  words('gosu', 'root', '{app}'),
  words('su-exec', 'root', '{app}'),
  words('setpriv', '--reuid', '0', '--clear-groups', '{app}'),
  words('taskset', '-c', '0', '{app}'),
  words('taskset', '1', '{app}'),
  words('chrt', '-o', '0', '{app}'),
  words('prlimit', '--nofile=1000', '{app}'),
  words('prlimit', '--nofile=1000', '--', '{app}'),
  words('numactl', '--all', '{app}'),
  words('unshare', '{app}'),
  words('unshare', '-f', '{app}'),
  words('start-stop-daemon', '--start', '--exec', '/usr/bin/env', '--', '{app}'),
  words('start-stop-daemon', '--start', '--background', '--exec', '/usr/bin/env', '--', '{app}'),
  words('chpst', '-u', 'root', '{app}'),
  words('setuidgid', 'root', '{app}'),
  words('s6-setuidgid', 'root', '{app}'),
  words('softlimit', '-o', '100', '{app}'),
  words('envdir', 'e', '{app}'),
  words('s6-envdir', 'e', '{app}'),
  words('authbind', '{app}'),
  words('fakeroot', '{app}'),
  words('linux64', '{app}'),
  words('setarch', '-R', '{app}'),
  words('capsh', '--', '-c', 'exec {app}'),
  words('busybox', 'setsid', '{app}'),
  words('busybox', 'env', 'A=1', '{app}'),
  words('busybox', 'chroot', '/', '{app}'),
  text('busybox', 'su', 'root', '-s', '/bin/sh', '-c', 'exec {app}'),
  words('choom', '-n', '1', '--', '{app}'),
  words('torsocks', '{app}'),
  words('proxychains4', '-q', '{app}'),
  text('execlineb', '-Pc', '{app}'),
  slow(words('wait-for-it', '-t', '1', '127.0.0.1:1', '--', '{app}')),
  words('direnv', 'exec', '.', '{app}'),
  words('ddtrace-run', '{app}'),
  words('opentelemetry-instrument', '{app}'),
  words('newrelic-admin', 'run-program', '{app}'),
].map((one) => (one.argv.includes('e') ? withFiles(one, { 'e/A': '1' }) : one));

/** It becomes the workload: what `go run` starts is the binary that it built. */
const GO_PROGRAM = `package main

import (
	"os"
	"syscall"
)

func main() { syscall.Exec("/bin/sh", []string{"sh", "-c", "exec {app}"}, os.Environ()) }
`;

export const WAITS: readonly WrapperCase[] = [
  words('timeout', '1000', '{app}'),
  words('timeout', '--foreground', '1000', '{app}'),
  words('timeout', '-s', 'INT', '-k', '5', '1000', '{app}'),
  words('timeout', '-k', '1', '1000', '{app}'),
  words('busybox', 'timeout', '1000', '{app}'),
  { ...words('sudo', '-E'), argv: ['sh', '-c', 'exec sudo -E "$(command -v "$0")" "$@"', '{app}'] },
  words('flock', 'lock', '{app}'),
  words('flock', '-o', 'lock', '{app}'),
  words('flock', '-F', 'lock', '{app}'),
  text('flock', 'lock', '-c', '{app}'),
  words('xargs', '{app}'),
  words('busybox', 'xargs', '{app}'),
  words('time', '{app}'),
  words('busybox', 'time', '{app}'),
  words('strace', '-o', '/dev/null', '{app}'),
  words('strace', '-f', '-o', '/dev/null', '{app}'),
  words('dbus-run-session', '--', '{app}'),
  words('xvfb-run', '-a', '{app}'),
  words('script', '-qec', '{app}', '/dev/null'),
  words('su', 'root', '-s', '/bin/dash', '-c', '{app}'),
  words('runuser', '-u', 'root', '--', '{app}'),
  text('runuser', 'root', '-s', '/bin/dash', '-c', '{app}'),
  words('unbuffer', '{app}'),
  { ...text('watch', '-t', '{app}'), env: { TERM: 'dumb' } },
  { ...words('watch', '-x', '{app}'), env: { TERM: 'dumb' } },
  words('parallel', '{app}', ':::', '1'),
  words('fakechroot', '{app}'),
  words('proot', '{app}'),
  text('make', '-s', 'start'),
  text('rake', 'start'),
  slow(words('bundle', 'exec', '{app}')),
  slow(words('foreman', 'start')),
  slow(words('honcho', 'start')),
  slow(text('hivemind')),
  slow(text('goreman', 'start')),
  slow(text('forego', 'start')),
  slow(text('overmind', 'start')),
  slow(words('dockerize', '{app}')),
  {
    ...words('faketime'),
    argv: ['sh', '-c', 'mount -t tmpfs tmpfs /dev/shm; exec faketime -f +1d "$0" "$@"', '{app}'],
  },
  words('logsave', 'log', '{app}'),
  text('sg', 'root', '-c', '{app}'),
  words('reflex', '-s', '--', '{app}'),
  slow(words('uv', 'run', '--no-project', '--offline', '{app}')),
  slow(words('pdm', 'run', '{app}')),
  words('dotenv', 'run', '--', '{app}'),
  slow(words('watchmedo', 'auto-restart', '-d', '.', '--', '{app}')),
  slow(text('circusd', 'circus.ini')),
  { ...text('go', 'run', 'main.go'), env: { GOCACHE: '/tmp/pid1-lint-go-cache' }, startMs: 120_000 },
  slow(text('ant', '-q', 'start')),
  words('busybox', 'start-stop-daemon', '-S', '-x', '/usr/bin/env', '--', '{app}'),
].map((one) => ({ ...one, files: { ...toolFiles(one), ...one.files } }));

function toolFiles({ program, argv }: WrapperCase): Readonly<Record<string, string>> {
  switch (program) {
    case 'make':
      return { Makefile: 'start:\n\t{app}\n' };
    case 'rake':
      return { Rakefile: 'task(:start) { sh "{app}" }\n' };
    case 'bundle':
      return { Gemfile: '' };
    case 'foreman':
    case 'honcho':
    case 'goreman':
    case 'hivemind':
    case 'forego':
    case 'overmind':
      return { Procfile: 'web: {app}\n' };
    case 'circusd':
      return { 'circus.ini': '[watcher:a]\ncmd = {app}\ncopy_env = True\n' };
    case 'poetry':
      return {
        'pyproject.toml':
          '[tool.poetry]\nname="a"\nversion="1"\ndescription=""\nauthors=[]\npackage-mode=false\n[tool.poetry.dependencies]\npython="*"\n',
      };
    case 'pdm':
    case 'hatch':
      return {
        'pyproject.toml': '[project]\nname="a"\nversion="1"\n[tool.hatch.envs.default]\nskip-install=true\n',
      };
    case 'pipenv':
      return { Pipfile: '[packages]\n' };
    case 'go':
      return { 'main.go': GO_PROGRAM };
    case 'ant':
      return {
        'build.xml':
          '<project><target name="start"><exec executable="sh"><arg value="-c"/><arg value="exec {app}"/></exec></target></project>\n',
      };
    case 'dotenv':
      return argv.includes('run') ? { '.env': 'A=1\n' } : {};
    default:
      return {};
  }
}

export const NODE_WRAPPERS: readonly WrapperCase[] = [
  nodeScript('npm', 'start'),
  nodeScript('npm', 'run', 'serve'),
  nodeScript('npm', 'run', 'serve', '--silent'),
  nodeScript('npx', '--no-install', '-c', '{app}'),
  yarnScript('start'),
  yarnScript('run serve'),
  nodeScript('pnpm', 'start'),
  nodeScript('pnpm', 'run', 'serve'),
  asWords(nodeScript('pnpm', 'exec', '{app}')),
  nodeScript('bun', 'run', 'serve'),
  nodeScript('deno', 'task', 'serve'),
  slow(nodeScript('run-s', 'serve')),
  slow(nodeScript('run-p', 'serve')),
  slow(nodeScript('npm-run-all', 'serve')),
  text('nodemon', '--exec', '{app}'),
  text('nodemon', '-x', '{app}'),
  text('concurrently', '{app}'),
  text('concurrently', '-k', '{app}', 'sleep 1000'),
  words('cross-env', 'X=1', '{app}'),
  text('cross-env-shell', 'X=1', '{app}'),
  words('dotenv', '--', '{app}'),
  words('env-cmd', '-f', '.env', '{app}'),
].map((one) => ({
  ...slow(one),
  files: {
    'package.json': packageJson,
    '.env': 'A=1\n',
    ...one.files,
  },
}));
