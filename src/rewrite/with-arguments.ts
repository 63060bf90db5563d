import type { Fix } from '../contract/finding.ts';
import type { RuleFile } from '../contract/rule.ts';
import type { CommandSetting } from '../dockerfile/image-config.ts';
import { parseShell } from '../shell/parse.ts';
import { literalWord } from '../shell/syntax.ts';
import { isBuiltinSomewhere } from '../startup/builtins.ts';
import type { ImageModel } from '../startup/model.ts';
import { execFormText } from './exec-form-text.ts';
import { plainWords } from './plain-words.ts';
import { mayLackShebang } from './script-file.ts';

/** A shell-form ENTRYPOINT rewritten so that CMD and the arguments of `docker run` reach the program. */
export function withArguments(
  entrypoint: CommandSetting,
  cmd: CommandSetting,
  image: ImageModel,
  file: RuleFile,
): readonly Fix[] {
  const by = entrypoint.by;
  const text = entrypoint.argv.at(-1) ?? '';
  // A shell-form CMD would arrive as `/bin/sh -c …`, which no program wants.
  if (!by || cmd.form?.kind === 'shell') return [];
  const argv = argumentsTaken(text, entrypoint.argv.slice(0, -1), image);
  if (!argv) return [];
  const edit = { file: file.path, span: by.argumentsSpan, newText: execFormText(argv) };
  return [{ title: 'hand the arguments on to the program', safety: 'unsafe', edits: [edit] }];
}

function argumentsTaken(text: string, shell: readonly string[], { config }: ImageModel): readonly string[] | null {
  const program = parseShell(text);
  if (program.errors.length > 0) return null;
  const plain = plainWords(program);
  if (plain && !mayLackShebang(plain[0] ?? '', config)) return plain;
  const only = program.lines.length === 1 ? program.lines[0] : undefined;
  const node = only?.items.length === 1 && !only.items[0]?.background ? only.items[0]?.node : undefined;
  if (node?.kind !== 'simple' || node.redirects.length > 0) return null;
  const words = node.words.filter((word, index) => !(index === 0 && literalWord(word) === 'exec'));
  const name = words[0] ? literalWord(words[0]) : null;
  if (!words[0] || name === null || isBuiltinSomewhere(name)) return null;
  const start = words[0].span.start;
  const assigned = node.assignments.length > 0 ? text.slice(node.span.start, node.words[0]?.span.start) : '';
  return [...shell, `${assigned}exec ${text.slice(start, node.span.end)} "$@"`, name];
}
