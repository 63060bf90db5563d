/** Makes a text a link to the page of a rule, where the terminal can show links. */
export type LinkRule = (text: string, rule: string) => string;

/** No link at all. */
export const noLinks: LinkRule = (text) => text;

/** A text that terminals show as a link (OSC 8). */
export function hyperlink(text: string, url: string): string {
  return `\u001B]8;;${url}\u001B\\${text}\u001B]8;;\u001B\\`;
}
