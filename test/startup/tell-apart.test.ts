import { expect, it } from 'vitest';
import type { ProcessNode, Startup, StopOutcome } from '../../src/startup/model.ts';
import { tellApart } from '../../src/startup/stop/tell-apart.ts';

function startup(when: string | null, programs: readonly string[], stop: StopOutcome = 'graceful'): Startup {
  const nodes = programs.map((name): ProcessNode => ({ argv: [name], role: 'helper', children: [] }));
  const tree = nodes[0] ? { ...nodes[0], children: nodes.slice(1) } : null;
  return { when, tree, stop, reached: stop, root: null, reapsOrphans: null, why: [] };
}

function whens(...startups: readonly Startup[]): readonly (string | null)[] {
  return tellApart(startups).map(({ when }) => when);
}

it('leaves one startup alone, and those that have conditions of their own', () => {
  expect(whens(startup(null, ['a']))).toEqual([null]);
  expect(whens(startup('x', ['a']), startup('y', ['a']))).toEqual(['x', 'y']);
});

it('says what runs where there is no condition', () => {
  expect(whens(startup('x', ['a']), startup(null, ['a', 'b']))).toEqual(['x', '`b` runs']);
  expect(whens(startup('x', ['a', 'b']), startup(null, ['a']))).toEqual(['x', '`b` does not run']);
});

it('says so of startups with the same conditions', () => {
  expect(whens(startup('x', ['a']), startup('x', ['b', 'c', 'd', 'e']))).toEqual([
    'x, `a` runs',
    'x, `b`, `c`, `d` and more runs',
  ]);
});

it('says that a script ends where others start something', () => {
  expect(whens(startup('x', ['a']), startup(null, [], 'no-workload'))).toEqual([
    'x',
    'the script ends before anything that lasts',
  ]);
});

it('says nothing where nothing tells them apart', () => {
  expect(whens(startup('x', ['a']), startup('x', ['a'], 'ignored'))).toEqual(['x', 'x']);
});
