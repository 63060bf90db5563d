import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Rule } from '../src/contract/rule.ts';

/** A folder below rules/: the rule and its page. */
export interface Room {
  readonly name: string;
  readonly rule: Rule;
  readonly page: string;
}

/**
 * Reads every room below `root`/rules, ordered by code.
 * @throws Error when a room lacks its rule or page, its rule has another name than the room, or a code
 * is taken twice.
 */
export async function loadRooms(root: string): Promise<readonly Room[]> {
  const names = roomNames(root);
  const rules = await importRules(root, names);
  const rooms = names.map((name, index): Room => {
    const rule = rules[index];
    if (rule === undefined) throw new Error(`rules/${name}/rule.ts exports no rule`);
    if (rule.name !== name) throw new Error(`rules/${name}/rule.ts calls its rule ${rule.name}`);
    return { name, rule, page: readFileSync(join(root, 'rules', name, 'README.md'), 'utf8') };
  });
  rooms.sort((a, b) => (a.rule.code < b.rule.code ? -1 : 1));
  for (const [index, { rule }] of rooms.entries()) {
    const next = rooms[index + 1]?.rule;
    if (next?.code === rule.code) throw new Error(`${rule.name} and ${next.name} both have ${rule.code}`);
  }
  return rooms;
}

function roomNames(root: string): readonly string[] {
  const folder = join(root, 'rules');
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** Bundles the rooms' rules into one module and imports it, as Node 20 reads no TypeScript. */
async function importRules(root: string, names: readonly string[]): Promise<readonly Rule[]> {
  const imports = names.map((name, index) => `import { rule as r${index} } from './rules/${name}/rule.ts';`);
  const list = names.map((_, index) => `r${index}`).join(', ');
  const { outputFiles } = await build({
    absWorkingDir: root,
    stdin: { contents: `${imports.join('\n')}\nexport const rules = [${list}];`, resolveDir: root },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    mainFields: ['module', 'main'],
    logLevel: 'silent',
  });
  const code = Buffer.from(outputFiles[0]?.contents ?? []).toString('base64');
  const module: { rules: readonly Rule[] } = await import(
    /* @vite-ignore */ `data:text/javascript;base64,${code}`
  );
  return module.rules;
}
