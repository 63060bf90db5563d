import type { FixRun } from '../fix/fix-file.ts';
import type { Paint } from './paint.ts';

/** One line for each fix that was applied; empty when there was none. */
export function appliedFixes(runs: readonly FixRun[], paint: Paint): string {
  const lines = runs.flatMap(({ applied }) =>
    applied.map(
      ({ file, code, rule, fix }) =>
        `${paint.green('fixed')} ${file}: ${code} ${rule}: ${fix?.title ?? ''}\n`,
    ),
  );
  return lines.length === 0 ? '' : `${lines.join('')}\n`;
}
