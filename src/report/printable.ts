/**
 * Text of a file as it may go to a terminal: control characters and direction overrides, which could
 * rewrite what is on the screen, become a visible sign of the same width. Tabs and line feeds stay.
 */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return text.replace(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\uFEFF]/g, '\uFFFD');
}

/** Words as a person would type them in a shell: quoted where they must be, shortened to `width`. */
export function commandLine(argv: readonly string[], width = 100): string {
  return shorten(argv.map(quoteWord).join(' '), width);
}

/** Cuts a text that is too long and says so by an ellipsis. */
export function shorten(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}

function quoteWord(word: string): string {
  if (/^[\w@%+=:,./~-]+$/.test(word)) return word;
  const oneLine = printable(word).replaceAll('\n', '↵').replaceAll('\t', ' ').replace(/ {2,}/g, ' ');
  return oneLine.includes("'") && !/["$`\\!]/.test(oneLine)
    ? `"${oneLine}"`
    : `'${oneLine.replaceAll("'", "'\\''")}'`;
}
