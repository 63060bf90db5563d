import { chmodSync, chownSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type CachedCode, codeCache } from '../../src/start/code-cache.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const code = { data: Buffer.alloc(200_000, 'code'), whole: true };

/** Its siblings are a cache's to remove, so it has a folder of its own above it. */
const cacheFolder = () => join(temporaryFolder(), 'pid1-lint', '0123456789abcdef-v20.0.0-x64');

const shown = (read: CachedCode | null) => read && { whole: read.whole, same: read.data.equals(code.data) };

describe('code that is kept', () => {
  afterEach(() => void vi.restoreAllMocks());

  it('is read as it was written', () => {
    const cache = codeCache(cacheFolder());
    expect(shown(cache.read())).toBe(null);
    cache.write({ ...code, whole: false });
    expect(shown(cache.read())).toEqual({ whole: false, same: true });
    cache.write(code);
    expect(shown(cache.read())).toEqual({ whole: true, same: true });
  });

  it.for<[string, number, number, boolean]>([
    ['the person who reads it', 65_534, 0o600, true],
    ['root, for everybody', 0, 0o644, true],
    ['root, for others to change', 0, 0o664, false],
    ['somebody else', 12_345, 0o644, false],
  ])('is used, or not, when it is of %s', ([_, owner, mode, isUsed], { skip }) => {
    skip(process.geteuid?.() !== 0, 'only root can give files away');
    const folder = cacheFolder();
    const cache = codeCache(folder);
    cache.write(code);
    chmodSync(join(folder, 'whole'), mode);
    chownSync(join(folder, 'whole'), owner, owner);
    vi.spyOn(process as Required<typeof process>, 'geteuid').mockReturnValue(65_534);
    expect(shown(cache.read())).toEqual(isUsed ? { whole: true, same: true } : null);
  });
});
