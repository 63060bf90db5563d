import { describe, expect, test } from 'vitest';
import { initOf } from '../../src/knowledge/init-of.ts';
import type { Started, Surroundings } from '../../src/knowledge/started.ts';
import { wrapperOf } from '../../src/knowledge/wrapper-of.ts';
import { init, innerStart, wrapper } from '../../src/knowledge/wrappers.ts';

const scripts: Readonly<Record<string, string>> = {
  start: 'node server.js',
  'start:prod': 'exec node server.js',
};
const around: Surroundings = {
  env: new Map(),
  project: ({ name }) => {
    const text = scripts[name ?? ''];
    return text === undefined
      ? { kind: 'absent', because: 'there is none' }
      : { kind: 'texts', processes: [{ texts: [text] }] };
  },
};

/** What a command line starts, in short. */
function inner(line: string | readonly string[]): string {
  const words = typeof line === 'string' ? line.split(' ') : line;
  const started = wrapperOf(words, around);
  if (!started) return 'no wrapper';
  return started.inner.map((one) => describeInner(one, words)).join(' | ');
}

function describeInner(one: Started['inner'][number], words: readonly string[]): string {
  switch (one.kind) {
    case 'words':
      return words.slice(one.at).join(' ');
    case 'argv':
      return one.argv.join(' ');
    case 'text':
      return `${one.shell}: ${one.text}`;
    case 'script':
      return `script ${one.name}: ${one.texts.join('; ')}`;
    default:
      return one.kind;
  }
}

describe('what a wrapper starts', () => {
  test.each([
    ['env app', 'app'],
    ['env -i PATH=/bin A=1 app -x', 'app -x'],
    ['env - A=1 app', 'app'],
    ['env -u A -C /srv app', 'app'],
    ['env --chdir=/srv app', 'app'],
    ['nice -n 5 app', 'app'],
    ['nice -n5 app -n 3', 'app -n 3'],
    ['gosu app:app /srv/app --flag', '/srv/app --flag'],
    ['su-exec 1000 app', 'app'],
    ['setpriv --reuid=1000 --clear-groups -- app', 'app'],
    ['setpriv --reuid 1000 --init-groups app', 'app'],
    ['chroot --userspec=app / app', 'app'],
    ['taskset -c 0 app', 'app'],
    ['timeout -k 5 -s INT 1h app', 'app'],
    ['timeout --foreground 10 app', 'app'],
    ['sudo -E -u app A=1 app', 'app'],
    ['flock -n /lock app -c x', 'app -c x'],
    ['flock /lock -c app', 'sh: app'],
    ['start-stop-daemon --start --chuid app --exec /srv/app -- --port 80', '/srv/app --port 80'],
    ['start-stop-daemon --stop --exec /srv/app', 'unknown'],
    ['xvfb-run -a -s -screen app', 'app'],
    ['script -qec app /dev/null', 'sh: app'],
    ['su -s /bin/sh app -c app', '/bin/sh: app'],
    ['su - app -c app', 'login of app: app'],
    ['su -c app', 'login of root: app'],
    ['runuser -u app -- app --x', 'app --x'],
    ['npm start', 'script start: node server.js'],
    ['npm run start:prod', 'script start:prod: exec node server.js'],
    ['npm --prefix web run start -- --port 80', 'script start: node server.js --port 80'],
    ['npm run other', 'unknown'],
    ['yarn next start', 'next start'],
    ['yarn run next start', 'next start'],
    ['pnpm next start', 'next start'],
    ['npm ci', 'nothing'],
    ['npx next start', 'next start'],
    ['npm exec -c app', 'sh: app'],
    ['yarn start', 'script start: node server.js'],
    ['yarn run start', 'script start: node server.js'],
    ['pnpm --filter web start', 'script start: node server.js'],
    ['pnpm exec next start', 'next start'],
    ['bun run start', 'script start: node server.js'],
    ['bun run index.ts', 'no wrapper'],
    ['bun index.ts', 'no wrapper'],
    ['deno task start', 'script start: node server.js'],
    ['deno run main.ts', 'no wrapper'],
    ['poetry run gunicorn a:b', 'gunicorn a:b'],
    ['pipenv run python a.py', 'python a.py'],
    ['uv run --no-dev --env-file .env python a.py', 'python a.py'],
    ['conda run -n env --no-capture-output python a.py', 'python a.py'],
    ['bundle exec puma -C puma.rb', 'puma -C puma.rb'],
    ['dotenv -e .env app', 'app'],
    ['dotenv run app', 'app'],
    ['cross-env A=1 B=2 app', 'app'],
    ['go run main.go', 'unknown'],
    ['make serve', 'unknown'],
    ['busybox env A=1 app', 'app'],
    ['app', 'no wrapper'],
  ])('%s: %s', (line, expected) => {
    expect(inner(line)).toBe(expected);
  });

  test('keeps texts as they are', () => {
    expect(inner(['concurrently', 'a b', 'c'])).toBe('sh: a b | sh: c');
    expect(inner(['nodemon', '--exec', 'app x'])).toBe('sh: app x');
    expect(inner(['env', '-S', 'A=1 app x', 'y'])).toBe('app x y');
  });

  test('does not guess about words that are not known', () => {
    expect(wrapperOf(['gosu', null, 'app'], around)?.inner).toEqual([{ kind: 'words', at: 2 }]);
    expect(wrapperOf(['timeout', null], around)?.inner[0]?.kind).toBe('unknown');
  });
});

