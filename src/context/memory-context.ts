import type { BuildContext, ContextEntry, FileContent } from './build-context.ts';
import { type IgnoreRules, nothingIgnored, readIgnoreFile } from './ignore-file.ts';

/** A file of a build context that is made up: its text, or more than that. */
export type MemoryFile =
  | string
  | { readonly text: string; readonly executable?: boolean | null }
  | { readonly content: FileContent }
  | { readonly link: string };

/** A build context that exists in memory alone, from files by path; `.dockerignore` counts. */
export function memoryContext(
  files: Readonly<Record<string, MemoryFile>>,
  { root = '.', note = null }: { readonly root?: string; readonly note?: string | null } = {},
): BuildContext {
  const ignore = ignoreRules(files['.dockerignore']);
  const folders = namesByFolder(Object.keys(files).filter((path) => !ignore.ignores(path)));
  const entry: BuildContext['entry'] = (path, links) => {
    const file = Object.hasOwn(files, path) ? files[path] : undefined;
    if (file === undefined) {
      if (path === '' || folders.has(path)) return { kind: 'folder' };
      return { kind: 'absent', reason: `${path} is not there` };
    }
    if (ignore.ignores(path)) return { kind: 'absent', reason: `${path} is left out by ${ignore.file}` };
    if (typeof file !== 'string' && 'link' in file) {
      return links === 'show' ? { kind: 'link', target: file.link } : entry(file.link, links);
    }
    return fileEntry(path, file);
  };
  const list = (path: string): readonly string[] => [...(folders.get(path) ?? [])].sort();
  return { root, note, entry, list };
}

/** What stands in each folder, by the folder's path. */
function namesByFolder(paths: readonly string[]): ReadonlyMap<string, ReadonlySet<string>> {
  const folders = new Map<string, Set<string>>();
  const add = (path: string): void => {
    const cut = path.lastIndexOf('/');
    const folder = path.slice(0, Math.max(cut, 0));
    const names = folders.get(folder);
    names?.add(path.slice(cut + 1));
    if (names) return;
    folders.set(folder, new Set([path.slice(cut + 1)]));
    if (folder !== '') add(folder);
  };
  for (const path of paths) add(path);
  return folders;
}

function ignoreRules(file: MemoryFile | undefined): IgnoreRules {
  return typeof file === 'string' ? readIgnoreFile('.dockerignore', file) : nothingIgnored;
}

function fileEntry(name: string, file: Exclude<MemoryFile, { readonly link: string }>): ContextEntry {
  if (typeof file !== 'string' && 'content' in file) {
    return { kind: 'file', name, read: () => file.content, executable: true };
  }
  const { text, executable = true } = typeof file === 'string' ? { text: file } : file;
  return { kind: 'file', name, read: () => ({ kind: 'text', text }), executable };
}
