import { createTexts, type FileReport, placedMessage } from '../report/file-report.ts';
import { printable } from '../report/printable.ts';
import type { Io } from './io.ts';
import { say } from './say.ts';

/** Says of every file that could not be linted why, and where. */
export function sayErrors(files: readonly FileReport[], io: Io): void {
  for (const { path, error } of files) {
    if (error !== null) say(io, printable(placedMessage(path, error)));
  }
}

/** Says what is worth knowing although it is no finding. */
export function sayNotices(files: readonly FileReport[], io: Io): void {
  for (const { path, result } of files) {
    if (result === null) continue;
    const { lines } = createTexts(result)(path);
    for (const { message, span } of result.notices) {
      const position = lines.position(span.start);
      say(io, printable(`${placedMessage(path, { message, position })}`));
    }
  }
}
