import { join } from 'node:path';
import { type CodeCache, cacheHome, codeCache } from './code-cache.ts';

/** Names the content of the bundle; put in by the build. */
declare const bundleId: string;

/** The cache of this bundle on this version of Node; null: nothing is kept. */
export function keptCode(): CodeCache | null {
  const home = cacheHome(process.env, process.platform);
  if (home === null) return null;
  return codeCache(join(home, 'pid1-lint', `${bundleId}-${process.version}-${process.arch}`));
}
