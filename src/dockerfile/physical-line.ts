/** One line of a file. Offsets into the file's text. */
export interface PhysicalLine {
  readonly start: number;
  /** Before the line end; BuildKit counts every `\r` and `\n` at the end of the line to it. */
  readonly end: number;
  /** Where the next line starts; the length of the text at its end. */
  readonly next: number;
}

/** The line that starts at `start`. Only `\n` ends a line; a `\r` elsewhere is an ordinary character. */
export function readPhysicalLine(text: string, start: number): PhysicalLine {
  const newline = text.indexOf('\n', start);
  const next = newline === -1 ? text.length : newline + 1;
  let end = next;
  while (end > start && (text[end - 1] === '\n' || text[end - 1] === '\r')) end -= 1;
  return { start, end, next };
}
