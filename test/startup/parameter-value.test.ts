import { describe, expect, it } from 'vitest';
import { withoutAssumptions } from '../../src/startup/expand/assumptions.ts';
import { type Items, several } from '../../src/startup/expand/items.ts';
import {
  elementValue,
  isUnset,
  listValue,
  parameterValue,
  type Value,
} from '../../src/startup/expand/parameter-value.ts';
import { blankState } from './blank-state.ts';

const state = blankState({
  pid: 7,
  name: '/entry.sh',
  positional: ['a', null, several, 'z'],
  variables: new Map([
    ['known', 'v'],
    ['secret', null],
    ['default', 'web'],
    ['id -u', '0'],
  ]),
  unset: new Set(['gone', 'known']),
  assumed: new Set(['default']),
  arrays: new Map<string, Items>([
    ['words', ['one', null, 'three']],
    ['split', ['one', several, 'last']],
    ['lost', null],
    ['empty', []],
  ]),
  lastJob: 12,
  directory: '/srv',
});

describe('parameterValue', () => {
  it.each<[string, Value]>([
    ['known', 'v'],
    ['secret', null],
    ['never', null],
    ['gone', undefined],
    ['default', 'web'],
    ['0', '/entry.sh'],
    ['1', 'a'],
    ['2', null],
    ['3', null],
    ['4', null],
    ['#', null],
    ['$', '7'],
    ['!', '12'],
    ['?', '0'],
    ['-', null],
    ['PWD', '/srv'],
    ['EUID', '0'],
    ['FUNCNAME', undefined],
    ['BASH_SOURCE', '/entry.sh'],
    ['words', 'one'],
    ['lost', null],
    ['empty', undefined],
  ])('$%s is %j', (name, expected) => {
    expect(parameterValue(name, state)).toBe(expected);
  });

  it('does not count on a default where nothing is to be assumed', () => {
    const certain = withoutAssumptions(state);
    expect(['default', 'known', 'gone'].map((name) => parameterValue(name, certain))).toEqual([
      null,
      'v',
      undefined,
    ]);
  });

  it('counts parameters whose values are not known, and none that may be many', () => {
    const count = (positional: Items): Value => parameterValue('#', blankState({ positional }));
    const counted: readonly Items[] = [['a', null], [several], [], null];
    expect(counted.map(count)).toEqual(['2', null, '0', null]);
  });

  it('knows the specials of bash in bash alone', () => {
    const dash = blankState({ implementation: 'dash', variables: state.variables });
    expect(parameterValue('EUID', dash)).toBe(null);
  });
});

describe('listValue', () => {
  it.each<[string, Items | 'no list']>([
    ['@', ['a', null, several, 'z']],
    ['*', ['a', null, several, 'z']],
    ['words[@]', ['one', null, 'three']],
    ['known[*]', ['v']],
    ['lost[@]', null],
    ['never[@]', null],
    ['words', 'no list'],
  ])('%s', (name, expected) => {
    expect(listValue(name, state)?.values ?? (listValue(name, state) ? null : 'no list')).toEqual(expected);
  });
});

describe('elementValue', () => {
  it.each<[string, number | null, Value]>([
    ['words', 0, 'one'],
    ['words', 1, null],
    ['words', 2, 'three'],
    ['words', 3, undefined],
    ['words', -1, 'three'],
    ['words', null, null],
    ['split', 0, 'one'],
    ['split', 2, null],
    ['split', -1, null],
    ['known', 0, 'v'],
    ['lost', 0, null],
  ])('%s[%s] is %j', (name, index, expected) => {
    expect(elementValue(name, index, state)).toBe(expected);
  });
});

describe('isUnset', () => {
  it.each([
    ['never', true],
    ['gone', true],
    ['known', false],
    ['secret', false],
    ['words', false],
    ['HOME', false],
    ['PATH', false],
    ['RANDOM', false],
    ['1', false],
  ])('%s: %s', (name, expected) => {
    expect(isUnset(name, state)).toBe(expected);
  });

  it('takes nothing to be unset that a run may set, where nothing is to be assumed', () => {
    const certain = withoutAssumptions(state);
    expect(['never', 'gone'].map((name) => isUnset(name, certain))).toEqual([false, true]);
  });
});
