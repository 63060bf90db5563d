import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { product } from '../src/cli/product.ts';
import { runCli } from './support/run-cli.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const sections = ['Why', 'Bad', 'Good', 'Fix', 'When it is fine to ignore it', 'Sources'];

interface Example {
  readonly heading: string;
  readonly number: number;
  readonly text: string;
}

function page(name: string): string {
  return readFileSync(`rules/${name}/README.md`, 'utf8');
}

/** The text of a page by its headings of the second level. */
function bySection(text: string): ReadonlyMap<string, string> {
  const parts = text.split(/^## /m).slice(1);
  return new Map(
    parts.map((part) => {
      const end = part.indexOf('\n');
      return [part.slice(0, end), part.slice(end + 1)];
    }),
  );
}

/** The blocks marked as `dockerfile` below a heading. */
function examples(text: string, heading: string): readonly Example[] {
  const blocks = [...(bySection(text).get(heading) ?? '').matchAll(/^```dockerfile\n([\s\S]*?)^```$/gm)];
  return blocks.map(([, block = ''], index) => ({ heading, number: index + 1, text: block }));
}

/** The codes of what is found in a Dockerfile, and the status of the run. */
async function lint(dockerfile: string): Promise<{ status: number; codes: readonly string[] }> {
  const folder = temporaryFolder({ Dockerfile: dockerfile });
  const { status, stdout } = await runCli(folder, ['--format', 'json', 'Dockerfile'], { parts: product });
  return { status, codes: JSON.parse(stdout).findings.map(({ code }: { code: string }) => code) };
}

describe.each(await product.loadRules())('the page of $code $name', ({ code, name }) => {
  const text = page(name);
  const bad = examples(text, 'Bad');
  const good = examples(text, 'Good');

  it('has all sections, in order', () => {
    expect([...bySection(text).keys()]).toEqual(sections);
  });

  it('has examples of both kinds', () => {
    expect(bad.length).toBeGreaterThan(0);
    expect(good.length).toBeGreaterThan(0);
  });

  it.each(bad)('fires on example $number under $heading', async (example) => {
    expect((await lint(example.text)).codes).toContain(code);
  });

  it.each(good)('has nothing to say of example $number under $heading', async (example) => {
    expect(await lint(example.text)).toEqual({ status: 0, codes: [] });
  });
});
