import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { globSync } from 'tinyglobby';
import { describe, expect, it } from 'vitest';
import * as library from '../src/cli/library.ts';
import { product } from '../src/cli/product.ts';
import { configShape } from '../src/config/config-shape.ts';
import { readConfig } from '../src/config/read-config.ts';

const pages = ['README.md', ...globSync('docs/*.md').sort()];

/** The blocks of a page with that language and mark. */
function blocks(page: string, info: string): readonly string[] {
  const all = readFileSync(page, 'utf8').matchAll(/^```([^\n]*)\n([\s\S]*?)^```$/gm);
  return [...all].filter(([, own]) => own === info).map(([, , text]) => text ?? '');
}

describe('docs/configuration.md', () => {
  const examples = blocks('docs/configuration.md', 'yaml config');

  it('has examples', () => {
    expect(examples.length).toBe(2);
  });

  it.each(examples)('shows a configuration that is right: %#', async (text) => {
    expect(readConfig(text, configShape(await product.loadRules()), null)?.problems).toEqual([]);
  });
});

describe('docs/ci.md', () => {
  it('shows a program and what it prints', async () => {
    const [program = ''] = blocks('docs/ci.md', 'js library');
    const [printed = ''] = blocks('docs/ci.md', 'output');
    const body = program.replace(/^import .*\n/, '');
    const lines: string[] = [];
    const log = (value: unknown) =>
      void lines.push(Array.isArray(value) ? `[ '${value.join("', '")}' ]` : String(value));
    const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor;
    await new AsyncFunction('lint', 'explain', 'fix', 'console', body)(
      library.lint,
      library.explain,
      library.fix,
      { log },
    );
    expect(`${lines.join('\n')}\n`).toBe(printed);
  });

  it('names every format', async () => {
    const { formats } = await import('../src/cli/formats.ts');
    const table = readFileSync('docs/ci.md', 'utf8');
    expect(formats.filter((format) => !table.includes(`| \`${format}\` | `))).toEqual([]);
  });
});

/** The anchors of a page, as GitHub makes them of its headings. */
function anchorsOf(path: string): readonly string[] {
  const text = readFileSync(path, 'utf8').replace(/^```[\s\S]*?^```$/gm, '');
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

describe.each(pages)('%s', (page) => {
  it('links to files and headings that are there', () => {
    const text = readFileSync(page, 'utf8').replace(/^```[\s\S]*?^```$/gm, '');
    const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
    const broken = links.filter((link) => {
      if (/^[a-z]+:/.test(link)) return false;
      const [file = '', anchor] = link.split('#');
      const path = file === '' ? page : join(dirname(page), file);
      return !existsSync(path) || (anchor !== undefined && !anchorsOf(path).includes(anchor));
    });
    expect(broken).toEqual([]);
  });
});

it('the table against other tools says what pid1-lint says', async () => {
  const codes = async (text: string) => (await library.lint({ text })).findings.map(({ code }) => code);
  expect(await codes('FROM alpine:3.20\nCMD cd /app && ./server\n')).not.toContain('PID101');
  expect(await codes('FROM debian:12\nCMD ["sh", "-c", "app --port $PORT"]\n')).toContain('PID101');
  expect(
    await codes('FROM debian:12\nRUN apt-get install -y tini\nCMD ["tini", "--", "sh", "-c", "app; x"]\n'),
  ).toContain('PID105');
  expect(await codes('FROM debian:12\nSHELL ["/bin/bash", "-c"]\nCMD app >>/log\n')).toContain('PID101');
});
