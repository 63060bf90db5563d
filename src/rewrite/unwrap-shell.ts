import type { ImageConfig } from '../dockerfile/image-config.ts';
import { parseShell } from '../shell/parse.ts';
import { literalWord } from '../shell/syntax.ts';
import { programSafety } from './may-exec.ts';
import { onlyCommand, plainWords } from './plain-words.ts';
import { mayLackShebang } from './script-file.ts';
import { isBareShell, shellCommand } from './shell-command.ts';

/**
 * A command line without the shells that it does not need: `bash -c 'app --x'` is `app --x`. A shell that
 * is needed is told to `exec`, where it runs one program.
 */
export function unwrapShell(argv: readonly string[], config: ImageConfig): readonly string[] {
  const command = shellCommand(argv);
  if (!command) return argv;
  const program = parseShell(command.text);
  const plain = plainWords(program);
  if (plain && isBareShell(command.shell) && !mayLackShebang(plain[0] ?? '', config))
    return unwrapShell(plain, config);
  const node = onlyCommand(program);
  const word = node?.words[0];
  if (!word || programSafety(word) !== 'safe' || literalWord(word) === null) return argv;
  const at = word.span.start;
  return [...command.shell, `${command.text.slice(0, at)}exec ${command.text.slice(at)}`];
}
