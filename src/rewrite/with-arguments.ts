import type { Fix } from '../contract/finding.ts';
import type { RuleFile } from '../contract/rule.ts';
import type { CommandSetting } from '../dockerfile/image-config.ts';
import { programName } from '../knowledge/program-name.ts';
import { programOf } from '../knowledge/program-of.ts';
import { init, wrapper } from '../knowledge/wrappers.ts';
import { parseShell } from '../shell/parse.ts';
import { literalWord } from '../shell/syntax.ts';
import type { ImageModel } from '../startup/model.ts';
import { programSafety } from './may-exec.ts';
import { onlyCommand, plainWords } from './plain-words.ts';
import { replaceArguments } from './replace-arguments.ts';
import { mayLackShebang } from './script-file.ts';
import { isBareShell, type ShellCommand, shellCommand, startsShell } from './shell-command.ts';

/** Whether a shell's text looks at the arguments that follow it. */
export function usesArguments(text: string): boolean {
  return /\$\{?[@*#0-9]/.test(text);
}

/** An ENTRYPOINT of shell text rewritten so that CMD and the arguments of `docker run` reach the program. */
export function withArguments(
  entrypoint: CommandSetting,
  cmd: CommandSetting,
  image: ImageModel,
  file: RuleFile,
): readonly Fix[] {
  const { by } = entrypoint;
  const command = shellCommand(entrypoint.argv);
  // A shell-form CMD would arrive as `/bin/sh -c …`, which no program wants.
  if (!by || !command || cmd.form?.kind === 'shell' || isCommand(cmd.argv)) return [];
  const argv = argumentsTaken(command, image);
  if (!argv) return [];
  const edits = replaceArguments(by, argv, file);
  return [{ title: 'hand the arguments on to the program', safety: 'unsafe', edits }];
}

/** Whether words that were dropped so far are a command of their own, which would be a strange argument. */
function isCommand(words: readonly string[]): boolean {
  const [first = ''] = words;
  const name = programName(first);
  if (/^(\/usr)?(\/local)?\/s?bin\/|\.sh$/.test(first) || startsShell(words)) return true;
  return programOf(words) !== null || init(name) !== null || wrapper(name) !== null;
}

function argumentsTaken({ shell, text }: ShellCommand, { config }: ImageModel): readonly string[] | null {
  const node = onlyCommand(parseShell(text));
  if (!node || text.includes('<<') || text.slice(node.span.end).includes('#')) return null;
  const execs = node.words[0] !== undefined && literalWord(node.words[0]) === 'exec';
  const word = node.words[execs ? 1 : 0];
  if (!word || programSafety(word) !== 'safe') return null;
  const assigned = text.slice(node.span.start, node.words[0]?.span.start);
  const command = text.slice(word.span.start, node.span.end);
  const plain = plainWords(parseShell(`${assigned}${command}`));
  if (plain && isBareShell(shell) && !mayLackShebang(plain[0] ?? '', config)) return plain;
  return [...shell, `${assigned}exec ${command} "$@"`, literalWord(word) ?? 'sh'];
}
