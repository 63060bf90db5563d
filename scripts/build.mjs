// Bundles the command line into dist/, or into the folder that is given: one start-up file, and chunks for
// what is loaded only when it is needed. Run by `prepare`, so it must work right after `npm ci`.
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = resolve(process.argv[2] ?? join(root, 'dist'));

const { metafile, outputFiles } = await build({
  absWorkingDir: root,
  entryPoints: { 'pid1-lint': 'src/cli/main.ts' },
  outdir: out,
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  // Some dependencies have a UMD `main` that no bundler can follow; their `module` is plain ESM.
  mainFields: ['module', 'main'],
  legalComments: 'none',
  metafile: true,
  // Written below, so that a build that fails leaves the last good one in place.
  write: false,
  logLevel: 'warning',
});
rmSync(out, { recursive: true, force: true });
for (const { path, contents } of outputFiles) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, contents);
}
chmodSync(join(out, 'pid1-lint.js'), 0o755);
writeFileSync(join(out, 'LICENSES.txt'), licences(Object.keys(metafile.inputs)));

/** The licence texts of the packages that went into the bundle, as their licences ask. */
function licences(inputs) {
  const packages = new Set(inputs.map((path) => /^node_modules\/(@[^/]+\/[^/]+|[^/]+)/.exec(path)?.[1]));
  packages.delete(undefined);
  return [...packages]
    .sort()
    .map((name) => {
      const folder = join(root, 'node_modules', name);
      const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
      const text = file === undefined ? '' : `\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
      return `${name} ${version} (${license})\n${text}`;
    })
    .join(`\n${'-'.repeat(80)}\n\n`);
}
