import type { FileSystem } from './file-system.ts';
import { temporaryName } from './temporary-name.ts';

/**
 * Writes a file so that nobody ever sees a part of it: the text is written beside it and renamed into place. What is
 * there and no regular file (a pipe, a device, a link) is written to as it is.
 * @throws what `node:fs` throws
 */
export function writeWhole(fs: FileSystem, path: string, text: string): void {
  const before = fs.lstatSync(path, { throwIfNoEntry: false });
  if (before !== undefined && !before.isFile()) {
    fs.writeFileSync(path, text);
    return;
  }
  const temporary = temporaryName(path);
  try {
    fs.writeFileSync(temporary, text, {
      flag: 'wx',
      mode: before === undefined ? 0o666 : before.mode & 0o7777,
    });
    fs.renameSync(temporary, path);
  } catch (error) {
    try {
      fs.unlinkSync(temporary);
    } catch {
      // It may not be there.
    }
    throw error;
  }
}
