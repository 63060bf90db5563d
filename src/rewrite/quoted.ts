/** A command line as a message shows it: on one line, in backquotes, cut when it is long. */
export function quoted(argv: readonly string[]): string {
  const asWords = argv.length === 1 ? inWords(argv[0] ?? '') : null;
  if (asWords !== null) return asWords;
  const line = argv.join(' ').replace(/\s+/g, ' ').trim();
  return `\`${line.length > 60 ? `${line.slice(0, 57)}...` : line}\``;
}

/** A program as a message names it: by the last part of its path. */
export function named(argv: readonly string[]): string {
  const path = argv[0] ?? '';
  return `\`${path.slice(path.lastIndexOf('/') + 1)}\``;
}

/** What is not seen of a wrapper's child is called by words, and is no command line to be quoted. */
function inWords(text: string): string | null {
  if (/^what .+ starts$/.test(text)) return text;
  const [, tool, script] = /^(\S+) script (\S+)$/.exec(text) ?? [];
  return tool && script ? `the script \`${script}\` of ${tool}` : null;
}
