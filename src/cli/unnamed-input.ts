/** What a Dockerfile from standard input is called when nobody names it. */
export const unnamedInput = '<stdin>';
