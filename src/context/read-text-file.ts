import { type Decoded, decodeText, maxFileSize, tooLarge } from './decode-text.ts';
import { type FileSystem, failureReason } from './file-system.ts';

/** Reads a Dockerfile. Whatever is wrong with it comes back as a problem; never throws. */
export function readTextFile(fs: FileSystem, path: string): Decoded {
  try {
    const stat = fs.statSync(path);
    if (stat.isDirectory()) return failed('this is a folder');
    // A pipe is what `<(command)` passes.
    if (!stat.isFile() && !stat.isFIFO()) return failed('this is not a regular file');
    if (stat.size > maxFileSize) {
      return { problem: { message: tooLarge(stat.size), position: { line: 1, column: 1 } } };
    }
    return decodeText(fs.readFileSync(path));
  } catch (error) {
    return failed(failureReason(error));
  }
}

function failed(message: string): Decoded {
  return { problem: { message, position: null } };
}
