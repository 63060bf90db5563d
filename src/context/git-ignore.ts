import { dirname, join, relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import type { FileSystem } from './file-system.ts';
import { foldersUpwards } from './folders-above.ts';

/** Which files Git leaves out of a repository. */
export interface GitIgnore {
  /** Whether a file or folder is left out by itself or with a folder above it. Absolute path. */
  ignores(path: string, isFolder: boolean): boolean;
}

/**
 * Reads the `.gitignore` files of a folder, of those above it up to the root of the repository and, when asked, of those
 * below; of the root also `.git/info/exclude`. Each is read once; one that cannot be read ignores nothing.
 * @param start absolute path of the folder, and so is `cwd`
 */
export function createGitIgnore(fs: FileSystem, start: string, cwd: string): GitIgnore {
  const root = foldersUpwards(fs, start, cwd).at(-1) ?? start;
  const rules = new Map<string, Ignore | null>();

  const rulesOf = (folder: string): Ignore | null => {
    const known = rules.get(folder);
    if (known !== undefined) return known;
    const files = [
      ...(folder === root ? [join(root, '.git', 'info', 'exclude')] : []),
      join(folder, '.gitignore'),
    ];
    const text = files.map((file) => read(fs, file)).join('\n');
    const made = text.trim() === '' ? null : ignore({ ignorecase: false }).add(text);
    rules.set(folder, made);
    return made;
  };

  return {
    ignores: (path, isFolder) => {
      let ignored = false;
      for (const folder of foldersBetween(root, dirname(path))) {
        const way = relative(folder, path).split(sep).join('/');
        const found = rulesOf(folder)?.test(isFolder ? `${way}/` : way);
        if (found?.ignored === true) ignored = true;
        else if (found?.unignored === true) ignored = false;
      }
      return ignored;
    },
  };
}

/** The folders from one to another that lies below it, both with; none where it does not. */
function foldersBetween(from: string, to: string): readonly string[] {
  const way = relative(from, to);
  if (way === '..' || way.startsWith(`..${sep}`)) return [];
  const names = way === '' ? [] : way.split(sep);
  return [from, ...names.map((_, at) => join(from, ...names.slice(0, at + 1)))];
}

function read(fs: FileSystem, path: string): string {
  try {
    return fs.readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
