import { createTwoFilesPatch } from 'diff';
import type { FileChange } from './fix-file.ts';

/**
 * The changes as one unified diff that `patch -p1` and `git apply` take: line ends and a missing last
 * newline are kept. Empty when nothing changed.
 */
export function unifiedDiff(changes: readonly FileChange[]): string {
  return changes.map(filePatch).join('');
}

function filePatch({ path, before, after }: FileChange): string {
  if (before === after) return '';
  const name = path.replaceAll('\\', '/').replace(/^\/+/, '');
  const patch = createTwoFilesPatch(`a/${name}`, `b/${name}`, before, after, undefined, undefined, {
    context: 3,
    headerOptions: { includeIndex: false, includeUnderline: false, includeFileHeaders: true },
  });
  return patch;
}
