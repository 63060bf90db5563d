import picomatch from 'picomatch';

/**
 * Whether a path matches a glob of a configuration or of `--exclude`. One without a slash means names anywhere; one
 * that names a folder means everything below it.
 * @param pattern `/` between folders; a leading `./` or `/` means the folder itself
 * @param path relative to the folder of the pattern, `/` between folders
 */
export function matchesPath(pattern: string, path: string): boolean {
  const bare = pattern.replace(/^(\.?\/)+/, '').replace(/\/+$/, '');
  const anywhere = !pattern.replace(/\/+$/, '').includes('/');
  const rooted = anywhere ? `**/${bare}` : bare;
  return picomatch.isMatch(path, [rooted, `${rooted}/**`], { dot: true });
}
