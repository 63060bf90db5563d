import data from './data/package-files.json' with { type: 'json' };

/** A file that a package brings. */
interface PackageFile {
  readonly package: string;
  /** The package managers whose package of that name brings it. */
  readonly managers: readonly string[];
  readonly path: string;
  readonly text: string;
}

/** The text of a file that a package brings, where one of those that are installed does; null for all others. */
export function packageFile(
  path: string,
  installed: (name: string, managers: readonly string[]) => boolean,
): string | null {
  const files: readonly PackageFile[] = data.files;
  return files.find((one) => one.path === path && installed(one.package, one.managers))?.text ?? null;
}
