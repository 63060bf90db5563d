/** Reads a file of the project: its text, or why there is none, as a clause. */
export type ReadProjectFile = (path: string) => string | { readonly because: string };
