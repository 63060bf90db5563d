import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, constants, mkdtempSync, openSync, readFileSync, readSync, rmSync } from 'node:fs';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'pid1-lint-output-'));
const program = join(folder, 'write.cjs');
/** More than a pipe holds. */
const text = `${'0123456789 é\n'.repeat(30_000)}end\n`;

beforeAll(async () => {
  await build({
    stdin: {
      contents: `
        import { standardOutput } from './src/cli/standard-output.ts';
        const out = standardOutput({ fd: 1, stream: () => process.stdout });
        if (process.argv[2] === 'wait') require('node:fs').readFileSync(0);
        const before = process.moduleLoadList.length;
        if (process.argv[2] === 'tty') out.write(String(out.isTTY));
        else for (const part of [${'`'}0123456789 é\\n${'`'}.repeat(30_000), '', 'end\\n']) out.write(part);
        const streams = process.moduleLoadList.slice(before).includes('NativeModule stream');
        require('node:fs').writeSync(2, streams ? 'stream' : 'direct');`,
      resolveDir: process.cwd(),
    },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    outfile: program,
  });
});

afterAll(() => rmSync(folder, { recursive: true }));

const run = (stdout: number | 'pipe', ...args: string[]) => {
  const { status, stderr } = spawnSync(process.execPath, [program, ...args], {
    stdio: ['ignore', stdout, 'pipe'],
    encoding: 'utf8',
  });
  return { status, stderr };
};

describe('the standard output', () => {
  it('is a file', () => {
    const path = join(folder, 'file');
    const file = openSync(path, 'w');
    expect(run(file)).toEqual({ status: 0, stderr: 'direct' });
    expect(readFileSync(path, 'utf8')).toBe(text);
    expect(run(file, 'tty')).toEqual({ status: 0, stderr: 'direct' });
    expect(readFileSync(path, 'utf8')).toBe(`${text}false`);
    closeSync(file);
  });

  it('is a pipe', () => {
    const { stdout, stderr } = spawnSync('sh', ['-c', `"${process.execPath}" "${program}" | cat`], {
      encoding: 'utf8',
    });
    expect(stdout).toBe(text);
    expect(stderr).toBe('direct');
  });

  it('is a pipe whose reader has seen enough', () => {
    const { stdout, stderr } = spawnSync('sh', ['-c', `"${process.execPath}" "${program}" | head -1`], {
      encoding: 'utf8',
    });
    expect(stdout).toBe('0123456789 é\n');
    expect(stderr).toBe('direct');
  });

  it('is a pipe that never waits, and is full', async () => {
    const path = join(folder, 'fifo');
    execFileSync('mkfifo', [path]);
    const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const writer = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
    const child = spawn(process.execPath, [program, 'wait'], { stdio: ['pipe', writer, 'pipe'] });
    // A started process finds its streams waiting; another one that has the same pipe changes that.
    const other = new Socket({ fd: writer, readable: false, writable: true });
    child.stdin?.end();
    let said = '';
    child.stderr?.on('data', (part) => {
      said += part;
    });
    const over = once(child, 'close');
    const chunks: Buffer[] = [];
    void over.then(() => other.destroy());
    for (let chunk = readNow(reader); chunk?.length !== 0; chunk = readNow(reader)) {
      if (chunk === null) await soon();
      else chunks.push(chunk);
    }
    closeSync(reader);
    await over;
    expect(child.exitCode).toBe(0);
    expect(Buffer.concat(chunks).toString()).toBe(text);
    expect(said).toBe('stream');
  });

  it('is nowhere', () => {
    const nowhere = openSync('/dev/null', 'w');
    expect(run(nowhere)).toEqual({ status: 0, stderr: 'direct' });
    closeSync(nowhere);
  });

  it('is a terminal', ({ skip }) => {
    skip(spawnSync('script', ['-V']).status !== 0, 'script, of util-linux, makes the terminal');
    const { stdout } = spawnSync(
      'script',
      ['-qec', `"${process.execPath}" "${program}" tty 2>/dev/null`, '/dev/null'],
      {
        encoding: 'utf8',
      },
    );
    expect(stdout.trim()).toBe('true');
  });

  it('is a disk that is full', () => {
    const { status, stderr } = spawnSync('sh', ['-c', `"${process.execPath}" "${program}" > /dev/full`], {
      encoding: 'utf8',
    });
    expect(status).not.toBe(0);
    expect(stderr).toContain('ENOSPC');
  });
});

const soon = () => new Promise((resolve) => setTimeout(resolve, 10));

/** Null: nothing is there now. */
function readNow(file: number): Buffer | null {
  const chunk = Buffer.alloc(65_536);
  try {
    return chunk.subarray(0, readSync(file, chunk));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return null;
    throw error;
  }
}
