import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { lazyJson } from '../../scripts/lazy-json.mjs';
import { lazyObject, lazyObjectText } from '../../scripts/lazy-object.mjs';
import { temporaryFolder } from '../support/temporary-folder.ts';

const knowledge = join(process.cwd(), 'src/knowledge');
const modules = [
  ...readdirSync(join(knowledge, 'data'))
    .filter((name) => name.endsWith('.json'))
    .map((name) => join(knowledge, 'data', name)),
  ...readdirSync(knowledge)
    .filter((name) => name.endsWith('.table.ts'))
    .map((name) => join(knowledge, name)),
];

/** What modules export, by their paths, when they are bundled with the given plugins. */
async function exported(plugins: Parameters<typeof build>[0]['plugins']): Promise<Record<string, object>> {
  const folder = temporaryFolder();
  const imports = modules.map((path, index) => `import * as m${index} from ${JSON.stringify(path)};`);
  const names = modules.map((path, index) => `${JSON.stringify(path)}: m${index}`);
  const outfile = join(folder, 'bundle.mjs');
  await build({
    stdin: {
      contents: `${imports.join('\n')}\nexport const all = { ${names.join(', ')} };`,
      resolveDir: '.',
    },
    bundle: true,
    format: 'esm',
    outfile,
    logLevel: 'error',
    banner: { js: 'const { bundle } = globalThis;' },
    ...(plugins && { plugins }),
  });
  return (await import(pathToFileURL(outfile).href)).all;
}

describe('data that is read when it is asked for', () => {
  it('is what the files and tables hold', async () => {
    const data = lazyJson(/data[\\/][^\\/]+\.json$/, /\.table\.ts$/);
    const reads: number[] = [];
    const bundle = {
      readData: (start: number, end: number) => {
        reads.push(end - start);
        return data.text().slice(start, end);
      },
    };
    Object.assign(globalThis, { bundle });
    const lazy = await exported([data.plugin]);
    // Objects of which each value is small are read at once.
    expect(reads.reduce((sum, one) => sum + one, 0)).toBeLessThan(20_000);
    // It is read by the offsets of its bytes.
    expect(Buffer.byteLength(data.text())).toBe(data.text().length);
    const plain = await exported([]);
    expect(Object.keys(lazy)).toEqual(modules);
    for (const path of modules) {
      expect(JSON.stringify((lazy[path] as { default?: unknown }).default ?? lazy[path])).toBe(
        JSON.stringify((plain[path] as { default?: unknown }).default ?? plain[path]),
      );
    }
    expect(reads.length).toBeGreaterThan(500);
  });
});

describe('an object that is a text', () => {
  const parts: Record<string, string> = { '0,5': '["b"]', '5,9': lazyObjectText({ in: 1 }, JSON.stringify) };
  const text = `${lazyObjectText({ a: { x: 1 }, 'a\tb\n"': 2, é: null }, JSON.stringify)}"far"\t@0,5\n"table"\t#5,9\n`;
  const read: string[] = [];
  const object = lazyObject(
    () => text,
    (start: number, end: number) => {
      read.push(`${start},${end}`);
      return parts[`${start},${end}`] ?? '';
    },
  );

  it('has its values, each made once', () => {
    expect(object.a).toEqual({ x: 1 });
    expect(object.a).toBe(object.a);
    expect(object['a\tb\n"']).toBe(2);
    expect(object.é).toBe(null);
    expect(read).toEqual([]);
    expect([object.far, object.far]).toEqual([['b'], ['b']]);
    expect((object.table as Record<string, unknown>).in).toBe(1);
    expect(read).toEqual(['0,5', '5,9']);
  });

  it('has nothing else', () => {
    for (const key of ['b', 'A', 'constructor', 'toString', '__proto__', 'x', '', '"a"', Symbol.iterator]) {
      expect(object[key as string]).toBe(undefined);
      expect(Object.hasOwn(object, key)).toBe(false);
      expect(key in object).toBe(false);
    }
  });

  it('can be gone through', () => {
    expect(Object.keys(object)).toEqual(['a', 'a\tb\n"', 'é', 'far', 'table']);
    expect({ ...object }).toEqual({ a: { x: 1 }, 'a\tb\n"': 2, é: null, far: ['b'], table: { in: 1 } });
  });
});
