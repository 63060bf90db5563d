import type { BuildContext } from '../../context/build-context.ts';
import { isPattern } from '../../context/match-name.ts';
import type { CopyRecord } from '../../dockerfile/image-config.ts';
import { cleanPath } from '../../dockerfile/image-path.ts';
import type { Operation } from './build-operations.ts';
import { matchingPaths } from './copy-context.ts';
import { contextPath } from './copy-source.ts';
import { isWithin, lastName, pathIn, wayBelow } from './path-set.ts';

/** What a folder of an image is put together from. */
export interface FolderSources {
  readonly operations: (stage: number) => readonly Operation[];
  readonly context: () => BuildContext;
}

/** How many links and copies of folders are followed. */
const deepest = 20;

/**
 * The names that COPY, ADD, here-documents, and writes, copies and links of RUN put into a folder of an image, in order.
 * Whether one is still there, and what it is, has to be asked for; what else fills the folder is not known.
 */
export function namesIn(stage: number, folder: string, sources: FolderSources): readonly string[] {
  return [...new Set(listed(stage, cleanPath(folder), sources, 0))].sort();
}

function listed(stage: number, folder: string, sources: FolderSources, depth: number): readonly string[] {
  if (depth > deepest) return [];
  const again = (other: string, at = stage): readonly string[] => listed(at, other, sources, depth + 1);
  return sources.operations(stage).flatMap((operation) => {
    switch (operation.kind) {
      case 'copy':
        return operation.mount ? [] : copied(operation.record, folder, sources, again, stage);
      case 'write':
        return nameBelow(folder, operation.path);
      case 'transfer': {
        const { from, to, pattern } = operation;
        const above = pattern ? from.slice(0, from.lastIndexOf('/')) || '/' : from;
        return moved(above, to, folder, again).concat(nameBelow(folder, pathIn(to, lastName(from))));
      }
      case 'link': {
        const { path, target } = operation;
        const full = target.startsWith('/')
          ? target
          : `${path.slice(0, path.lastIndexOf('/')) || '/'}/${target}`;
        return moved(cleanPath(full), path, folder, again);
      }
      default:
        return [];
    }
  });
}

/** What comes into a folder when `from` comes to be at `to`. */
function moved(
  from: string,
  to: string,
  folder: string,
  names: (folder: string) => readonly string[],
): readonly string[] {
  if (!isWithin(to, folder)) return nameBelow(folder, to);
  const way = wayBelow(to, folder);
  return names(way === null ? from : pathIn(from, way));
}

function nameBelow(folder: string, path: string): readonly string[] {
  const way = wayBelow(folder, path);
  return way === null ? [] : [way.split('/')[0] as string];
}

function copied(
  { from, inline, sources: origins, destination, uncertain }: CopyRecord,
  folder: string,
  { context }: FolderSources,
  again: (folder: string, stage: number) => readonly string[],
  stage: number,
): readonly string[] {
  const target = destination.replace(/(.)\/+$/, '$1');
  const written = inline.flatMap(({ name }) => nameBelow(folder, pathIn(target, name)));
  if (uncertain || typeof from === 'string') return written;
  const brought = origins.flatMap((origin) => {
    if (from !== null)
      return from < stage ? moved(cleanPath(`/${origin}`), target, folder, (path) => again(path, from)) : [];
    const path = contextPath(origin);
    const matches = isPattern(path) ? matchingPaths(context(), path.split('/')) : [path];
    return matches.flatMap((match) =>
      context().entry(match, 'follow').kind === 'folder'
        ? moved(match, target, folder, (inside) => context().list(inside.replace(/^\//, '')))
        : nameBelow(folder, pathIn(target, lastName(match))),
    );
  });
  return [...written, ...brought];
}
