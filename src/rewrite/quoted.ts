/** A command line as a message shows it: on one line, in backquotes, cut when it is long. */
export function quoted(argv: readonly string[]): string {
  const line = argv.join(' ').replace(/\s+/g, ' ').trim();
  return `\`${line.length > 60 ? `${line.slice(0, 57)}...` : line}\``;
}

/** A program as a message names it: by the last part of its path. */
export function named(argv: readonly string[]): string {
  const path = argv[0] ?? '';
  return `\`${path.slice(path.lastIndexOf('/') + 1)}\``;
}
