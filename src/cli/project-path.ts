import { isAbsolute, relative, resolve, sep } from 'node:path';
import type { Io } from './io.ts';

/** Where CI servers say that the checkout of the repository is; their reports name files from there. */
const roots = ['GITHUB_WORKSPACE', 'CI_PROJECT_DIR'] as const;

/**
 * Names files for reports that another program reads: from the root of the checkout when a CI server tells where that
 * is, else as they were named on the command line. Always with `/` between folders.
 */
export function projectPath({ env, cwd }: Pick<Io, 'env' | 'cwd'>): (file: string) => string {
  const root = roots.map((name) => env[name] ?? '').find((path) => isAbsolute(path));
  return (file) => {
    const way = root === undefined ? '..' : relative(root, resolve(cwd, file));
    const path = way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way) ? file : way;
    return path.split(sep).join('/');
  };
}
