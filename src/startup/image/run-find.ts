import { joinMapped } from '../../text/mapped-text.ts';
import type { Piece } from './build-operations.ts';
import { absolutePath } from './path-set.ts';
import type { RunWord } from './run-call.ts';
import type { Input, Scope } from './run-scope.ts';

/** Runs a command. */
type RunCommand = (words: readonly RunWord[], input: Input, scope: Scope) => readonly Piece[];

/** `find FOLDER -name '*.sh' -exec chmod +x {} +`: the command on all paths that it may find. */
export function find(words: readonly RunWord[], scope: Scope, run: RunCommand): readonly Piece[] {
  const texts = words.map(({ text }) => text);
  const start = texts.findIndex((text) => text?.startsWith('-') === true);
  const exec = texts.findIndex((text) => text === '-exec' || text === '-execdir');
  const named = texts.findIndex((text) => text === '-name' || text === '-iname');
  const folders = words.slice(0, start === -1 ? words.length : start);
  if (exec === -1) return found(folders, named === -1 ? null : (texts[named + 1] ?? null), scope);
  const end = texts.findIndex((text, index) => index > exec && (text === ';' || text === '+'));
  const command = words.slice(exec + 1, end === -1 ? words.length : end).filter(({ text }) => text !== '{}');
  runOn(command, found(folders, named === -1 ? null : (texts[named + 1] ?? null), scope), scope, run);
  return [];
}

/** The folders that `find` looks through, on their way to `xargs`; any other command cannot tell what they are. */
function found(folders: readonly RunWord[], name: string | null, scope: Scope): readonly Piece[] {
  return folders.flatMap(({ text }): readonly Piece[] => {
    const path = text === null ? null : absolutePath(text, scope.directory);
    return path === null
      ? []
      : [{ kind: 'unknown', reason: 'with `find`, which is not followed', found: { path, name } }];
  });
}

/** `find … | xargs COMMAND`. */
export function xargs(
  words: readonly RunWord[],
  input: Input,
  scope: Scope,
  run: RunCommand,
): readonly Piece[] {
  let index = 0;
  while (/^-/.test(words[index]?.text ?? '')) index += /^-[ILnPsd]$/.test(words[index]?.text ?? '') ? 2 : 1;
  const command = words.slice(index).filter(({ text }) => text !== '{}' && text !== '%');
  runOn(command, input ?? [], scope, run);
  return [{ kind: 'unknown', reason: 'with `xargs`, which is not followed' }];
}

/** A command that is given paths by another: its effect on one stands for all of them. */
function runOn(command: readonly RunWord[], pieces: readonly Piece[], scope: Scope, run: RunCommand): void {
  const stand = '/\u0000';
  for (const piece of pieces) {
    if (piece.kind !== 'unknown' || !piece.found) continue;
    const { path, name } = piece.found;
    const word: RunWord = { text: stand, pattern: false, mapped: joinMapped([]) };
    const before = scope.operations.length;
    run([...command, word], null, scope);
    const made = scope.operations.splice(before);
    for (const operation of made) {
      if (operation.kind === 'mode' || operation.kind === 'line-ends' || operation.kind === 'remove') {
        scope.operations.push({ ...operation, paths: { path, pattern: false, recursive: true, name } });
      } else if (operation.kind === 'opaque') {
        scope.operations.push({ ...operation, paths: [{ path, pattern: false, recursive: true, name }] });
      }
    }
  }
}
