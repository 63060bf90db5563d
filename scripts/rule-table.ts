import type { RuleMetadata } from '../src/contract/rule.ts';
import { table } from './marked-part.ts';

/** The rules as a table for the README. */
export function ruleTable(rules: readonly RuleMetadata[]): string {
  const rows = rules.map(({ code, name, summary, severity, fixes }) => [
    code,
    `[${name}](rules/${name}/README.md)`,
    summary,
    severity,
    fixes.join(', ') || '–',
  ]);
  return table([['code', 'rule', 'fires when', 'severity', 'fix'], ...rows]);
}
