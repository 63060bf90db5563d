import type { BuildContext } from '../../context/build-context.ts';
import type { CopyRecord, ImageConfig, Stage } from '../../dockerfile/image-config.ts';
import { cleanPath } from '../../dockerfile/image-path.ts';
import type { ShellFact } from '../../knowledge/types.ts';
import type { Operation, Piece } from './build-operations.ts';
import { joinSources, unixFile } from './change-file.ts';
import { copiedFile } from './copy-files.ts';
import type { ImageFile, TextFile } from './image-file.ts';
import { namesIn } from './list-folder.ts';
import { hasPath, isWithin, lastName, pathIn, wayBelow } from './path-set.ts';
import type { RunMemory } from './run-memory.ts';
import { type FileStep, fileSteps } from './stage-operations.ts';
import { transferSources } from './transfer-sources.ts';

/** A Dockerfile whose files are looked for. */
export interface FileSources {
  /** The Dockerfile as places name it, and its text. */
  readonly file: string;
  readonly text: string;
  readonly stages: readonly Stage[];
  /** By stage. */
  readonly configs: readonly ImageConfig[];
  /** The build context; asked for when something in it is looked for. */
  readonly context: () => BuildContext;
  /** The programs that the paths of shells are in a stage. */
  readonly shells: (stage: number) => (path: string) => ShellFact;
  /** What RUN instructions were seen to do. */
  readonly runs: RunMemory;
}

/** The files of all stages of a Dockerfile. */
export interface ImageFiles {
  /** What stands at an absolute path in the image that a stage makes. Never throws. */
  file(stage: number, path: string): ImageFile;
  /** The names that the Dockerfile is seen to put into a folder. */
  names(stage: number, folder: string): readonly string[];
}

/** How many links, copies and changes a file is followed through. */
const deepest = 60;

/** How many paths are looked at for one; links and copies of folders can multiply. */
const mostSearches = 2000;

/**
 * Tells where the files of images come from: COPY and ADD, here-documents, what RUN writes, copies, links and changes.
 * Pure but for the build context, which is read when a path in it is asked for.
 */
export function createImageFiles(sources: FileSources): ImageFiles {
  const steps = new Map<number, readonly FileStep[]>();
  const known = new Map<string, ImageFile>();
  const of = (stage: number): readonly FileStep[] => {
    const known = steps.get(stage);
    if (known) return known;
    const below = sources.stages[stage]?.base;
    // BuildKit refuses a stage on a later one.
    const base = below?.kind === 'stage' && below.index < stage ? below.index : null;
    const inherited = base === null ? [] : of(base);
    const from = base === null ? 0 : (sources.configs[base]?.steps.length ?? 0);
    const made = [...inherited, ...fileSteps(sources, stage, from)];
    steps.set(stage, made);
    return made;
  };
  const operations = (stage: number): readonly Operation[] => of(stage).flatMap((step) => step.operations());
  const look = (stage: number, path: string): ImageFile => {
    const search = { sources, stage, of, steps: of(stage), depth: 0, budget: { left: mostSearches } };
    return lookUp(search, endOf(search.steps), path);
  };
  return {
    file: (stage, path) => {
      const key = `${stage} ${path}`;
      const file = known.get(key) ?? look(stage, cleanPath(path));
      known.set(key, file);
      return file;
    },
    names: (stage, folder) => namesIn(stage, folder, { operations, context: sources.context }),
  };
}

/** One search: the stage that it is in and how far it has come. */
interface Search {
  readonly sources: FileSources;
  readonly stage: number;
  readonly of: (stage: number) => readonly FileStep[];
  readonly steps: readonly FileStep[];
  readonly depth: number;
  /** What is left of {@link mostSearches}. */
  readonly budget: { left: number };
}

/** A place among the operations of a stage: the step, and how many of its operations stand before. */
interface Place {
  readonly step: number;
  readonly at: number;
}

function endOf(steps: readonly FileStep[]): Place {
  return { step: steps.length, at: 0 };
}

