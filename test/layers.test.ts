import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { globSync } from 'tinyglobby';
import { expect, it } from 'vitest';

const facts = ['dockerfile', 'shell', 'knowledge', 'context', 'text'];
const model = ['startup', ...facts];

/** Which layers a layer may import, beside itself. The arrows of ARCHITECTURE.md. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  text: [],
  context: ['text'],
  knowledge: ['text'],
  shell: ['knowledge', 'text'],
  dockerfile: ['text'],
  startup: facts,
  contract: model,
  rewrite: ['contract', ...model],
  rules: ['contract', 'rewrite', ...model],
  lint: ['contract', ...model],
  fix: ['lint', 'contract', ...model],
  config: ['contract', ...model],
  report: ['fix', 'lint', 'contract', ...model],
  engine: ['contract', ...model],
  start: ['cli'],
  cli: ['engine', 'config', 'report', 'fix', 'lint', 'contract', ...model],
};

/** The layers that may touch the machine; everything else is pure. */
const impure = ['start', 'cli', 'context', 'engine'];

interface Import {
  readonly file: string;
  readonly layer: string;
  readonly target: string;
}

const imports = globSync('{src,rules}/**/*.ts').flatMap((file): Import[] => {
  const specifiers = readFileSync(file, 'utf8').matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g);
  return [...specifiers].map(([, specifier = '']) => {
    const target = specifier.startsWith('.') ? layerOf(join(dirname(file), specifier)) : specifier;
    return { file, layer: layerOf(file), target };
  });
});

function layerOf(path: string): string {
  const [first = '', second = ''] = path.split('/');
  return first === 'src' ? second : first;
}

it('sees the imports', () => {
  expect(imports.length).toBeGreaterThan(100);
  expect(new Set(imports.map(({ layer }) => layer))).toContain('startup');
});

it('imports only along the arrows', () => {
  const layers = Object.keys(arrows);
  const against = imports.filter(({ file, layer, target }) => {
    if (!layers.includes(target) || target === layer) return false;
    if (file === 'src/cli/registry.generated.ts') return target !== 'rules' && target !== 'contract';
    return arrows[layer]?.includes(target) !== true;
  });
  expect(against).toEqual([]);
});

it('knows every layer', () => {
  expect(imports.filter(({ layer }) => !(layer in arrows))).toEqual([]);
});

it('reaches the machine from cli, context and engine alone', () => {
  const reaching = imports.filter(
    ({ layer, target }) => target.startsWith('node:') && !impure.includes(layer),
  );
  expect(reaching).toEqual([]);
});
