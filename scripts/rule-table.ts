import type { RuleMetadata } from '../src/contract/rule.ts';

const begin = '<!-- rules: made by `npm run generate` -->';
const end = '<!-- /rules -->';

/** The README with the table between its markers made anew. @throws Error when a marker is missing. */
export function withRuleTable(readme: string, rules: readonly RuleMetadata[]): string {
  const from = readme.indexOf(begin);
  const to = readme.indexOf(end);
  if (from === -1 || to < from) throw new Error(`README.md needs the markers ${begin} and ${end}`);
  return `${readme.slice(0, from + begin.length)}\n\n${ruleTable(rules)}\n${readme.slice(to)}`;
}

function ruleTable(rules: readonly RuleMetadata[]): string {
  const rows = rules.map(
    ({ code, name, summary, severity, fixes }) =>
      `| ${code} | [${name}](rules/${name}/README.md) | ${summary} | ${severity} | ${fixes.join(', ') || '–'} |\n`,
  );
  return `| code | rule | fires when | severity | fix |\n|---|---|---|---|---|\n${rows.join('')}`;
}
