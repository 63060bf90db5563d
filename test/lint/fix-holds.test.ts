import { describe, expect, it } from 'vitest';
import { fixHolds } from '../../src/lint/fix-holds.ts';
import type { ImageModel, Startup, StopOutcome } from '../../src/startup/model.ts';

type Ways = Readonly<Record<string, StopOutcome>>;

function image(ways: Ways): ImageModel {
  const startups = Object.entries(ways).map(([when, reached]): Startup => {
    // What the workload itself makes of the signal is not for a fix of the start command to mend.
    return { when, stop: 'unknown', reached, root: null, tree: null, reapsOrphans: null, why: [] };
  });
  return { startups } as unknown as ImageModel;
}

describe('fixHolds', () => {
  it.each<[string, Ways, Ways, string | null, boolean]>([
    ['the startup is mended', { a: 'ignored' }, { a: 'graceful' }, 'a', true],
    ['the startup is only less bad', { a: 'ignored' }, { a: 'cut-short' }, 'a', false],
    ['the startup becomes unknown', { a: 'ignored' }, { a: 'unknown' }, 'a', false],
    ['there is nothing left to stop', { a: 'ignored' }, { a: 'no-workload' }, 'a', false],
    ['there was nothing to stop before', { a: 'no-workload' }, { a: 'no-workload' }, 'a', true],
    ['another one stays bad', { a: 'ignored', b: 'ignored' }, { a: 'graceful', b: 'ignored' }, 'a', true],
    ['another one gets worse', { a: 'ignored', b: 'graceful' }, { a: 'graceful', b: 'unknown' }, 'a', false],
    [
      'one must be mended and all are meant',
      { a: 'ignored', b: 'ignored' },
      { a: 'graceful', b: 'ignored' },
      null,
      false,
    ],
    ['a new way to start is graceful', { a: 'ignored' }, { a: 'graceful', c: 'graceful' }, 'a', true],
    ['a new way to start is not', { a: 'ignored' }, { a: 'graceful', c: 'unknown' }, 'a', false],
    ['the startup is gone and all are graceful', { a: 'ignored' }, { c: 'graceful' }, 'a', true],
    [
      'the startup is gone and one is not graceful',
      { a: 'ignored', b: 'ignored' },
      { b: 'ignored' },
      'a',
      false,
    ],
    ['nothing starts any more', { a: 'ignored' }, {}, 'a', false],
  ])('%s', (_, before, after, when, expected) => {
    const start = image(before);
    const startup = start.startups.find((one) => one.when === when) ?? null;
    expect(fixHolds(start, image(after), startup)).toBe(expected);
  });
});
