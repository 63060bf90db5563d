/** The last component of a path, by which programs are known. */
export function programName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
