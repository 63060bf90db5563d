// Bundles the command line into dist/, or into the folder that is given: a start-up file, and one file with
// everything. Run by `prepare`, so it must work right after `npm ci`.
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { lazyJson } from './lazy-json.mjs';
import { lazyModule } from './lazy-module.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = resolve(process.argv[2] ?? join(root, 'dist'));

// CommonJS starts faster than modules, and V8's cache of compiled code is for one script: so everything is in one
// file, in which what a dynamic import() asks for still runs only when it is asked for.
const common = {
  absWorkingDir: root,
  outdir: out,
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  // The bundle runs as a script, which has no import() of its own.
  supported: { 'dynamic-import': false, 'regexp-unicode-property-escapes': true },
  minify: true,
  // Some dependencies have a UMD `main` that no bundler can follow; their `module` is plain ESM.
  mainFields: ['module', 'main'],
  legalComments: 'none',
  metafile: true,
  // Written below, so that a build that fails leaves the last good one in place.
  write: false,
  logLevel: 'warning',
};

/** Packages that few runs need: each is a file of its own, so that the others do not even read it. */
const libraries = [
  'chalk',
  'dockerfile-ast',
  'ignore',
  'picomatch',
  'smol-toml',
  'tinyglobby',
  'yaml',
  'yargs',
];
const data = lazyJson(
  /knowledge[\\/]data[\\/][^\\/]+\.json$/,
  /[\\/](knowledge[\\/][^\\/]+\.table|rule-pages\.generated)\.ts$/,
);

const main = await build({
  ...common,
  entryPoints: { main: 'src/cli/main.ts' },
  // The start-up file calls it with what a module of this kind is given, its own address and a reader of data.txt.
  banner: { js: '(function (require, module, bundle) {' },
  define: { 'import.meta.url': 'bundle.url' },
  footer: { js: 'return module.exports;\n})' },
  plugins: [data.plugin, ...['dockerfile-ast', 'smol-toml', 'tinyglobby'].map(lazyModule), apart(libraries)],
});
const bundleId = createHash('sha256')
  .update(main.outputFiles[0].contents)
  .update(data.text())
  .digest('hex')
  .slice(0, 16);
const libs = await build({
  ...common,
  entryPoints: Object.fromEntries(libraries.map((name) => [`lib/${name}`, name])),
  banner: { js: "const fileUrl = require('node:url').pathToFileURL(__filename).href;" },
  define: { 'import.meta.url': 'fileUrl' },
  // What imports them finds the default export as Node has it for CommonJS: the module itself.
  footer: { js: 'module.exports = Object.assign(module.exports.default ?? {}, module.exports);' },
});
const start = await build({
  ...common,
  entryPoints: {
    'pid1-lint': 'src/start/start.ts',
    worker: 'src/start/worker.ts',
    index: 'src/start/library.ts',
  },
  define: { bundleId: JSON.stringify(bundleId) },
});

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
// The start-up file reads the bundle byte by byte.
if (main.outputFiles[0].contents.some((byte) => byte > 0x7f)) throw new Error('the bundle is not ASCII');
for (const { path, contents } of [main, libs, start].flatMap(({ outputFiles }) => outputFiles)) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, contents);
}
writeFileSync(join(out, 'data.txt'), data.text());
writeFileSync(join(out, 'package.json'), '{ "type": "commonjs" }\n');
writeFileSync(join(out, 'index.mjs'), esmWrapper(['lint', 'explain', 'fix', 'version']));
for (const name of ['index.d.ts', 'index.d.mts']) writeFileSync(join(out, name), libraryTypes());
chmodSync(join(out, 'pid1-lint.js'), 0o755);
writeFileSync(
  join(out, 'LICENSES.txt'),
  licences([main, libs].flatMap(({ metafile }) => Object.keys(metafile.inputs))),
);

/** An esbuild plugin: packages as files beside the bundle. */
function apart(names) {
  return {
    name: 'apart',
    setup: ({ onResolve }) =>
      onResolve({ filter: new RegExp(`^(${names.join('|')})$`) }, ({ path, kind }) =>
        kind === 'entry-point' ? undefined : { path: `./lib/${path}.js`, external: true },
      ),
  };
}

/** Hands the library to those who import it; there is one instance however it is loaded. */
function esmWrapper(names) {
  return `import library from './index.js';\n\nexport const { ${names.join(', ')} } = library;\n`;
}

/** The types of the library: a file that imports nothing, and what it declares. */
function libraryTypes() {
  const types = readFileSync(join(root, 'src/cli/library-types.ts'), 'utf8');
  const values = { lint: 'Lint', explain: 'Explain', fix: 'ComputeFixes', version: 'string' };
  const declared = Object.entries(values).map(([name, type]) => `export declare const ${name}: ${type};\n`);
  return `${types}\n${declared.join('')}`;
}

/** The licence texts of the packages that went into the bundle, as their licences ask. */
function licences(inputs) {
  const folders = new Set(inputs.map((path) => /^.*?node_modules\/(?:@[^/]+\/[^/]+|[^/]+)/.exec(path)?.[0]));
  folders.delete(undefined);
  return [...folders]
    .map((path) => ({ folder: resolve(root, path), name: path.replace(/^.*?node_modules\//, '') }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ folder, name }) => {
      const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
      const text = file === undefined ? '' : `\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
      return `${name} ${version} (${license})\n${text}`;
    })
    .join(`\n${'-'.repeat(80)}\n\n`);
}
