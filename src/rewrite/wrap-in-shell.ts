import type { Fix } from '../contract/finding.ts';
import type { RuleFile } from '../contract/rule.ts';
import type { CommandSetting } from '../dockerfile/image-config.ts';
import type { ImageModel } from '../startup/model.ts';
import { execFormText } from './exec-form-text.ts';
import type { ShellSyntax } from './shell-syntax.ts';

/** The exec form handed to a shell that interprets what was meant for one, and then gives way by `exec`. */
export function wrapInShell(
  setting: CommandSetting,
  found: readonly ShellSyntax[],
  { config }: ImageModel,
  file: RuleFile,
): readonly Fix[] {
  const by = setting.by;
  if (!by || setting.form?.kind !== 'exec') return [];
  const replace = (argv: readonly string[], title: string): Fix => ({
    title,
    safety: 'safe',
    edits: [{ file: file.path, span: by.argumentsSpan, newText: execFormText(argv) }],
  });
  if (found.some(({ kind }) => kind === 'words')) {
    return [replace((setting.argv[0] ?? '').trim().split(/\s+/), 'write each word as a string of its own')];
  }
  const isCmd = setting === config.cmd;
  // Behind an ENTRYPOINT the words of CMD are that program's arguments: no shell can be put between.
  if (isCmd && config.entrypoint && config.entrypoint.argv.length > 0) return [];
  const kinds = new Map(found.map(({ index, kind }) => [index, kind]));
  const words = setting.argv.map((word, index) => shellWord(word, kinds.get(index)));
  const text = withExec(words, kinds);
  const takesArguments = !isCmd && (config.cmd?.argv.length ?? 0) > 0;
  const argv = takesArguments
    ? ['/bin/sh', '-c', `${text} "$@"`, setting.argv[0] ?? 'sh']
    : ['/bin/sh', '-c', text];
  return [replace(argv, 'let a shell interpret it, and give way by `exec`')];
}

/** `exec` before the last command of what the operators join. */
function withExec(words: readonly string[], kinds: ReadonlyMap<number, ShellSyntax['kind']>): string {
  let last = 0;
  for (const [index, word] of words.entries()) {
    if (kinds.get(index) === 'operator' && /^(&&|\|\||;|\|)$/.test(word)) last = index + 1;
  }
  return [...words.slice(0, last), 'exec', ...words.slice(last)].join(' ');
}

function shellWord(word: string, kind: ShellSyntax['kind'] | undefined): string {
  if (kind === 'variable') return /^[\w./:=$,{}@%+-]+$/.test(word) ? `"${word}"` : `"${word.replace(/["\\`]/g, '\\$&')}"`;
  if (kind !== undefined) return word;
  return /^[\w./:=,@%+-]+$/.test(word) ? word : `'${word.replace(/'/g, "'\\''")}'`;
}
