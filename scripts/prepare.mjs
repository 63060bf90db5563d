// Runs when npm has installed the project itself: builds dist/. `npm install -g git+…`, which is how pre-commit installs its
// hooks, hands `global` on to the install in the checkout, so that what builds is missing there: then it is installed first.
// Where dist/ came with the checkout (the tag of a release), that will do.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const canBuild = existsSync(`${root}node_modules/esbuild`);
const isBuilt = existsSync(`${root}dist/pid1-lint.js`);

if (!canBuild && !isBuilt) run('npm', ['ci', '--include=dev', '--ignore-scripts']);
if (canBuild || !isBuilt) run(process.execPath, ['scripts/build.mjs']);

function run(command, args) {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_config_(global|prefix|location)$/i.test(name)),
  );
  const { status } = spawnSync(command, args, {
    cwd: root,
    env,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
}
