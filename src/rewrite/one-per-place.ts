import type { RuleFinding } from '../contract/rule.ts';

/** Of the findings that several startups have at one place, the first. */
export function onePerPlace<M extends string>(
  findings: readonly RuleFinding<M>[],
): readonly RuleFinding<M>[] {
  const seen = new Set<string>();
  return findings.filter(({ place }) => {
    const key = `${place.span.start}:${place.span.end}:${place.file}`;
    return !seen.has(key) && seen.add(key);
  });
}
