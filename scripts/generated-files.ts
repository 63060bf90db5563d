import { configSchema } from './config-schema.ts';
import { explainSchema, findingsSchema, verifySchema } from './json-schemas.ts';
import { pagesModule, registryModule } from './registry.ts';
import type { Room } from './rooms.ts';
import { withRuleTable } from './rule-table.ts';

/** Everything that is made from the rooms, as text by path from the project's root. */
export function generatedFiles(rooms: readonly Room[], readme: string): ReadonlyMap<string, string> {
  const rules = rooms.map(({ rule }) => rule);
  return new Map([
    ['src/cli/registry.generated.ts', registryModule(rooms)],
    ['src/cli/rule-pages.generated.ts', pagesModule(rooms)],
    ['README.md', withRuleTable(readme, rules)],
    ['schema/findings.schema.json', json(findingsSchema(rules))],
    ['schema/config.schema.json', json(configSchema(rules))],
    ['schema/explain.schema.json', json(explainSchema())],
    ['schema/verify.schema.json', json(verifySchema())],
  ]);
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
