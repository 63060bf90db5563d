/** What a path must not have to be clean. */
const unclean = /^[^/]|^$|\/\/|\/\.{1,2}(?:\/|$)|.\/$/s;

/** `path.Join` of Go: the parts joined with slashes, `.`, `..` and double slashes resolved. All paths here are absolute. */
export function cleanPath(path: string): string {
  if (!unclean.test(path)) return path;
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/**
 * The working directory after `WORKDIR path`. An absolute path stays as it is written; any other is joined to the
 * one before it. BuildKit util/system/path.go, NormalizeWorkdir.
 */
export function joinWorkdir(current: string, path: string): string {
  if (path.startsWith('/')) return path;
  return path === '' ? current : cleanPath(`${current}/${path}`);
}

/**
 * Where COPY and ADD write: absolute, and with a `/` at the end when a folder is meant (also for `.`). BuildKit
 * frontend/dockerfile/dockerfile2llb/convert.go, pathRelativeToWorkingDir, keeps `/.` where it is written; here it is `/`.
 */
export function copyDestination(workdir: string, path: string): string {
  const isFolder = path === '' || path === '.' || path.endsWith('/') || path.endsWith('/.');
  const clean = cleanPath(path.startsWith('/') ? path : `${workdir}/${path}`);
  return isFolder && clean !== '/' ? `${clean}/` : clean;
}
