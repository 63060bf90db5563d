import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Installed } from './measure-wrapper.ts';

const run = promisify(execFile);

/**
 * Where a program is on this machine, in the folders of the system's PATH, with its Debian package and version;
 * before it those of that name that PID1_LINT_PROGRAMS lists as `NAME|VERSION|PATH`, one per line.
 */
export async function findProgram(program: string): Promise<Installed[]> {
  const listed = (process.env.PID1_LINT_PROGRAMS ?? '')
    .split(/[\n,]/)
    .map((line) => line.trim().split('|'))
    .flatMap(([name = '', version = '', path = '']) => (name === program ? [{ name, version, path }] : []));
  const path = await output([
    'sh',
    '-c',
    'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin command -v "$1"',
    'sh',
    program,
  ]);
  if (!path.startsWith('/')) return listed;
  const owner = await output([
    'sh',
    '-c',
    'dpkg -S "$(readlink -f "$1")" 2>/dev/null || dpkg -S "$1" || dpkg -S "$(readlink -f "$1" | sed s,^/usr,,)"',
    'sh',
    path.trim(),
  ]);
  const pack = /^([^:,]+)/.exec(owner)?.[1];
  const version = pack ? (await output(['dpkg-query', '--show', pack])).trim().replace('\t', ' ') : 'local';
  return [...listed, { name: program, version: `Debian ${version}`, path: path.trim() }];
}

async function output([file = '', ...args]: readonly string[]): Promise<string> {
  const result = await run(file, args).catch((error: { stdout?: string }) => error);
  return result.stdout ?? '';
}
