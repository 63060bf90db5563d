import { readFileSync } from 'node:fs';

/** A value whose JSON is longer than this, in characters, is parsed apart from the rest. */
const large = 2000;

/**
 * An esbuild plugin: JSON files as modules in which a large value stays a text until somebody asks for it. A run
 * for one Dockerfile needs little of what is known of hundreds of base images.
 * @param {RegExp} filter paths of the files
 */
export const lazyJson = (filter) => ({
  name: 'lazy-json',
  setup: ({ onLoad }) =>
    onLoad({ filter }, ({ path }) => ({
      contents: [
        'const lazily = (object, key, make) => {',
        '  let value;',
        '  Object.defineProperty(object, key, { enumerable: true, get: () => (value ??= make()) });',
        '};',
        `module.exports = (() => ${expression(JSON.parse(readFileSync(path, 'utf8')))})();`,
      ].join('\n'),
      loader: 'js',
    })),
});

/** A statement that gives a property of `object` its value when it is first read. */
function lazily(object, key, value) {
  return `lazily(${object}, ${JSON.stringify(key)}, () => ${expression(value)});`;
}

/** The body of an arrow function that makes the value. */
function expression(value) {
  const apart = Object.keys(value).filter((key) => isLarge(value[key]));
  if (Array.isArray(value) || apart.length === 0) return parsed(value);
  // Every key is there from the start, so that their order stays.
  const rest = Object.fromEntries(Object.entries(value).map(([key, one]) => [key, isLarge(one) ? 0 : one]));
  const lines = apart.map((key) => lazily('object', key, value[key]));
  return `{ const object = ${parsed(rest)}; ${lines.join(' ')} return object; }`;
}

function isLarge(value) {
  return value !== null && typeof value === 'object' && JSON.stringify(value).length > large;
}

function parsed(value) {
  return `JSON.parse(${JSON.stringify(JSON.stringify(value))})`;
}
