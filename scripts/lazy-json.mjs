import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { ascii, lazyObjectText } from './lazy-object.mjs';

/** A value whose JSON is longer than this, in characters, is kept apart and read when somebody asks for it. */
const large = 2000;
/** An object with more keys than this is looked up in its text; of one with fewer each large value is. */
const many = 20;
/** A value whose JSON is longer stands apart from the text of its object, in characters. */
const long = 300;

const reader = join(dirname(fileURLToPath(import.meta.url)), 'lazy-object.mjs');

/**
 * An esbuild plugin: JSON files, and modules that export plain data made from them, as modules whose large values are
 * texts of a file of their own, read and parsed when somebody asks for them. A run for one Dockerfile needs little of what
 * is known of hundreds of base images. The code of the modules calls `bundle.readData(start, end)` for a part of that file.
 * @param {RegExp} json paths of JSON files
 * @param {RegExp} tables paths of modules that export plain data; they run now
 * @returns the plugin, and the texts that were kept apart; ASCII
 */
export function lazyJson(json, tables) {
  const { text, apart } = texts();
  const module = (exported) => ({
    contents: [
      `import { lazyObject } from ${JSON.stringify(reader)};`,
      'const lazily = (object, key, make) => {',
      '  let value;',
      '  Object.defineProperty(object, key, { enumerable: true, get: () => (value ??= make()) });',
      '};',
      ...exported,
    ].join('\n'),
    loader: 'js',
    resolveDir: dirname(reader),
  });
  const plugin = {
    name: 'lazy-json',
    setup: ({ onLoad }) => {
      onLoad({ filter: json }, ({ path }) =>
        module([`export default ${expression(JSON.parse(readFileSync(path, 'utf8')), apart)};`]),
      );
      onLoad({ filter: tables }, async ({ path }) =>
        module(
          Object.entries(await run(path)).map(
            ([name, value]) => `export const ${name} = ${expression(value, apart)};`,
          ),
        ),
      );
    },
  };
  return { plugin, text };
}

/** Texts that are put one after the other, each only once. */
function texts() {
  const places = new Map();
  let all = '';
  const apart = (text) => {
    const known = places.get(text);
    if (known !== undefined) return known;
    const place = `${all.length},${all.length + text.length}`;
    all += text;
    places.set(text, place);
    return place;
  };
  return { text: () => all, apart };
}

/** What a module of the source exports. */
async function run(path) {
  const { outputFiles } = await build({ entryPoints: [path], bundle: true, format: 'esm', write: false });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}

/** An expression that makes the value. */
function expression(value, apart) {
  if (!isLarge(value)) return `JSON.parse(${JSON.stringify(ascii(value))})`;
  if (isTable(value)) return `lazyObject(() => bundle.readData(${table(value, apart)}), bundle.readData)`;
  const keys = Array.isArray(value) ? [] : Object.keys(value).filter((key) => isLarge(value[key]));
  if (keys.length === 0) return `JSON.parse(bundle.readData(${apart(ascii(value))}))`;
  // Every key is there from the start, so that their order stays.
  const rest = Object.fromEntries(Object.entries(value).map(([key, one]) => [key, isLarge(one) ? 0 : one]));
  const lines = keys.map(
    (key) => `lazily(object, ${JSON.stringify(key)}, () => ${expression(value[key], apart)});`,
  );
  return `(() => { const object = ${expression(rest, apart)}; ${lines.join(' ')} return object; })()`;
}

/** Where the text of an object with many keys is put. */
function table(object, apart) {
  const write = (value) => {
    if (isLarge(value) && isTable(value)) return `#${table(value, apart)}`;
    const json = ascii(value);
    return json.length > long ? `@${apart(json)}` : json;
  };
  return apart(lazyObjectText(object, write));
}

function isTable(value) {
  return !Array.isArray(value) && Object.keys(value).length > many;
}

function isLarge(value) {
  return value !== null && typeof value === 'object' && JSON.stringify(value).length > large;
}
