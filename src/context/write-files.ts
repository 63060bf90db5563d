import { relative, sep } from 'node:path';
import { type FileSystem, failureReason } from './file-system.ts';
import { temporaryName } from './temporary-name.ts';

/** One file to be written anew. */
export interface FileWrite {
  /** Absolute path. */
  readonly path: string;
  /** What the file held when it was read: it must still be so. */
  readonly before: Uint8Array;
  readonly after: Uint8Array;
}

/** A write that was prepared: the new text lies beside the file that it will replace. */
interface Staged {
  readonly write: FileWrite;
  readonly target: string;
  readonly temporary: string;
}

/** Why nothing was written, and the file that was to blame. */
export interface WriteProblem {
  readonly path: string;
  readonly message: string;
}

/**
 * Replaces files, all or none: each new text is written beside its file with the same mode and owner,
 * and only when all of them are there they are renamed into place. A symbolic link keeps being one;
 * its target is written when it lies below `root`. Never throws.
 * @param root absolute path of the folder that links may not leave
 * @returns null when all is written; otherwise every file is as it was
 */
export function writeFiles(fs: FileSystem, root: string, writes: readonly FileWrite[]): WriteProblem | null {
  const staged: Staged[] = [];
  const done: Staged[] = [];
  let path = '';
  try {
    for (const write of writes) {
      path = write.path;
      staged.push(stage(fs, root, write));
    }
    for (const one of staged) {
      path = one.write.path;
      fs.renameSync(one.temporary, one.target);
      done.push(one);
    }
    return null;
  } catch (error) {
    for (const one of staged) if (!done.includes(one)) quietly(() => fs.unlinkSync(one.temporary));
    for (const one of done) quietly(() => undo(fs, one));
    return { path, message: failureReason(error) };
  }
}

function stage(fs: FileSystem, root: string, write: FileWrite): Staged {
  const target = fs.realpathSync(write.path);
  const isLink = fs.lstatSync(write.path).isSymbolicLink();
  if (isLink && !isBelow(target, fs.realpathSync(root))) throw new Error(`it is a link that leaves ${root}`);
  if (!sameBytes(fs.readFileSync(target), write.before)) throw new Error('it changed in the meantime');
  const temporary = temporaryName(target);
  try {
    writeLike(fs, target, temporary, write.after);
  } catch (error) {
    quietly(() => fs.unlinkSync(temporary));
    throw error;
  }
  return { write, target, temporary };
}

/** Writes bytes to a new file that has the mode and the owner of another. */
function writeLike(fs: FileSystem, like: string, path: string, bytes: Uint8Array): void {
  const { mode, uid, gid } = fs.statSync(like);
  fs.writeFileSync(path, bytes, { flag: 'wx', mode: 0o600 });
  const made = fs.statSync(path);
  if (made.uid !== uid || made.gid !== gid) fs.chownSync(path, uid, gid);
  fs.chmodSync(path, mode & 0o7777);
}

function undo(fs: FileSystem, { write, target }: Staged): void {
  const temporary = temporaryName(target);
  writeLike(fs, target, temporary, write.before);
  fs.renameSync(temporary, target);
}

/** Whether a path lies in a folder or below it; both absolute, links resolved. */
function isBelow(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`);
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

function quietly(action: () => void): void {
  try {
    action();
  } catch {
    // What is being cleaned up failed already; that failure is the one to report.
  }
}
