import { resolve } from 'node:path';
import { failureReason } from '../context/file-system.ts';
import { writeWhole } from '../context/write-whole.ts';
import { type ExitStatus, exitStatus } from './exit-status.ts';
import type { Io } from './io.ts';
import { say } from './say.ts';

/**
 * Writes a report to the file that `--output` names, or to standard output, and hands back the exit
 * status: the one given, or failure when the file cannot be written.
 */
export function writeReport(report: string, output: string | null, status: ExitStatus, io: Io): ExitStatus {
  if (output === null) {
    io.stdout.write(report);
    return status;
  }
  try {
    writeWhole(io.fs, resolve(io.cwd, output), report);
    return status;
  } catch (error) {
    say(io, `${output}: ${failureReason(error)}`);
    return exitStatus.failure;
  }
}
