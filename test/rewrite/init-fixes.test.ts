import { describe, expect, it } from 'vitest';
import type { InitChoice } from '../../src/contract/init-choice.ts';
import { initAtHand } from '../../src/rewrite/init-at-hand.ts';
import { initFixes } from '../../src/rewrite/init-fixes.ts';
import { modelled, outcome } from './rewritten.ts';

/** The candidates for a Dockerfile's first startup, as the lines that they change or add. */
function candidates(text: string, init: InitChoice = 'tini'): readonly string[] {
  const { image, file } = modelled(text);
  const startup = image.startups[0];
  if (startup === undefined) throw new Error('nothing is started');
  return initFixes(image, { ...file, init }, startup).map((fix) => outcome(fix, text));
}

const debian = 'RUN apt-get update && apt-get install -y --no-install-recommends';
const clean = '&& rm -rf /var/lib/apt/lists/*';

describe('initFixes', () => {
  it.each<[string, InitChoice, readonly string[]]>([
    ['FROM debian:12\nCMD ["sleep", "infinity"]', 'none', []],
    [
      'FROM debian:12\nCMD ["sleep", "infinity"]',
      'catatonit',
      [`unsafe: ${debian} catatonit ${clean} ⏎ ENTRYPOINT ["/usr/bin/catatonit", "--"]`],
    ],
    [
      'FROM alpine:3.20\nUSER app\nCMD ["sleep", "infinity"]',
      'tini',
      ['unsafe: RUN apk add --no-cache tini ⏎ ENTRYPOINT ["/sbin/tini", "--"]'],
    ],
    [
      'FROM scratch\nCMD ["/sleep", "infinity"]',
      'tini',
      [
        `unsafe: FROM debian:12-slim AS init ⏎ ${debian} tini ${clean} ⏎  ⏎ COPY --from=init /usr/bin/tini-static /tini ⏎ ENTRYPOINT ["/tini", "--"]`,
      ],
    ],
    ['FROM scratch\nCMD ["/sleep", "infinity"]', 'dumb-init', []],
    ['FROM example.com/unknown\nCMD ["sleep", "infinity"]', 'tini', []],
    [
      'FROM debian:12\nRUN apt-get update && apt-get install -y dumb-init\nCMD ["sleep", "infinity"]',
      'tini',
      ['safe: ENTRYPOINT ["/usr/bin/dumb-init", "--"]'],
    ],
  ])('offers for %j with --init %s: %j', (text, init, expected) => {
    expect(candidates(text, init)).toEqual(expected);
  });

  it('offers a shell that outlives the signal where exec does not help', () => {
    const put = `unsafe: ${debian} tini ${clean} ⏎ ENTRYPOINT ["/usr/bin/tini", "-g", "--"] ⏎`;
    expect(candidates('FROM debian:12\nCMD app | tee log')).toEqual([
      `${put} CMD trap : TERM INT; app | (trap '' TERM INT; tee log)`,
      `${put} CMD trap : TERM INT; app | tee log`,
      `${put} CMD trap wait TERM INT; app | (trap '' TERM INT; tee log)`,
      `${put} CMD trap wait TERM INT; app | tee log`,
      `${put} CMD trap 'exit 143' TERM INT; app | (trap '' TERM INT; tee log)`,
      `${put} CMD trap 'exit 143' TERM INT; app | tee log`,
    ]);
  });

  it('ends the shell of a loop', () => {
    expect(candidates('FROM alpine:3.20\nENTRYPOINT ["tini", "--"]\nCMD while :; do app; done')).toEqual([
      `unsafe: ENTRYPOINT ["tini", "-g", "--"] ⏎ CMD trap 'exit 143' TERM INT; while :; do app; done`,
    ]);
  });
});

describe('initAtHand', () => {
  it.each([
    ['FROM debian:12\nCMD ["app"]', null],
    ['FROM debian:12\nRUN apt-get install -y tini\nCMD ["app"]', { name: 'tini', path: '/usr/bin/tini' }],
    ['FROM alpine:3.20\nRUN apk add --no-cache tini=0.19\nCMD ["app"]', { name: 'tini', path: '/sbin/tini' }],
    ['FROM debian:12\nADD https://x/tini /tini\nCMD ["app"]', { name: 'tini', path: '/tini' }],
    [
      'FROM debian:12\nCOPY --from=x /usr/bin/dumb-init /bin/\nCMD ["app"]',
      { name: 'dumb-init', path: '/bin/dumb-init' },
    ],
    [
      'FROM debian:12\nRUN curl -Lo /usr/local/bin/dumb-init https://x/dumb-init\nCMD ["app"]',
      { name: 'dumb-init', path: '/usr/local/bin/dumb-init' },
    ],
    ['FROM debian:12\nRUN echo tini\nCMD ["app"]', null],
    ['FROM condaforge/miniforge3:24.3.0-0\nENTRYPOINT ["app"]', { name: 'tini', path: '/usr/bin/tini' }],
  ])('finds in %j: %j', (text, expected) => {
    expect(initAtHand(modelled(text).image)).toEqual(expected);
  });
});
