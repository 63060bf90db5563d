import type { RuleMetadata } from '../contract/rule.ts';
import type { Paint } from './paint.ts';

/** The rules as a table for people. */
export function ruleList(rules: readonly RuleMetadata[], paint: Paint): string {
  const width = Math.max(0, ...rules.map(({ name }) => name.length));
  const lines = rules.map(
    ({ code, name, severity, fixes, summary }) =>
      `${paint.bold(code)}  ${name.padEnd(width)}  ${severity.padEnd(7)}  ${(fixes.join(', ') || '–').padEnd(12)}  ${summary}\n`,
  );
  const heading = `${'code'.padEnd(6)}  ${'rule'.padEnd(width)}  severity ${'fix'.padEnd(12)}  fires when\n`;
  return paint.dim(heading) + lines.join('');
}
