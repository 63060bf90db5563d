import type { RuleMetadata } from './rule.ts';

/** Finds the rule that a user named by code or by name, in any case; null when there is none. */
export function findRule<R extends RuleMetadata>(rules: readonly R[], codeOrName: string): R | null {
  const wanted = codeOrName.trim().toLowerCase();
  return rules.find((rule) => rule.code.toLowerCase() === wanted || rule.name === wanted) ?? null;
}
