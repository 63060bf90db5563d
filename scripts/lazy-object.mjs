/**
 * An object of many keys that is kept as a text and looked up in it, so that what nobody asks for is never parsed.
 * Each key has a line: the key as JSON, a tab, and the value as JSON, `@start,end` for a part that is JSON, or
 * `#start,end` for a part that is such a text itself.
 * @param {() => string} readText the lines, each with a line feed before it, and one at the end
 * @param {(start: number, end: number) => string} readPart
 */
export function lazyObject(readText, readPart) {
  let text = null;
  const known = new Map();
  const lines = () => (text ??= readText());
  const find = (key) => {
    if (typeof key !== 'string') return undefined;
    if (known.has(key)) return known.get(key);
    const name = `\n${ascii(key)}\t`;
    const start = lines().indexOf(name) + name.length;
    const found = start >= name.length;
    const value = found ? readValue(lines().slice(start, lines().indexOf('\n', start)), readPart) : undefined;
    known.set(key, value);
    return value;
  };
  return new Proxy(
    {},
    {
      get: (_, key) => find(key),
      has: (_, key) => find(key) !== undefined,
      ownKeys: () => lines().split('\n').slice(1, -1).map(keyOf),
      getOwnPropertyDescriptor: (_, key) => {
        const value = find(key);
        return value === undefined ? undefined : { value, enumerable: true, configurable: true };
      },
    },
  );
}

/** A value as JSON in ASCII, so that offsets into its text are those of its bytes. */
export function ascii(value) {
  return JSON.stringify(value).replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The text of an object. @param {(value: unknown) => string} write how a value is written */
export function lazyObjectText(object, write) {
  return `\n${Object.entries(object)
    .map(([key, value]) => `${ascii(key)}\t${write(value)}\n`)
    .join('')}`;
}

function readValue(written, readPart) {
  const kind = written[0];
  if (kind !== '@' && kind !== '#') return JSON.parse(written);
  const [start, end] = written.slice(1).split(',').map(Number);
  return kind === '@' ? JSON.parse(readPart(start, end)) : lazyObject(() => readPart(start, end), readPart);
}

function keyOf(line) {
  return JSON.parse(line.slice(0, line.indexOf('\t')));
}
