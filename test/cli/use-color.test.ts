import { expect, it } from 'vitest';
import { useColor } from '../../src/cli/use-color.ts';

it.each<[string, boolean | null, Record<string, string>, boolean, boolean]>([
  ['a terminal', null, {}, true, true],
  ['no terminal', null, {}, false, false],
  ['a dumb terminal', null, { TERM: 'dumb' }, true, false],
  ['NO_COLOR', null, { NO_COLOR: '1' }, true, false],
  ['an empty NO_COLOR', null, { NO_COLOR: '' }, true, true],
  ['FORCE_COLOR', null, { FORCE_COLOR: '1' }, false, true],
  ['an empty FORCE_COLOR', null, { FORCE_COLOR: '' }, false, true],
  ['FORCE_COLOR=0', null, { FORCE_COLOR: '0' }, true, false],
  ['FORCE_COLOR over NO_COLOR', null, { FORCE_COLOR: '1', NO_COLOR: '1' }, false, true],
  ['--color over NO_COLOR', true, { NO_COLOR: '1' }, false, true],
  ['--no-color over FORCE_COLOR', false, { FORCE_COLOR: '1' }, true, false],
])('%s', (_, wanted, env, isTTY, expected) => {
  expect(useColor(wanted, env, { isTTY })).toBe(expected);
});
