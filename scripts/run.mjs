// Runs a script of this folder that is written in TypeScript, on any Node we support:
// `node scripts/run.mjs NAME [ARGUMENT...]` bundles scripts/NAME.ts and calls its `main(root, arguments)`.
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const [name, ...args] = process.argv.slice(2);
const root = fileURLToPath(new URL('..', import.meta.url));
// Below node_modules, so that the bundle still finds the packages that stay outside of it.
const outfile = `${root}node_modules/.cache/pid1-lint/${name}.mjs`;
await build({
  absWorkingDir: root,
  entryPoints: [`scripts/${name}.ts`],
  outfile,
  bundle: true,
  packages: 'external',
  format: 'esm',
  platform: 'node',
  target: 'node20',
  logLevel: 'warning',
});
const { main } = await import(pathToFileURL(outfile).href);
process.exitCode = await main(root, args);
