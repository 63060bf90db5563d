import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { product } from '../src/cli/product.ts';
import { runCli } from './support/run-cli.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const path = new URL('../README.md', import.meta.url);
const readme = readFileSync(path, 'utf8');

const block = /```(\w+)([^\n]*)\n([\s\S]*?)```/g;

/** The Dockerfile of the example, and each printed output with the options it was made with. */
function examples(): { dockerfile: string; outputs: { options: string[]; text: string }[] } {
  const blocks = [...readme.matchAll(block)].map(([, language, info, text]) => ({ language, info, text }));
  const dockerfile = blocks.find(
    ({ language, info }) => language === 'dockerfile' && info === ' example',
  )?.text;
  const outputs = blocks
    .filter(({ language }) => language === 'output')
    .map(({ info, text }) => ({ options: (info ?? '').split(' ').filter(Boolean), text: text ?? '' }));
  return { dockerfile: dockerfile ?? '', outputs };
}

describe('the README', () => {
  test('shows an example and its output', () => {
    const { dockerfile, outputs } = examples();
    expect(dockerfile).toMatch(/^FROM /);
    expect(outputs.map(({ options }) => options)).toEqual([[], ['--diff']]);
  });

  test.each(examples().outputs)('prints what it shows with $options', async ({ options, text }) => {
    const { dockerfile } = examples();
    const folder = temporaryFolder({ Dockerfile: dockerfile });
    const { stdout } = await runCli(folder, [...options, 'Dockerfile'], { parts: product });
    if (process.env.UPDATE === '1') {
      const fence = ['```output', ...options].join(' ');
      const current = readFileSync(path, 'utf8');
      writeFileSync(
        path,
        current.replace(`${fence}\n${text}\`\`\``, () => `${fence}\n${stdout}\`\`\``),
      );
      return;
    }
    expect(text).toBe(stdout);
  });
});