describe('what becomes of a wrapper', () => {
  test.each([
    ['env app', 'program'],
    ['flock /lock app', 'stays'],
    ['flock -F /lock app', 'program'],
    ['unshare app', 'program'],
    ['unshare -f app', 'stays'],
    ['setsid app', 'leader'],
    ['setsid -w app', 'waiting-leader'],
    ['setsid -f app', 'leaves'],
    ['sudo -b app', 'leaves'],
    ['start-stop-daemon -S -b -x app', 'leaves'],
    ['busybox timeout 10 app', 'program'],
    ['timeout 10 app', 'stays'],
  ])('%s: %s', (line, expected) => {
    expect(wrapperOf(line.split(' '), around)?.becomes).toBe(expected);
  });
});

describe('what an init does', () => {
  const forwarding = (line: string, env: Readonly<Record<string, string>> = {}) =>
    initOf(line.split(' '), { env: new Map(Object.entries(env)) })?.forwarding;

  test.each([
    ['tini -- app', {}, 'child'],
    ['tini -g -- app', {}, 'group'],
    ['/usr/bin/tini -vgw -e 143 -- app', {}, 'group'],
    ['tini -- app', { TINI_KILL_PROCESS_GROUP: '' }, 'group'],
    ['docker-init -- app', {}, 'child'],
    ['dumb-init app', {}, 'group'],
    ['dumb-init -c app', {}, 'child'],
    ['dumb-init --single-child -- app', {}, 'child'],
    ['dumb-init app', { DUMB_INIT_SETSID: '0' }, 'child'],
    ['dumb-init app', { DUMB_INIT_SETSID: '1' }, 'group'],
    ['catatonit -- app', {}, 'child'],
    ['catatonit -g -- app', {}, 'group'],
  ])('%s with %j passes on to its %s', (line, env, expected) => {
    expect(forwarding(line, env)?.forwards).toBe(expected);
  });

  test('dumb-init rewrites signals', () => {
    expect(forwarding('dumb-init -r 15:3 --rewrite 2:0 -- app')?.rewrites).toEqual({
      SIGTERM: 'SIGQUIT',
      SIGINT: null,
    });
  });

  test('tini takes options behind the program for its own, where it was built with glibc', () => {
    const at = (line: string) => initOf(line.split(' '), { env: new Map() })?.inner[0];
    expect(at('tini app')).toEqual({ kind: 'words', at: 1 });
    expect(at('tini app -x')?.kind).toBe('unknown');
    expect(at('/sbin/tini app -x')).toEqual({ kind: 'words', at: 1 });
    expect(at('tini -- app -x')).toEqual({ kind: 'words', at: 2 });
    expect(at('dumb-init app -x')).toEqual({ kind: 'words', at: 1 });
  });

  test('knows no init of another name', () => {
    expect(initOf(['app'], { env: new Map() })).toBeNull();
    expect(init('app')).toBeNull();
    expect(wrapper('app')).toBeNull();
  });

  test('tells where the inner program starts', () => {
    expect(innerStart(['-g', '--', 'app'], init('tini') ?? {})).toBe(2);
    expect(innerStart(['app', 'x'], wrapper('gosu')?.shape ?? {})).toBe(1);
  });
});
