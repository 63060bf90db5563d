import type { Io } from './io.ts';

/** Says something to the user, apart from the report: one line on the standard error. */
export function say({ stderr }: Pick<Io, 'stderr'>, message: string): void {
  stderr.write(`pid1-lint: ${message}\n`);
}
