// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is shell text
import { describe, expect, it } from 'vitest';
import { handsOver } from '../../src/rewrite/hands-over.ts';
import { mayLackShebang } from '../../src/rewrite/script-file.ts';
import { foregroundOrigins, replacedOrigins } from '../../src/rewrite/start-origins.ts';
import { placeOfSetting, settingOf } from '../../src/rewrite/start-place.ts';
import { execFormRewrite, startRewrites } from '../../src/rewrite/start-rewrites.ts';
import { unwrapShell } from '../../src/rewrite/unwrap-shell.ts';
import { looseMapped } from '../../src/text/mapped-text.ts';
import { modelled, outcome } from './rewritten.ts';

/** All candidates for the first startup, in the order in which they are tried. */
function candidates(text: string): readonly string[] {
  const { image, file } = modelled(text);
  const root = image.startups[0]?.root;
  if (!root) throw new Error('it starts nothing');
  const outer = replacedOrigins(root);
  const origins =
    foregroundOrigins(root) ?? outer.filter(({ by }) => by === 'implicit').map(({ origin }) => origin);
  const fixes = startRewrites(image, file, { origins, outer: outer.map(({ origin }) => origin) });
  return fixes.map((fix) => outcome(fix, text));
}

const debian: readonly [string, readonly string[]][] = [
  [
    'CMD app --port 80',
    ['CMD ["app", "--port", "80"]', 'CMD ["/bin/sh", "-c", "exec app --port 80"]', 'CMD exec app --port 80'],
  ],
  ['CMD app $PORT', ['CMD ["/bin/sh", "-c", "exec app $PORT"]', 'CMD exec app $PORT']],
  ['CMD app >log', ['CMD ["/bin/sh", "-c", "exec app >log"]', 'CMD exec app >log']],
  ['CMD A=1 app', ['CMD ["/bin/sh", "-c", "A=1 exec app"]', 'CMD A=1 exec app']],
  ['CMD ./start.sh', ['CMD ["/bin/sh", "-c", "exec ./start.sh"]', 'CMD exec ./start.sh']],
  ['CMD app # note', ['CMD exec app # note']],
  ['CMD app "a b"', ['CMD ["app", "a b"]', 'CMD exec app "a b"']],
  ["CMD app $'a'", ['CMD ["/bin/sh", "-c", "exec app $\'a\'"]', "CMD exec app $'a'"]],
  ['CMD ~/bin/app', ['CMD ["/bin/sh", "-c", "exec ~/bin/app"]', 'CMD exec ~/bin/app']],
  ['CMD $DIR/app', ['CMD ["/bin/sh", "-c", "exec $DIR/app"]', 'CMD exec $DIR/app']],
  ['CMD cd /srv && app', ['CMD cd /srv && exec app']],
  ['CMD cd /srv; { app; }', ['CMD cd /srv; { exec app; }']],
  ['CMD sidecar & app', ['CMD sidecar & exec app']],
  ['CMD app; true', []],
  ['CMD app || true', []],
  ['CMD ! app', []],
  ['CMD app | tee log', []],
  ['CMD (app)', []],
  ['CMD eval app', []],
  ['CMD command app', ['CMD ["/bin/sh", "-c", "exec app"]', 'CMD exec app']],
  ['CMD f() { app; }; f', ['CMD f() { exec app; }; f']],
  ['CMD trap "echo" EXIT; app', []],
  ['CMD while app; do sleep 1; done', []],
  ['CMD ["sh", "-c", "cd /srv; app"]', ['CMD ["sh", "-c", "cd /srv; exec app"]']],
  ['CMD ["sh", "-c", "app"]', ['CMD ["app"]', 'CMD ["sh", "-c", "exec app"]']],
  ['CMD ["env", "A=1", "sh", "-c", "cd /; app"]', ['CMD ["env", "A=1", "sh", "-c", "cd /; exec app"]']],
  ["CMD sh -c 'cd /; app' >log", ["CMD exec sh -c 'cd /; exec app' >log"]],
  ['CMD sh -c "app \'x y\'"', ['CMD ["app", "x y"]', 'CMD exec sh -c "exec app \'x y\'"']],
];

describe('startRewrites on Debian, safe, in order', () => {
  it.each(debian)('%s', (line, expected) => {
    expect(candidates(`FROM debian:12\n${line}\n`)).toEqual(expected.map((text) => `safe: ${text}`));
  });
});

