import type { Redirect } from '../../shell/syntax.ts';
import { addedAfter, joinMapped } from '../../text/mapped-text.ts';
import type { Piece } from '../image/build-operations.ts';
import { absolutePath } from '../image/path-set.ts';
import { add, type Input, lookUp, readWord, type Scope } from '../image/run-scope.ts';
import { documentText } from '../image/run-text.ts';

/** Runs something with its input and output where the redirections say; what is left goes on to a pipe. */
export function redirected(
  redirects: readonly Redirect[],
  scope: Scope,
  input: Input,
  run: (input: Input) => readonly Piece[],
): readonly Piece[] {
  let from = input;
  for (const redirect of redirects) from = inputOf(redirect, scope) ?? from;
  // A redirection opens its file before the command runs, in the folder that is current then.
  const targets = redirects.filter(writesOutput).map((redirect) => ({
    append: redirect.operator === '>>' || redirect.operator === '&>>',
    path: targetPath(redirect, scope),
  }));
  const output = run(from);
  const last = targets.at(-1);
  if (last === undefined) return output;
  for (const target of targets) {
    if (target.path === null) continue;
    const pieces = target === last ? output : [];
    add([{ kind: 'write', path: target.path, pieces, append: target.append }], scope);
  }
  return [];
}

function inputOf({ operator, document, target }: Redirect, scope: Scope): Input {
  if (document) {
    const read = documentText(document, scope.text, (name) => lookUp(scope, name));
    if ('unknown' in read) return [{ kind: 'unknown', reason: `from a here-document with ${read.unknown}` }];
    return [{ kind: 'text', file: scope.file, text: read.text }];
  }
  if (operator === '<<<' && target) {
    const { text, mapped } = readWord(target, scope);
    if (text === null) return [{ kind: 'unknown', reason: 'from a word whose value is not known' }];
    return [{ kind: 'text', file: scope.file, text: joinMapped([mapped, addedAfter(mapped, '\n')]) }];
  }
  if (operator !== '<' || !target) return null;
  const path = targetPath({ target }, scope);
  return path === null
    ? [{ kind: 'unknown', reason: 'from a file that is not known' }]
    : [{ kind: 'file', path, unix: false }];
}

function writesOutput({ operator, descriptor }: Redirect): boolean {
  if (operator === '&>' || operator === '&>>') return true;
  return (
    (operator === '>' || operator === '>>' || operator === '>|') && (descriptor === null || descriptor === 1)
  );
}

function targetPath({ target }: Pick<Redirect, 'target'>, scope: Scope): string | null {
  if (!target) return null;
  const { text, pattern } = readWord(target, scope);
  return text === null || pattern ? null : absolutePath(text, scope.directory);
}