/** The file at a path before a place: the last operation that concerns it decides. */
function lookUp(search: Search, before: Place, path: string): ImageFile {
  search.budget.left -= 1;
  if (search.depth > deepest || search.budget.left < 0)
    return nobody('it is reached by too many links or copies');
  const deeper: Search = { ...search, depth: search.depth + 1 };
  let maybe: string | null = null;
  for (let step = Math.min(before.step, search.steps.length - 1); step >= 0; step -= 1) {
    const own = search.steps[step] as FileStep;
    if (!own.mayConcern(path)) continue;
    const operations = own.operations();
    for (let at = (step === before.step ? before.at : operations.length) - 1; at >= 0; at -= 1) {
      const found = concern(deeper, operations[at] as Operation, { step, at }, before, path);
      if (found === null) continue;
      if ('maybe' in found) maybe ??= found.maybe;
      else return found.gone === true && maybe !== null ? nobody(maybe) : found.file;
    }
  }
  return nobody(maybe ?? whereElse(search));
}

/** `gone`: it is not there any more, unless something later has brought it back. */
type Concern = { readonly file: ImageFile; readonly gone?: true } | { readonly maybe: string } | null;

function nobody(reason: string): ImageFile {
  return { kind: 'absent', reason, by: null };
}

function changed(operation: Operation, reason: string): Concern {
  return { file: { kind: 'absent', reason, by: operation.by } };
}

function gone(operation: Operation, reason: string): Concern {
  return { file: { kind: 'absent', reason, by: operation.by }, gone: true };
}

function whereElse({ sources, stage }: Search): string {
  for (let at = sources.stages[stage]; at; ) {
    const { base } = at;
    if (base.kind === 'scratch') return 'nothing in the Dockerfile brings it';
    if (base.kind === 'image')
      return `nothing in the Dockerfile brings it, so it would be in ${base.reference}`;
    if (base.kind === 'unknown') break;
    at = base.index < at.index ? sources.stages[base.index] : undefined;
  }
  return 'nothing in the Dockerfile brings it, so it would be in the base image';
}

/** What one operation says of a path. */
function concern(search: Search, operation: Operation, index: Place, before: Place, path: string): Concern {
  switch (operation.kind) {
    case 'copy':
      if (operation.mount && before.step !== index.step) return null;
      return copied(search, operation.record, before, path);
    case 'write':
      return operation.path === path ? written(search, operation, index) : null;
    case 'transfer':
      return transferred(search, operation, index, path);
    case 'link':
      return linked(search, operation, before, path);
    case 'remove':
      if (!hasPath(operation.paths, path)) return null;
      return gone(operation, operation.sure ? 'RUN removes it' : 'RUN may remove it');
    case 'mode': {
      if (!hasPath(operation.paths, path)) return null;
      const file = lookUp(search, index, path);
      const executable = operation.sure ? operation.executable : null;
      return { file: file.kind === 'absent' ? file : { ...file, executable } };
    }
    case 'line-ends': {
      if (!hasPath(operation.paths, path)) return null;
      const file = lookUp(search, index, path);
      if (file.kind !== 'text' || !file.source.text.text.includes('\r\n')) return { file };
      if (!operation.sure) return changed(operation, 'RUN may change its line ends');
      return { file: unixFile(file) };
    }
    case 'opaque':
      return opaque(operation, path);
  }
}

function copied(search: Search, record: CopyRecord, before: Place, path: string): Concern {
  const { sources, of, depth } = search;
  return copiedFile(record, path, {
    context: sources.context,
    file: sources.file,
    text: sources.text,
    stageName: (stage) => sources.stages[stage]?.name ?? String(stage),
    stageFile: (stage, inside) => {
      // BuildKit refuses to copy from a later stage.
      if (stage >= search.stage && stage !== record.from) return nobody('it is no earlier stage');
      const steps = of(stage);
      return lookUp({ ...search, stage, steps, depth: depth + 1 }, endOf(steps), inside);
    },
    again: (target) => lookUp(search, before, target),
  });
}

function opaque(operation: Extract<Operation, { kind: 'opaque' }>, path: string): Concern {
  const { command, paths, does, sure } = operation;
  const verb = sure ? 'changes it with' : 'may change it with';
  if (paths.some((set) => hasPath(set, path))) {
    return changed(operation, `RUN ${does ?? `${verb} \`${command}\`, which is not followed`}`);
  }
  const folder = paths.find((set) => set.path !== '/' && isWithin(set.path, path));
  if (!folder) return null;
  return {
    maybe: does === null ? `RUN may bring it with \`${command}\`, which is not followed` : `RUN ${does}`,
  };
}

