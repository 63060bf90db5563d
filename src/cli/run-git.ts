import { execFile } from 'node:child_process';
import type { GitRun } from './io.ts';

/** Runs Git in a folder; nothing is printed. Never throws. */
export function runGit(cwd: string, args: readonly string[]): Promise<GitRun> {
  return new Promise((done) => {
    execFile('git', [...args], { cwd, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (error === null) done({ output: stdout });
      else if (error.code === 'ENOENT') done({ problem: 'git is not installed' });
      else done({ problem: stderr.trim().split('\n')[0] || error.message });
    });
  });
}
