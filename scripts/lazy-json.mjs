import { readFileSync } from 'node:fs';

/** A value whose JSON is longer than this, in characters, is kept apart and read when somebody asks for it. */
const large = 2000;

/**
 * An esbuild plugin: JSON files as modules whose large values are texts of a file of their own, read and parsed when
 * somebody asks for them. A run for one Dockerfile needs little of what is known of hundreds of base images.
 * The code of the modules calls `bundle.readData(start, end)` for a part of that file.
 * @param {RegExp} filter paths of the files
 * @returns the plugin, and the texts that were kept apart; ASCII
 */
export function lazyJson(filter) {
  const texts = [];
  let length = 0;
  /** An expression that reads the value back. */
  const apart = (value) => {
    const text = ascii(JSON.stringify(value));
    texts.push(text);
    length += text.length;
    return `JSON.parse(bundle.readData(${length - text.length}, ${length}))`;
  };
  const plugin = {
    name: 'lazy-json',
    setup: ({ onLoad }) =>
      onLoad({ filter }, ({ path }) => ({
        contents: [
          'const lazily = (object, key, make) => {',
          '  let value;',
          '  Object.defineProperty(object, key, { enumerable: true, get: () => (value ??= make()) });',
          '};',
          `module.exports = (() => ${expression(JSON.parse(readFileSync(path, 'utf8')), apart)})();`,
        ].join('\n'),
        loader: 'js',
      })),
  };
  return { plugin, text: () => texts.join('') };
}

/** The body of an arrow function that makes the value. */
function expression(value, apart) {
  const keys = Array.isArray(value) ? [] : Object.keys(value).filter((key) => isLarge(value[key]));
  if (keys.length === 0) return isLarge(value) ? apart(value) : parsed(value);
  // Every key is there from the start, so that their order stays.
  const rest = Object.fromEntries(Object.entries(value).map(([key, one]) => [key, isLarge(one) ? 0 : one]));
  const lines = keys.map(
    (key) => `lazily(object, ${JSON.stringify(key)}, () => ${expression(value[key], apart)});`,
  );
  const object = isLarge(rest) ? apart(rest) : parsed(rest);
  return `{ const object = ${object}; ${lines.join(' ')} return object; }`;
}

function isLarge(value) {
  return value !== null && typeof value === 'object' && JSON.stringify(value).length > large;
}

function parsed(value) {
  return `JSON.parse(${JSON.stringify(JSON.stringify(value))})`;
}

function ascii(json) {
  return json.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
