import type { Room } from './rooms.ts';

const head = '// Made by `npm run generate` from the rooms below rules/. Do not edit.\n';

/** The module that hands the rules to the command line. */
export function registryModule(rooms: readonly Room[]): string {
  const byName = [...rooms].sort((a, b) => (a.name < b.name ? -1 : 1));
  const imports = byName.map(
    ({ name }) => `import { rule as ${camelCase(name)} } from '../../rules/${name}/rule.ts';\n`,
  );
  const entries = rooms.map(({ name }) => `  ${camelCase(name)},\n`);
  return [
    head,
    "import type { Rule } from '../contract/rule.ts';\n",
    ...imports,
    '\n/** Every rule, ordered by code. */\n',
    `export const registry: readonly Rule[] = [\n${entries.join('')}];\n`,
  ].join('');
}

/** The module that holds the rooms' pages for `pid1-lint rules NAME`; loaded for that command alone. */
export function pagesModule(rooms: readonly Room[]): string {
  const entries = rooms.map(({ name, page }) => `  ${JSON.stringify(name)}: ${JSON.stringify(page)},\n`);
  return [
    head,
    '\n/** The page of each rule, in Markdown, by the name of the rule. */\n',
    `export const rulePages: Readonly<Record<string, string>> = {\n${entries.join('')}};\n`,
  ].join('');
}

function camelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