describe('startRewrites', () => {
  it.each<[string, readonly string[]]>([
    ['FROM debian:12\nCMD $APP\n', ['unsafe: CMD ["/bin/sh", "-c", "exec $APP"]', 'unsafe: CMD exec $APP']],
    [
      'FROM debian:12\nENTRYPOINT app\n',
      [
        'safe: ENTRYPOINT ["/bin/sh", "-c", "exec app"]',
        'safe: ENTRYPOINT exec app',
        'unsafe: ENTRYPOINT ["app"]',
      ],
    ],
    [
      'FROM node:20\nCMD node a.js\n',
      [
        'safe: CMD ["node", "a.js"]',
        'safe: CMD ["/bin/sh", "-c", "exec node a.js"]',
        'safe: CMD exec node a.js',
      ],
    ],
    [
      'FROM postgres:16\nCMD postgres -D /x\n',
      [
        'safe: CMD ["/bin/sh", "-c", "exec postgres -D /x"]',
        'safe: CMD exec postgres -D /x',
        'unsafe: CMD ["postgres", "-D", "/x"]',
      ],
    ],
    [
      'FROM debian:12\nSHELL ["/bin/bash", "-o", "pipefail", "-c"]\nCMD app >>log\n',
      ['safe: CMD ["/bin/bash", "-o", "pipefail", "-c", "exec app >>log"]', 'safe: CMD exec app >>log'],
    ],
    [
      'FROM fedora:40\nSHELL ["/bin/bash", "-lc"]\nCMD app\n',
      ['safe: CMD ["/bin/bash", "-lc", "exec app"]', 'safe: CMD exec app'],
    ],
    [
      'FROM debian:12\nCMD app \\\n  # note\n  --port 80\n',
      [
        'safe: CMD exec app \\',
        'safe: # note ⏎ CMD ["app", "--port", "80"]',
        'safe: # note ⏎ CMD ["/bin/sh", "-c", "exec app   --port 80"]',
      ],
    ],
    ['FROM debian:12\r\ncmd cd /srv \\\r\n && app\r\n', ['safe:  && exec app\r']],
    [
      'FROM fedora:40\nCMD bash -c /srv/start\n',
      ['safe: CMD ["bash", "-c", "exec /srv/start"]', "safe: CMD exec bash -c 'exec /srv/start'"],
    ],
    [
      'FROM alpine:3.20\nENTRYPOINT ["/sbin/tini", "--"]\nCMD app\n',
      ['safe: CMD ["app"]', 'safe: CMD ["/bin/sh", "-c", "exec app"]', 'safe: CMD exec app'],
    ],
    [
      'FROM alpine:3.20\nENTRYPOINT ["sh", "-c"]\nCMD ["cd /srv && app"]\n',
      ['safe: CMD ["cd /srv && exec app"]'],
    ],
    [
      'FROM debian:12\nENTRYPOINT ["sh", "-c", "cd /srv; app"]\nCMD ["bash"]\n',
      ['safe: ENTRYPOINT ["sh", "-c", "cd /srv; exec app"]'],
    ],
  ])('%j', (text, expected) => {
    expect(candidates(text)).toEqual(expected);
  });
});

describe('execFormRewrite', () => {
  it.each<[string, readonly string[]]>([
    ['CMD /app --port 80', ['safe: CMD ["/app", "--port", "80"]']],
    ['CMD exec /app', ['safe: CMD ["/app"]']],
    ['CMD /app \\\n  # note\n  --port \\\n  80', ['safe: CMD ["/app", \\ ⏎   "--port", \\ ⏎   "80"]']],
    ['CMD /app $PORT', []],
    ['CMD cd /srv && /app', []],
    ['ENTRYPOINT ["/app"]\nCMD serve', ['unsafe: CMD ["serve"]']],
    ['ENTRYPOINT ["/busybox/sh"]\nCMD /app', []],
  ])('%s', (lines, expected) => {
    const text = `FROM scratch\n${lines}\n`;
    const { image, file } = modelled(text);
    const { cmd } = image.config;
    if (!cmd) throw new Error('no CMD');
    expect(execFormRewrite(cmd, image, file).map((fix) => outcome(fix, text))).toEqual(expected);
  });
});

describe('settingOf', () => {
  it.each([
    ['CMD app; true', 'app; true'],
    ['ENTRYPOINT ["sh", "-c", "app; true"]\nCMD ["bash"]', '["sh", "-c", "app; true"]'],
    ['ENTRYPOINT ["sh", "-c"]\nCMD ["app; true"]', '["app; true"]'],
    ['ENTRYPOINT ["env"]\nCMD app; true', 'app; true'],
    ['FROM debian:12 AS base\nONBUILD CMD app; true\nFROM base', 'app; true'],
  ])('%s: the shell runs what stands in %s', (lines, expected) => {
    const text = `FROM debian:12\n${lines}\n`;
    const { image, file } = modelled(text);
    const body = image.startups[0]?.root?.body;
    if (body?.kind !== 'shell') throw new Error('no shell at PID 1');
    const place = placeOfSetting(settingOf(body.station.state.source, image.config, file.path), file.path);
    expect(place && text.slice(place.span.start, place.span.end)).toBe(expected);
  });

  it('is none when everything is inherited', () => {
    const { image, file } = modelled('FROM node:20\n');
    const source = { file: null, text: looseMapped('') };
    expect(settingOf(source, image.config, file.path)).toBeNull();
    expect(placeOfSetting(null, file.path)).toBeNull();
  });
});

