import { unusedIgnores } from '../lint/unused-ignores.ts';
import { createTexts, type FileReport, placedMessage } from '../report/file-report.ts';
import { printable } from '../report/printable.ts';
import type { Io } from './io.ts';
import type { InputOptions } from './options.ts';
import { say } from './say.ts';

/** Says of every file that could not be linted why, and where. */
export function sayErrors(files: readonly FileReport[], io: Io): void {
  for (const { path, error } of files) {
    if (error !== null) say(io, printable(placedMessage(path, error)));
  }
}

/** Says what is worth knowing although it is no finding. */
export function sayNotices(
  files: readonly FileReport[],
  io: Io,
  { target }: Pick<InputOptions, 'target'>,
): void {
  const results = files.flatMap(({ result }) => result ?? []);
  // Of the stages that were not looked at nobody knows.
  const unused = target === null ? unusedIgnores(results) : [];
  const said = results.flatMap((result) => {
    const texts = createTexts(result);
    const own = unused.filter(({ file }) => result.comments.some((comment) => comment.file === file));
    return [...result.notices, ...own].map(({ file, message, span }) =>
      printable(placedMessage(file, { message, position: texts(file).lines.position(span.start) })),
    );
  });
  // What is said of a script is the same for all who use it.
  for (const line of new Set(said)) say(io, line);
}
