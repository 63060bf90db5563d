import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseImageReference } from '../../src/knowledge/image-reference.ts';

const digest = `sha256:${'0f'.repeat(32)}`;

describe('parseImageReference', () => {
  test.each([
    ['node', null, 'node', null, null],
    ['node:18', null, 'node', '18', null],
    [`node@${digest}`, null, 'node', null, digest],
    [`node:18@${digest}`, null, 'node', '18', digest],
    ['library/node', null, 'library/node', null, null],
    ['docker.io/library/node:18', 'docker.io', 'library/node', '18', null],
    ['localhost/app', 'localhost', 'app', null, null],
    ['localhost:5000/node:18', 'localhost:5000', 'node', '18', null],
    ['registry.example.com:443/a/b/c:1', 'registry.example.com:443', 'a/b/c', '1', null],
    ['10.0.0.1:5000/app', '10.0.0.1:5000', 'app', null, null],
    ['[::1]:5000/app:2', '[::1]:5000', 'app', '2', null],
    ['REGISTRY/app', 'REGISTRY', 'app', null, null],
    ['mycorp/my__app-x.y:v1.2_3', null, 'mycorp/my__app-x.y', 'v1.2_3', null],
  ])('splits %s', (text, registry, repository, tag, parsedDigest) => {
    expect(parseImageReference(text)).toEqual({ registry, repository, tag, digest: parsedDigest });
  });

  test.each([
    '',
    '$BASE_IMAGE',
    'node:$VERSION',
    'Node:18',
    'node:',
    ':18',
    'node@',
    'node@sha256:abc',
    'a//b',
    '/node',
    'node/',
    'node 18',
    'my___app',
    `node:${'x'.repeat(129)}`,
  ])('refuses %j', (text) => {
    expect(parseImageReference(text)).toBeNull();
  });

  test('never throws, and what it splits can be put together again', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const parsed = parseImageReference(text);
        if (parsed === null) return;
        const { registry, repository, tag, digest: hash } = parsed;
        const prefix = registry === null ? '' : `${registry}/`;
        const suffix = (tag === null ? '' : `:${tag}`) + (hash === null ? '' : `@${hash}`);
        expect(prefix + repository + suffix).toBe(text);
      }),
    );
  });
});