describe('handsOver', () => {
  it.each([
    ['FROM debian:12\nCMD ["app"]', true],
    ['FROM debian:12\nENTRYPOINT []\nCMD ["app"]', true],
    ['FROM node:20\nCMD ["app"]', true],
    ['FROM docker.io/library/node:20-alpine\nCMD ["app"]', true],
    ['FROM php:8.3-fpm\nCMD ["app"]', true],
    ['FROM php:8.3\nENTRYPOINT ["docker-php-entrypoint"]\nCMD ["app"]', true],
    ['FROM debian:12\nENTRYPOINT ["/usr/bin/tini", "--"]\nCMD ["app"]', true],
    ['FROM debian:12\nENTRYPOINT ["/usr/bin/dumb-init"]\nCMD ["app"]', true],
    ['FROM debian:12\nENTRYPOINT ["env", "A=1"]\nCMD ["app"]', true],
    ['FROM debian:12\nENTRYPOINT ["/usr/bin/tini", "--", "app"]\nCMD ["x"]', false],
    ['FROM postgres:16\nCMD ["app"]', false],
    ['FROM node:20\nENTRYPOINT ["docker-entrypoint.sh"]\nCMD ["app"]', false],
    ['FROM debian:12\nENTRYPOINT ["/entrypoint.sh"]\nCMD ["app"]', false],
    ['FROM debian:12\nENTRYPOINT env\nCMD ["app"]', false],
    ['FROM debian:12\nENTRYPOINT ["app"]\nCMD ["x"]', false],
  ])('%j: %s', (text, hands) => {
    expect(handsOver(modelled(`${text}\n`).image)).toBe(hands);
  });
});

describe('mayLackShebang', () => {
  it.each([
    ['app', 'CMD ["x"]', false],
    ['/usr/bin/app', 'CMD ["x"]', false],
    ['/usr/local/bin/app', 'CMD ["x"]', false],
    ['start.sh', 'CMD ["x"]', true],
    ['./app', 'CMD ["x"]', true],
    ['/srv/app', 'CMD ["x"]', true],
    ['app', 'COPY app /usr/local/bin/', true],
    ['app', 'COPY build/start /usr/local/bin/app', true],
    ['/usr/bin/app', 'COPY app /usr/bin/app', true],
    ['/usr/bin/app', 'COPY other.txt /usr/bin/', false],
  ])('%s with %s: %s', (command, line, may) => {
    const { image } = modelled(`FROM debian:12\n${line}\nCMD ["x"]\n`);
    expect(mayLackShebang(command, image.config)).toBe(may);
  });
});

describe('unwrapShell', () => {
  const { config } = modelled('FROM debian:12\nCMD ["x"]\n').image;
  it.each<[readonly string[], readonly string[]]>([
    [
      ['app', '--x'],
      ['app', '--x'],
    ],
    [
      ['bash', '-c', 'app --x'],
      ['app', '--x'],
    ],
    [
      ['bash', '-c', 'sh -c \'app "a b"\''],
      ['app', 'a b'],
    ],
    [
      ['bash', '-c', 'app $X'],
      ['bash', '-c', 'exec app $X'],
    ],
    [
      ['bash', '-c', './run.sh'],
      ['bash', '-c', 'exec ./run.sh'],
    ],
    [
      ['bash', '-lc', 'app'],
      ['bash', '-lc', 'exec app'],
    ],
    [
      ['bash', '-c', 'A=1 app'],
      ['bash', '-c', 'A=1 exec app'],
    ],
    [
      ['bash', '-c', 'exec app'],
      ['bash', '-c', 'exec app'],
    ],
    [
      ['bash', '-c', '$APP'],
      ['bash', '-c', '$APP'],
    ],
    [
      ['bash', '-c', 'cd /; app'],
      ['bash', '-c', 'cd /; app'],
    ],
    [
      ['bash', 'run.sh'],
      ['bash', 'run.sh'],
    ],
  ])('%j is %j', (argv, expected) => {
    expect(unwrapShell(argv, config)).toEqual(expected);
  });
});
