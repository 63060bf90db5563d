import { isPattern } from '../../context/match-name.ts';
import { executableMode, type OperationBody } from './build-operations.ts';
import { absolutePath, onePath } from './path-set.ts';
import { hasOption, notFollowed, operands, type RunCall, type RunEffect } from './run-call.ts';

/** `cp`, `mv`: the last operand is the target, unless `-t` names it. */
export function transfer(
  call: RunCall,
  how: { readonly moves: boolean; readonly executable: boolean | null },
  takesValue: RegExp | null = /^-[St]$|^--(suffix|target-directory)$/,
): RunEffect {
  const folder = call.words.findIndex(({ text }) => text === '-t' || text === '--target-directory');
  const given = operands(call.words, takesValue);
  const target = folder === -1 ? given.at(-1) : call.words[folder + 1];
  const sources = folder === -1 ? given.slice(0, -1) : given;
  const to = target?.text == null ? null : absolutePath(target.text, call.directory);
  if (to === null) return notFollowed('cp', call);
  const into = folder !== -1 || sources.length > 1 || /(^|\/)\.?$/.test(target?.text ?? '') ? true : null;
  const operations = sources.map((word): OperationBody => {
    const from = word.text === null ? null : absolutePath(word.text, call.directory);
    const pattern = word.pattern && from !== null && isPattern(from);
    if (from === null || (pattern && isPattern(from.slice(0, from.lastIndexOf('/'))))) {
      const does = how.moves ? 'moves' : 'copies';
      const paths = [onePath(to)];
      return { kind: 'opaque', command: 'cp', paths, does: `${does} it from a path that is not known` };
    }
    // `cp -r folder/. target`: what is in the folder.
    const content = /\/\.$/.test(word.text ?? '');
    return { kind: 'transfer', from, to, pattern, into: pattern ? true : content ? false : into, ...how };
  });
  return { operations, output: [] };
}

/** `install`: a copy with a mode of its own. */
export function install(call: RunCall): RunEffect {
  if (hasOption(call.words, /d/, '--directory')) return { operations: [], output: [] };
  const at = call.words.findIndex(({ text }) => text !== null && /^(-[A-Za-z]*m|--mode)$/.test(text));
  const joined = call.words
    .find(({ text }) => /^(--mode=|-m\d)/.test(text ?? ''))
    ?.text?.replace(/^(--mode=|-m)/, '');
  const mode = at === -1 ? joined : call.words[at + 1]?.text;
  const executable = mode == null ? at === -1 : executableMode(mode);
  return transfer(
    call,
    { moves: false, executable },
    /^-[A-Za-z]*[mogtS]$|^--(mode|owner|group|target-directory)$/,
  );
}

/** `ln`: links, symbolic or not. */
export function link(call: RunCall): RunEffect {
  const [target, ...rest] = operands(call.words);
  const path = rest.at(-1)?.text ?? (target?.text ? (target.text.split('/').at(-1) ?? null) : null);
  const place = path === null ? null : absolutePath(path, call.directory);
  if (target?.text == null || target.pattern || place === null || rest.length > 1)
    return notFollowed('ln', call);
  const symbolic = hasOption(call.words, /s/, '--symbolic');
  const into =
    path?.endsWith('/') || path === '.'
      ? true
      : hasOption(call.words, /[nT]/, '--no-target-directory')
        ? false
        : null;
  if (symbolic) return { operations: [{ kind: 'link', target: target.text, path: place, into }], output: [] };
  const from = absolutePath(target.text, call.directory);
  if (from === null) return notFollowed('ln', call);
  return {
    operations: [{ kind: 'transfer', from, to: place, pattern: false, into, moves: false, executable: null }],
    output: [],
  };
}