function written(search: Search, operation: Extract<Operation, { kind: 'write' }>, index: Place): Concern {
  const { path, by } = operation;
  if (!operation.sure) return changed(operation, 'RUN writes it in a branch that may not be taken');
  const before = operation.append ? lookUp(search, index, path) : null;
  if (before?.kind === 'absent' && (before.by !== null || !startsFile(operation.pieces)))
    return { file: before };
  if (before?.kind === 'binary') return { file: before };
  const parts: TextFile['source'][] = before?.kind === 'text' ? [before.source] : [];
  for (const piece of operation.pieces) {
    const part = pieceText(search, piece, index);
    if ('unknown' in part) return changed(operation, `RUN writes it ${part.unknown}`);
    parts.push(part);
  }
  // A file that is there already keeps its mode.
  const executable = before?.kind === 'text' ? before.executable : keptMode(search, index, path);
  return { file: { kind: 'text', name: path, source: joinSources(parts), executable, by } };
}

/** The mode of a file that a redirection writes: that of the file it finds, or none that lets it be executed. */
function keptMode(search: Search, index: Place, path: string): boolean | null {
  const before = lookUp(search, index, path);
  return before.kind === 'absent' ? (before.by === null ? false : null) : before.executable;
}

/** Whether what is appended begins a new file: who writes a `#!` line does not add to a file. */
function startsFile([first]: readonly Piece[]): boolean {
  return first?.kind === 'text' && first.text.text.startsWith('#!');
}

function pieceText(
  search: Search,
  piece: Piece,
  index: Place,
): TextFile['source'] | { readonly unknown: string } {
  if (piece.kind === 'unknown') return { unknown: piece.reason };
  if (piece.kind === 'text') return { file: piece.file, text: piece.text };
  const file = lookUp(search, index, piece.path);
  if (file.kind === 'absent') return { unknown: `from ${piece.path}, and ${file.reason}` };
  if (file.kind === 'binary') return { unknown: `from ${piece.path}, which is no text` };
  return piece.unix ? unixFile(file).source : file.source;
}

function transferred(
  search: Search,
  operation: Extract<Operation, { kind: 'transfer' }>,
  index: Place,
  path: string,
): Concern {
  const { from, moves, executable, sure } = operation;
  let maybe: string | null = null;
  for (const { source, named } of transferSources(operation, path)) {
    const file = lookUp(search, index, source);
    if (file.kind === 'absent' && file.by === null && !named) {
      maybe ??= `RUN copies it from ${from}, and ${file.reason}`;
      continue;
    }
    if (!sure) return changed(operation, 'RUN copies it in a branch that may not be taken');
    if (file.kind === 'absent') return changed(operation, `RUN copies it from ${from}, and ${file.reason}`);
    return { file: { ...file, executable: executable ?? file.executable } };
  }
  if (
    moves &&
    sure &&
    hasPath({ path: from, pattern: operation.pattern, recursive: true, name: null }, path)
  ) {
    return gone(operation, `RUN moves it to ${operation.to}`);
  }
  return maybe === null ? null : { maybe };
}

/** A link is followed when the path is used, so its target is looked for with all that came later. */
function linked(
  search: Search,
  operation: Extract<Operation, { kind: 'link' }>,
  before: Place,
  path: string,
): Concern {
  const inside = pathIn(operation.path, lastName(operation.target));
  const places = operation.into === false ? [] : [inside];
  if (operation.into !== true) places.push(operation.path);
  for (const place of places) {
    if (!isWithin(place, path)) continue;
    const folder = place.slice(0, place.lastIndexOf('/'));
    const target = operation.target.startsWith('/') ? operation.target : `${folder}/${operation.target}`;
    const way = wayBelow(place, path);
    const full = cleanPath(way === null ? target : `${target}/${way}`);
    const file = full === path ? nobody('it is a link to itself') : lookUp(search, before, full);
    // It may be a link in a folder of that name, which says nothing of what else is there.
    if (file.kind === 'absent' && file.by === null && way !== null) continue;
    if (!operation.sure)
      return changed(operation, 'RUN makes a link of it in a branch that may not be taken');
    if (file.kind !== 'absent' || file.by !== null || file.reason.startsWith('it is ')) return { file };
    return { file: { ...file, reason: `it is a link to ${full}, and ${file.reason}` } };
  }
  return null;
}
