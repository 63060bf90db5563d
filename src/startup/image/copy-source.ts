import type { BuildContext } from '../../context/build-context.ts';
import { isPattern, matchName } from '../../context/match-name.ts';
import type { CopyRecord } from '../../dockerfile/image-config.ts';
import { cleanPath } from '../../dockerfile/image-path.ts';
import type { AbsentFile, ImageFile } from './image-file.ts';
import { lastName, pathIn, wayBelow } from './path-set.ts';

/** What COPY and ADD take from. */
export interface CopySurroundings {
  readonly context: () => BuildContext;
  /** A path in an earlier stage. */
  readonly stageFile: (stage: number, path: string) => ImageFile;
  readonly stageName: (stage: number) => string;
  /** A path of this image again, when a link that was copied leads there. */
  readonly again: (path: string) => ImageFile;
  /** The Dockerfile as places name it, and its text. */
  readonly file: string;
  readonly text: string;
}

/** What a COPY or ADD says of a path: a file, that it brings it but not what it holds, or that it may bring it. */
export type Copied =
  | { readonly file: ImageFile }
  /** The file may be there, and why that cannot be told; an instruction that names it counts more. */
  | { readonly maybe: string }
  | null;

/** A source and the place of its file or folder, when it gives the path that is asked for. */
export interface Candidate {
  /** Relative to the root of what is copied from. */
  readonly path: string;
  /** The instruction names this file; otherwise it is found in a folder or by a pattern. */
  readonly named: boolean;
}

/** The instruction names this very file, and what it holds is not known. */
export function absent(record: CopyRecord, reason: string): Copied {
  const file: AbsentFile = { kind: 'absent', reason, by: record.instruction };
  return { file };
}

/** COPY cleans a source as if it began at the root: `../x` is `x`. */
export function contextPath(source: string): string {
  return cleanPath(`/${source}`).slice(1);
}

/** Whether the path is what a file of that name would become: the target itself, or in it. */
export function isNamed(source: string, path: string, folder: string, { destination }: CopyRecord): boolean {
  if (path === folder && !destination.endsWith('/')) return true;
  return path === pathIn(folder, lastName(source));
}

/** Where in the source a path may come from: the source is a file of that name, or a folder above it. */
export function candidates(
  record: CopyRecord,
  source: string,
  path: string,
  folder: string,
): readonly Candidate[] {
  if (record.parents) {
    const pivot = record.sources.find((one) => cleanPath(`/${one.replace('/./', '/')}`) === source);
    const dropped = pivot?.includes('/./') ? cleanPath(`/${pivot.slice(0, pivot.indexOf('/./'))}`) : '/';
    const way = wayBelow(folder, path);
    return way === null ? [] : [{ path: cleanPath(`${dropped}/${way}`), named: true }];
  }
  if (isPattern(source)) return patternCandidates(source, path, folder, record);
  const way = wayBelow(folder, path);
  const file: Candidate[] = isNamed(source, path, folder, record) ? [{ path: source, named: true }] : [];
  return way === null ? file : [...file, { path: cleanPath(`${source}/${way}`), named: false }];
}

/** `*.sh` may stand for the name that the path ends in, or for a folder above. */
function patternCandidates(
  source: string,
  path: string,
  folder: string,
  { destination }: CopyRecord,
): readonly Candidate[] {
  const way = wayBelow(folder, path);
  const at = source.lastIndexOf('/');
  const [above, last] = [source.slice(0, at), source.slice(at + 1)];
  if (isPattern(above) || way === null || way.includes('/') || !destination) return [];
  return matchName(last, way) ? [{ path: `${above}/${way}`, named: false }] : [];
}
