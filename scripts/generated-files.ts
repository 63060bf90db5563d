import { configReference } from './config-reference.ts';
import { configSchema } from './config-schema.ts';
import { type Facts, initTable, shellTable, signalTable, wrapperTable } from './fact-tables.ts';
import { explainSchema, findingsSchema, verifySchema } from './json-schemas.ts';
import { withPart } from './marked-part.ts';
import { pagesModule, registryModule } from './registry.ts';
import type { Room } from './rooms.ts';
import { ruleTable } from './rule-table.ts';

/** The files of examples/ that docs/ci.md shows, by the name of its part. */
const examples: Readonly<Record<string, { readonly file: string; readonly language: string }>> = {
  'github-workflow': { file: 'github-workflow.yml', language: 'yaml' },
  'github-code-scanning': { file: 'github-code-scanning.yml', language: 'yaml' },
  'gitlab-ci': { file: 'gitlab-ci.yml', language: 'yaml' },
  Jenkinsfile: { file: 'Jenkinsfile', language: 'groovy' },
  'pre-commit-config': { file: 'pre-commit-config.yaml', language: 'yaml' },
};

/**
 * Everything that is made from the rooms, the shape of configuration files, the recorded facts and the examples, as text by
 * path from the project's root.
 * @param read the text of a file of the project
 */
export function generatedFiles(
  rooms: readonly Room[],
  read: (path: string) => string,
): ReadonlyMap<string, string> {
  const rules = rooms.map(({ rule }) => rule);
  const facts = readFacts(read);
  const withParts = (path: string, parts: Readonly<Record<string, string>>): [string, string] => [
    path,
    Object.entries(parts).reduce((text, [name, part]) => withPart(path, text, name, part), read(path)),
  ];
  return new Map([
    ['src/cli/registry.generated.ts', registryModule(rooms)],
    ['src/cli/rule-pages.generated.ts', pagesModule(rooms)],
    withParts('README.md', { rules: ruleTable(rules) }),
    withParts('docs/configuration.md', { reference: configReference(rules) }),
    withParts('docs/how-containers-stop.md', {
      shells: shellTable(facts),
      signals: signalTable(facts),
      wrappers: wrapperTable(facts),
      inits: initTable(facts),
    }),
    withParts('docs/ci.md', exampleBlocks(read)),
    ['schema/findings.schema.json', json(findingsSchema(rules))],
    ['schema/config.schema.json', json(configSchema(rules))],
    ['schema/explain.schema.json', json(explainSchema())],
    ['schema/verify.schema.json', json(verifySchema())],
  ]);
}

function exampleBlocks(read: (path: string) => string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(examples).map(([name, { file, language }]) => [
      name,
      `\`\`\`${language}\n${read(`examples/${file}`)}\`\`\``,
    ]),
  );
}

function readFacts(read: (path: string) => string): Facts {
  const facts = (name: string) => JSON.parse(read(`test/facts/${name}.json`));
  return {
    shells: facts('shell-exec-matrix'),
    inits: facts('init-matrix'),
    wrappers: facts('wrapper-matrix'),
    signals: facts('default-signals'),
  };
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
