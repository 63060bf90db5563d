import { basename, dirname, join } from 'node:path';

/**
 * A path beside another for what is to be renamed into its place. Open it with the flag `wx`: it is not likely that the
 * name is taken, but possible.
 */
export function temporaryName(path: string): string {
  return join(dirname(path), `.${basename(path)}.${Math.random().toString(36).slice(2)}.tmp`);
}
