import { spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';

/** The folder with the tools that `scripts/install-consumers.sh` installs; without it there is nothing to ask. */
export const tools = process.env.PID1_LINT_CONSUMERS ?? '';
if (tools === '')
  throw new Error('PID1_LINT_CONSUMERS must name the folder that scripts/install-consumers.sh filled');

const bin = [join(tools, 'venv/bin'), join(tools, 'bin'), join(tools, 'node_modules/.bin')];
const PATH = [...bin, process.env.PATH].join(delimiter);

/** Runs one of the tools, by its name. */
export function runConsumer(command: string, args: readonly string[], cwd = process.cwd(), input = '') {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    input,
    encoding: 'utf8',
    env: { ...process.env, PATH },
  });
  return { status, stdout, stderr };
}
