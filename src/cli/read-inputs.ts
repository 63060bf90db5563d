import { resolve } from 'node:path';
import { type Decoded, decodeText } from '../context/decode-text.ts';
import { findDockerfiles, type Search } from '../context/find-dockerfiles.ts';
import { readTextFile } from '../context/read-text-file.ts';
import type { FileError } from '../report/file-report.ts';
import { nearestWord } from '../text/nearest-word.ts';
import { commandNames } from './command-names.ts';
import type { Io } from './io.ts';
import type { InputOptions } from './options.ts';
import { searchFor } from './search.ts';
import { unnamedInput } from './unnamed-input.ts';

/** A file that is to be linted, or why it cannot be. */
export type Input = {
  /** It was named, not found by a search. */
  readonly named: boolean;
} & (
  | { readonly path: string; readonly text: string; readonly error: null }
  | { readonly path: string; readonly text: null; readonly error: FileError }
);

/** Reads every file that the paths name, each once, in the order of the paths. */
export async function readInputs(options: InputOptions, io: Io): Promise<readonly Input[]> {
  const { paths, stdinFilename } = options;
  const inputs = new Map<string, Input>();
  for (const path of paths) {
    const found =
      path === '-'
        ? [await fromStdin(stdinFilename ?? unnamedInput, io)]
        : fromPath(path, io, await searchFor(path, options, io));
    for (const input of found) {
      const key = resolve(io.cwd, input.path);
      if (!inputs.has(key)) inputs.set(key, input);
    }
  }
  return [...inputs.values()];
}

async function fromStdin(name: string, { stdin }: Io): Promise<Input> {
  return toInput(name, true, decodeText(await stdin()));
}

function fromPath(argument: string, { fs, cwd }: Io, search: Search): readonly Input[] {
  const { files, problems, named } = findDockerfiles(fs, cwd, argument, search);
  return [
    ...problems.map(({ path, message }) => failed(path, message + commandHint(argument))),
    ...files.map((file) =>
      toInput(file.replace(/^(\.\/)+/, ''), named, readTextFile(fs, resolve(cwd, file))),
    ),
  ];
}

function toInput(path: string, named: boolean, decoded: Decoded): Input {
  if ('problem' in decoded) return { path, named, text: null, error: decoded.problem };
  return { path, named, text: decoded.text, error: null };
}

function failed(path: string, message: string): Input {
  return { path, named: true, text: null, error: { message, position: null } };
}

/** A misspelt command is taken for a path. */
function commandHint(path: string): string {
  const meant = /^[a-z]+$/.test(path) ? nearestWord(path, commandNames) : null;
  return meant === null ? '' : `; did you mean the command ${meant}?`;
}
