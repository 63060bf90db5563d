import { dirname, relative, resolve, sep } from 'node:path';
import { failureReason } from '../context/file-system.ts';
import { writeWhole } from '../context/write-whole.ts';
import { groupBy } from '../knowledge/group-by.ts';
import {
  type BaselineEntry,
  baselineText,
  compareWithBaseline,
  type PathOf,
  readBaseline,
  updatedBaseline,
} from '../lint/baseline.ts';
import type { LintResult } from '../lint/lint-file.ts';
import type { FileReport } from '../report/file-report.ts';
import { count } from '../report/summary.ts';
import { shownPath } from './configs.ts';
import type { FileSetup } from './file-setup.ts';
import type { Io } from './io.ts';
import type { LintOptions } from './options.ts';
import { say } from './say.ts';

/** A baseline that was to be read or written and could not be; never leaves this module. */
class BaselineError extends Error {}

/**
 * Compares reports with the baselines of their files; with `--update-baseline` first writes those anew.
 * @returns null when one cannot be read or written, which has been said
 */
export function withBaselines(
  files: readonly FileReport[],
  setupOf: (path: string) => FileSetup,
  options: LintOptions,
  io: Io,
): readonly FileReport[] | null {
  try {
    const byBaseline = groupBy(files, ({ path }) => setupOf(path).baseline ?? '');
    if (options.updateBaseline && [...byBaseline.keys()].every((path) => path === '')) {
      throw new BaselineError('--update-baseline needs --baseline FILE, or a baseline in the configuration');
    }
    const compared = new Map<string, LintResult>();
    for (const [path, own] of byBaseline) {
      const results = own.flatMap(({ result }) => result ?? []);
      const after = path === '' ? results : compare(path, results, options, io);
      for (const result of after) compared.set(result.source.path, result);
    }
    return files.map((file): FileReport => {
      const result = compared.get(file.path);
      return result === undefined || file.result === null ? file : { path: file.path, result, error: null };
    });
  } catch (error) {
    if (!(error instanceof BaselineError)) throw error;
    say(io, error.message);
    return null;
  }
}

function compare(
  given: string,
  results: readonly LintResult[],
  { updateBaseline, quiet }: LintOptions,
  io: Io,
): readonly LintResult[] {
  const path = resolve(io.cwd, given);
  const shown = shownPath(path, io.cwd);
  const pathOf: PathOf = (file) => relative(dirname(path), resolve(io.cwd, file)).split(sep).join('/');
  const before = read(path, shown, updateBaseline, io);
  const entries = updateBaseline ? updatedBaseline(results, before, pathOf) : before;
  if (updateBaseline) {
    write(path, shown, entries, io);
    const known = entries.reduce((sum, entry) => sum + entry.count, 0);
    if (!quiet) say(io, `${shown}: knows ${count(known, 'finding')}`);
  }
  const { results: compared, gone } = compareWithBaseline(results, entries, pathOf);
  if (gone.length > 0 && !quiet) {
    const number = gone.reduce((sum, entry) => sum + entry.count, 0);
    say(
      io,
      `${shown}: ${count(number, 'known finding')} ${number === 1 ? 'is' : 'are'} gone; --update-baseline forgets ${number === 1 ? 'it' : 'them'}`,
    );
  }
  return compared;
}

function read(path: string, shown: string, mayBeMissing: boolean, { fs }: Io): readonly BaselineEntry[] {
  try {
    const read = readBaseline(fs.readFileSync(path, 'utf8'));
    if ('entries' in read) return read.entries;
    throw new BaselineError(`${shown}: ${read.problem}`);
  } catch (error) {
    if (error instanceof BaselineError) throw error;
    if (mayBeMissing && (error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    const hint = (error as NodeJS.ErrnoException).code === 'ENOENT' ? '; --update-baseline makes it' : '';
    throw new BaselineError(`${shown}: ${failureReason(error)}${hint}`);
  }
}

function write(path: string, shown: string, entries: readonly BaselineEntry[], { fs }: Io): void {
  try {
    writeWhole(fs, path, baselineText(entries));
  } catch (error) {
    throw new BaselineError(`${shown}: ${failureReason(error)}`);
  }
}
