import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const folder = 'fixtures/field';
const table = readFileSync(join(folder, 'README.md'), 'utf8');

/** The rows of the table of failures: the case, and the codes that are said to be found in it. */
const rows = [...table.matchAll(/^\| \d* \| [^\n]*? \| \[[^\]]+\]\((\d\d-[\w-]+)\) \| ([^|]+) \|/gm)].map(
  ([, name = '', codes = '']) => ({ name, codes: codes.match(/PID\d+/g) ?? [] }),
);

function cases(): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}

it('lists every case of the field', () => {
  const missing = cases().filter((name) => !table.includes(`(${name})`));
  expect(missing).toEqual([]);
});

it('has a case for each of the 25 failures', () => {
  const numbers = new Set(rows.map(({ name }) => Number(name.slice(0, 2))));
  expect([...numbers]).toEqual(Array.from({ length: 25 }, (_, index) => index + 1));
});

it.each(rows)('says of $name what is found in it', ({ name, codes }) => {
  const expected = readFileSync(join(folder, name, 'expected.txt'), 'utf8');
  const found = [...expected.matchAll(/: (?:error|warning|info) (PID\d+)/g)].map(([, code]) => code);
  expect([...new Set(found)]).toEqual(codes);
});

it('links to folders that are there', () => {
  const links = [...table.matchAll(/\]\(([^)]+)\)/g)].map(([, link = '']) => join(folder, link));
  expect(links.filter((path) => !existsSync(path))).toEqual([]);
});
