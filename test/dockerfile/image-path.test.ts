import { posix } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cleanPath } from '../../src/dockerfile/image-path.ts';

it('cleans any path as Go and Node do', () => {
  const part = fc.constantFrom('a', '.', '..', '', '.b', 'c.', '...', ' ', '\n');
  fc.assert(
    fc.property(fc.array(part), fc.boolean(), (parts, absolute) => {
      const path = `${absolute ? '/' : ''}${parts.join('/')}`;
      const expected = posix.normalize(`/${path}`);
      expect(cleanPath(path)).toBe(expected.length > 1 ? expected.replace(/\/$/, '') : expected);
    }),
    { numRuns: 3000 },
  );
});
