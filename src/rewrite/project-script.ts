/**
 * Whether a file is a package.json: what stands there is run on the machines of developers as well, by shells that know
 * neither traps nor `exec` (cmd.exe), and inside a JSON string.
 */
export function isPackageJson(file: string | null): boolean {
  return file !== null && /(^|\/)package\.json$/.test(file);
}
