import type { FileContent } from './build-context.ts';
import { maxFileSize } from './decode-text.ts';
import { type FileSystem, failureReason } from './file-system.ts';

/** How much of a file is looked at before all of it is read. In bytes. */
const headSize = 4096;

/**
 * Reads a file of the build context: text, a binary program, or why neither can be said. Large files are not read beyond
 * their start. Never throws.
 * @param path absolute; the caller has made sure that it may be read
 */
export function readContent(fs: FileSystem, path: string): FileContent {
  try {
    const stat = fs.statSync(path);
    if (!stat.isFile()) return unreadable('is not a regular file');
    if (isBinary(readHead(fs, path, Math.min(stat.size, headSize)))) return { kind: 'binary' };
    if (stat.size > maxFileSize) {
      return unreadable(`is larger than ${maxFileSize / 1024 / 1024} MiB, which no script is`);
    }
    return decode(fs.readFileSync(path));
  } catch (error) {
    return unreadable(`cannot be read: ${failureReason(error)}`);
  }
}

/** The content that bytes are: a NUL makes them binary. */
export function decode(bytes: Uint8Array): FileContent {
  if (isBinary(bytes)) return { kind: 'binary' };
  try {
    return { kind: 'text', text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return unreadable('is not UTF-8 text');
  }
}

function readHead(fs: FileSystem, path: string, size: number): Uint8Array {
  const head = new Uint8Array(size);
  const file = fs.openSync(path, 'r');
  try {
    return head.subarray(0, fs.readSync(file, head, 0, size, 0));
  } finally {
    fs.closeSync(file);
  }
}

function isBinary(bytes: Uint8Array): boolean {
  return bytes.includes(0);
}

function unreadable(reason: string): FileContent {
  return { kind: 'unreadable', reason };
}
