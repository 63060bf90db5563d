/**
 * A text with the part between its markers made anew: `<!-- NAME: made by `npm run generate` -->` and `<!-- /NAME -->`.
 * @throws Error when a marker is missing.
 */
export function withPart(file: string, text: string, name: string, part: string): string {
  const begin = `<!-- ${name}: made by \`npm run generate\` -->`;
  const end = `<!-- /${name} -->`;
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from === -1 || to < from) throw new Error(`${file} needs the markers ${begin} and ${end}`);
  return `${text.slice(0, from + begin.length)}\n\n${part.trim()}\n\n${text.slice(to)}`;
}

/** Rows as a Markdown table; the first one is its heading. */
export function table(rows: readonly (readonly string[])[]): string {
  const [heading = [], ...others] = rows;
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`;
  return `${line(heading)}|${'---|'.repeat(heading.length)}\n${others.map(line).join('')}`;
}
